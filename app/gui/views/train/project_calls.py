"""Calls on a project by its folder, in order behind its edits, whether it is still the open one or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from app.gui.jobs import JobContext, JobRunner
from app.gui.project.session import ProjectSession
from core.language import tr

if TYPE_CHECKING:
    from core.project.project import Project

    Call = Callable[[Project], Any]

Take = Callable[[Any], object]


def _nothing(_value: Any) -> None:
    """For callers that do not care."""


class ProjectCalls(QObject):
    """A training may outlive the project's stay on the screen, and has to be noted in it all the same."""

    _back = Signal(object, object)

    def __init__(self, session: ProjectSession, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        # Queued by force: it is emitted in a job, and what is called has to run in the GUI thread.
        self._back.connect(lambda take, value: take(value), Qt.ConnectionType.QueuedConnection)

    def send(self, folder: Path, call: Call, done: Take = _nothing, failed: Take | None = None) -> None:
        """Call `call(project)` in a job.

        Args:
            folder: of the project; it must be writable if `call` writes.
            call: what to do.
            done: gets its result, in the GUI thread.
            failed: gets its error, in the GUI thread; by default the session tells the user.
        """
        open_one = self._session.project
        if open_one is not None and open_one.folder == folder and self._session.editable:
            self._session.edit(self._guarded(call, done, failed))
            return

        def work(_context: JobContext) -> Any:
            from core.project.project import Project

            with Project.open(folder) as project:
                return call(project)

        title = tr("Train", "Writing to {project}", project=folder.stem)
        job = self._runner.start(title, work, visible=False, reports=failed is None, keeps=True)
        job.succeeded.connect(done)
        if failed is not None:
            job.failed.connect(failed)

    def _guarded(self, call: Call, done: Take, failed: Take | None) -> Callable[[Project], None]:
        def guarded(project: Project) -> None:
            try:
                result = call(project)
            except Exception as error:
                if failed is None:
                    raise
                self._back.emit(failed, error)
            else:
                self._back.emit(done, result)

        return guarded
