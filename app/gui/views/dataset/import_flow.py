"""From dropped folders to images in the project: look, show, ask, import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.gui.errors import notice_from
from app.gui.jobs import Job, JobRunner
from app.gui.project.session import ProjectSession
from app.gui.views.dataset import tasks
from app.gui.views.dataset.import_page import ImportPage
from core.language import tr

if TYPE_CHECKING:
    from core.datasets.plan import ImportPlan


class ImportFlow(QObject):
    """Drives an `ImportPage`. Signals: `began()`, the page is wanted; `ended()`, it is not any more."""

    began = Signal()
    ended = Signal()

    def __init__(
        self, page: ImportPage, session: ProjectSession, runner: JobRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._session = session
        self._runner = runner
        self._paths: tuple[Path, ...] = ()
        self._job: Job | None = None
        self._making: Job | None = None
        self._shown = False
        page.accepted.connect(self._on_accepted)
        page.cancelled.connect(self.cancel)
        self.ended.connect(page.stop)
        page.layout_chosen.connect(lambda name: self._look(name or None))
        session.opened.connect(self._say_where)

    def start(self, paths: Sequence[Path]) -> None:
        """Look through what was dropped."""
        self._paths = tuple(paths)
        self._shown = True
        self._look(None)
        self.began.emit()

    def cancel(self) -> None:
        """Never mind."""
        for job in (self._job, self._making):
            if job is not None:
                job.cancel()
        self._end()

    def _end(self) -> None:
        self._shown = False
        self.ended.emit()

    def _say_where(self) -> None:
        """Where the images would go; another project may have been opened since."""
        self._page.set_project(self._session.project.name if self._session.project is not None else "")

    def _look(self, layout: str | None) -> None:
        if self._job is not None:
            self._job.cancel()
        self._say_where()
        self._page.show_looking(self._paths)
        job = self._runner.start(
            tr("Dataset", "Looking through {folder}", folder=self._paths[0].name),
            tasks.plan_import(self._paths, layout),
            visible=False,
            reports=False,
        )
        self._job = job
        job.items.connect(lambda found: self._on_found(job, found))
        job.succeeded.connect(self._page.show_plan)
        job.failed.connect(self._on_failed)
        # While the plan is looked at, so that the first images show at once when it is accepted.
        job.succeeded.connect(
            lambda _plan: self._runner.start(tr("Dataset", "Getting ready"), tasks.get_ready(), visible=False)
        )
        job.finished.connect(lambda: self._forget(job))

    def _on_found(self, job: Job, found: list[list[Path]]) -> None:
        # What a cancelled job had found still comes.
        if self._shown and self._job is job and not job.cancelling:
            for paths in found:
                self._page.add_found(paths)

    def _forget(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _on_failed(self, error: Exception) -> None:
        notice = notice_from(error)
        self._page.show_failed(notice.text, notice.way_out)

    def _on_accepted(self, plan: ImportPlan, folder: Any) -> None:
        if self._making is not None:
            return
        session = self._session
        if session.read_only:
            # The plan stays: another project can be opened, or this one closed.
            self._page.show_failed(tr("Dataset", "Nothing can be imported."), session.read_only)
            return

        def go() -> None:
            session.import_images(plan.samples())
            self._end()

        if session.is_open:
            go()
            return
        job = session.create(Path(folder), go, self._on_failed)
        self._making = job
        job.finished.connect(self._made)

    def _made(self) -> None:
        self._making = None
