"""Imports happen one after the other: a second one waits for the first, and takes nothing away from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from app.gui.jobs import Job, JobContext, Work
from core.language import tr

if TYPE_CHECKING:
    from core.datasets.dataset import Sample
    from core.project.project import Project


class Starter(Protocol):
    """`ProjectSession.start`."""

    def __call__(self, kind: str, title: str, work: Work) -> Job:
        """Start a job of the project."""
        ...


class ImportQueue(QObject):
    """Imports into one project.

    Signals: `came(list of lists of ImageRow)`; `imported(ImportResult)`, of one that came to its end or was cancelled;
    `paused()`, after each, also one that failed; nothing runs then, and `go_on` starts the next.
    """

    came = Signal(list)
    imported = Signal(object)
    paused = Signal()

    def __init__(self, start: Starter, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._project = project
        self._waiting: deque[Sequence[Sample]] = deque()
        self._running = False

    def add(self, samples: Sequence[Sample]) -> None:
        """Import as soon as those before are done."""
        self._waiting.append(samples)
        if not self._running:
            self.go_on()

    def go_on(self) -> bool:
        """Start the next import; false if there is none."""
        if not self._waiting:
            return False
        project, samples = self._project, self._waiting.popleft()
        results: list[Any] = []

        def work(context: JobContext) -> None:
            from core.project.images import import_images

            result = import_images(
                project,
                samples,
                imported=context.put,
                progress=context.progress,
                cancelled=context.cancelled,
            )
            results.append(result)

        def ended() -> None:
            self._running = False
            for result in results:
                self.imported.emit(result)
            self.paused.emit()

        self._running = True
        job = self._start("import", tr("Window", "Importing"), work)
        job.items.connect(self.came)
        # Who cancels means all that was to come.
        job.cancelled.connect(self._waiting.clear)
        job.finished.connect(ended)
        return True
