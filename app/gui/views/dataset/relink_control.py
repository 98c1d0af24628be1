"""Tells of folders that are gone, and relinks them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.gui.errors import Level
from app.gui.jobs import JobContext
from app.gui.project.session import ProjectSession
from app.gui.views.dataset.relink_dialog import RelinkDialog
from core.language import tr, tr_n


class RelinkControl(QWidget):
    """Between the dialog and the project; itself never shown."""

    def __init__(
        self, session: ProjectSession, tell: Callable[[Level, str, str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._session = session
        self._tell = tell
        self.dialog: RelinkDialog | None = None
        session.folders_missing.connect(self._on_missing)
        session.opened.connect(self._on_opened)

    def show(self) -> None:
        """Look for folders that are gone and open the dialog."""
        project = self._session.project
        if project is None:
            return
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return

        def work(_context: JobContext) -> Any:
            from core.project.relinking import missing_folders

            return missing_folders(project)

        title = tr("Dataset", "Looking for folders")
        self._session.start("relink", title, work, visible=False).succeeded.connect(self._open)

    def _open(self, missing: list[Any]) -> None:
        if not missing:
            self._tell(Level.INFO, tr("Dataset", "Every folder of the project is where it was."), "")
            return
        dialog = RelinkDialog(missing, self.window())
        dialog.plan_asked.connect(self._plan)
        dialog.relink_asked.connect(self._relink)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.show()

    def _forget(self) -> None:
        self.dialog = None

    def _on_opened(self) -> None:
        # It is about the folders of another project.
        if self.dialog is not None:
            self.dialog.close()

    def _plan(self, old: Path, new: Path) -> None:
        project = self._session.project
        if project is None:
            return

        def work(_context: JobContext) -> Any:
            from core.project.relinking import plan

            return plan(project, old, new)

        def done(found: Any) -> None:
            if self.dialog is not None:
                self.dialog.show_plan(found)

        title = tr("Dataset", "Looking for images")
        self._session.start("relink", title, work, visible=False).succeeded.connect(done)

    def _relink(self, plan: Any) -> None:
        def call(project: Any) -> Any:
            from core.project.relinking import relink

            return relink(project, plan)

        self._session.edit(call)
        self._session.when_saved(self._session.read_new)

    def _on_missing(self, missing: list[Any]) -> None:
        images = sum(folder.images for folder in missing)
        where = (
            str(missing[0].path)
            if len(missing) == 1
            else tr("Dataset", "{number} folders", number=len(missing))
        )
        what = tr_n(
            "Dataset",
            images,
            "{n} image is not there: {where}.",
            "{n} images are not there: {where}.",
            where=where,
        )
        way_out = (
            tr("Dataset", "If they moved, that can be told where the project is open for writing.")
            if self._session.read_only
            else tr("Dataset", "If they moved, say where to with Dataset > Relink moved folders.")
        )
        self._tell(Level.WARNING, what, way_out)
