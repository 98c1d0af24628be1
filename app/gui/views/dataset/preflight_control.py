"""Runs the pre-flight, opens the images behind a finding and applies its fix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.gui.errors import Level
from app.gui.jobs import Job
from app.gui.project.edit_queue import edit_call
from app.gui.project.session import ProjectSession
from app.gui.project.updates import take_facts
from app.gui.views.dataset import tasks
from app.gui.views.dataset.browser import Browser
from core.datasets.dataset import Label, Split
from core.language import tr, tr_n

if TYPE_CHECKING:
    from core.datasets.preflight.findings import Fix
    from core.project.checking import Checked


class PreflightControl(QObject):
    """Between the panel and the project."""

    def __init__(
        self,
        browser: Browser,
        session: ProjectSession,
        tell: Callable[[Level, str, str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tell = tell
        # Whether images changed while the one that runs looked at them.
        self._changed = False
        self._browser = browser
        self._panel = browser.preflight
        self._session = session
        self._checked: Checked | None = None
        self._job: Job | None = None
        self._panel.run_asked.connect(self._run)
        self._panel.cancel_asked.connect(self._cancel)
        self._panel.show_asked.connect(self._show)
        self._panel.fix_asked.connect(self._fix)
        session.opened.connect(self._on_opened)
        session.images_changed.connect(self._on_changed)
        session.history_changed.connect(self._on_changed)

    def run(self) -> None:
        """Open the panel and run the pre-flight as it is set there."""
        self._browser.tabs.setCurrentWidget(self._panel)
        self._run(self._panel.working_size.value)

    def _run(self, size: tuple[int, int] | None) -> None:
        project = self._session.project
        if project is None or self._session.is_busy("check"):
            return
        self._changed = False
        self._panel.show_running()
        job = self._session.start("check", tr("Dataset", "Pre-flight"), tasks.check(project, size))
        job.progressed.connect(lambda progress: self._panel.show_running(progress.done, progress.total))
        job.succeeded.connect(self._on_checked)
        job.failed.connect(lambda _error: self._panel.show_stopped())
        job.cancelled.connect(self._panel.show_stopped)
        self._job = job

    def _cancel(self) -> None:
        if self._job is not None and self._session.is_busy("check"):
            self._job.cancel()

    def _on_checked(self, checked: Checked) -> None:
        self._checked = checked
        if checked.report.complete:
            table = self._session.table
            known = set(table.ids.tolist())
            ids = [number for number in checked.problems if number in known]
            take_facts(table, [fact for fact in checked.facts if fact.id in known])
            table.set_values("problems", ids, [checked.problems[number] for number in ids])
            self._session.values_changed.emit(ids)
        self._panel.show_report(checked.report, outdated=self._changed)

    def _show(self, paths: Sequence[Path]) -> None:
        ids = self._ids(paths)
        if ids:
            what = tr_n("Dataset", len(ids), "{n} image of a finding", "{n} images of a finding")
            self._browser.listing.show_only(ids, what)

    def _fix(self, fix: Fix) -> None:
        from core.datasets.preflight.findings import Action

        if not self._session.editable:
            self._panel.set_fixed(fix, False)
            self._tell(Level.WARNING, tr("Dataset", "Nothing can be changed."), self._session.read_only)
            return
        ids = self._ids(fix.paths)
        shown: dict[str, Any] | None
        match fix.action:
            case Action.REMOVE:
                call, shown = edit_call("remove", ids), {"removed": True}
            case Action.SET_SPLIT:
                call, shown = edit_call("set_split", ids, Split(fix.value)), {"split": Split(fix.value)}
            case Action.SET_LABEL:
                call, shown = edit_call("set_label", ids, Label(fix.value)), {"label": Label(fix.value)}
            case Action.REMOVE_MASK:
                call, shown = edit_call("remove_masks", ids), {"has_mask": False}
        self._session.edit(call, shown, ids, failed=lambda: self._panel.set_fixed(fix, False))

    def _ids(self, paths: Sequence[Path]) -> list[int]:
        known = self._checked.ids if self._checked is not None else {}
        return [known[path] for path in paths if path in known]

    def _on_opened(self) -> None:
        self._checked = None
        self._panel.clear()

    def _on_changed(self) -> None:
        self._changed = True
        if self._checked is not None:
            self._panel.set_outdated(True)
