"""Edits reach the project file one after the other, in the order in which the user made them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from app.gui.jobs import Job, JobContext, JobRunner
from core.language import tr

if TYPE_CHECKING:
    from core.project.history import Applied
    from core.project.project import Project

Call: TypeAlias = "Callable[[Project], Applied | None]"


def edit_call(name: str, *arguments: Any) -> Call:
    """`core.project.edits.NAME(project, *arguments)`, imported when it is called."""

    def call(project: Project) -> Applied | None:
        from core.project import edits

        applied: Applied | None = getattr(edits, name)(project, *arguments)
        return applied

    return call


@dataclass(frozen=True)
class Edit:
    """One change that waits for the disk.

    Attributes:
        call: makes it; runs in a job.
        shown: the screen has it already, so that only a failure changes what is shown.
        ids: the images concerned, for the way back when it fails.
        done, failed: called in the GUI thread once it is in the file, or could not be written.
    """

    call: Call
    shown: bool
    ids: tuple[int, ...] = ()
    done: Callable[[], object] = lambda: None
    failed: Callable[[], object] = lambda: None


class EditQueue(QObject):
    """Signals: `applied(Edit, Applied | None)`, `failed(Edit, Exception)`, both in the GUI thread; `emptied()`."""

    applied = Signal(object, object)
    failed = Signal(object, object)
    emptied = Signal()

    def __init__(self, runner: JobRunner, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._project = project
        # Appended to in the GUI thread, taken from in the job's: a deque allows that.
        self._waiting: deque[Edit] = deque()
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether something is not in the file yet."""
        return self._job is not None or bool(self._waiting)

    def add(self, edit: Edit) -> None:
        """Queue an edit; it is written as soon as those before it are."""
        self._waiting.append(edit)
        if self._job is None:
            self._start()

    def write_out(self) -> list[Exception]:
        """Write what still waits, in this thread, and return what went wrong; for the end, when no job runs."""
        errors: list[Exception] = []
        while self._waiting:
            try:
                self._waiting.popleft().call(self._project)
            except Exception as error:  # noqa: BLE001 - as in a job
                errors.append(error)
        return errors

    def _start(self) -> None:
        waiting, project = self._waiting, self._project

        def write(context: JobContext) -> None:
            # Never cancelled half-way: the user saw these edits happen.
            while waiting:
                edit = waiting.popleft()
                try:
                    context.put((edit, edit.call(project), None))
                except Exception as error:  # noqa: BLE001 - one edit that fails does not lose the next
                    context.put((edit, None, error))

        self._job = self._runner.start(tr("Window", "Saving"), write, visible=False, keeps=True)
        self._job.items.connect(self._on_items)
        self._job.finished.connect(self._on_finished)

    def _on_items(self, items: list[tuple[Edit, Any, Exception | None]]) -> None:
        for edit, applied, error in items:
            if error is None:
                edit.done()
                self.applied.emit(edit, applied)
            else:
                edit.failed()
                self.failed.emit(edit, error)

    def _on_finished(self) -> None:
        self._job = None
        if self._waiting:
            self._start()
        else:
            self.emptied.emit()
