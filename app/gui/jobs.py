"""The one way to run core work off the GUI thread: progress, items as they come, result, error, cancel."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from app.gui.foreground import FOREGROUND, stand_behind

log = logging.getLogger(__name__)

FLUSH_SECONDS = 0.08
"""Items and progress reach the GUI thread at most this often: a fast job must not flood the event loop."""

WORKERS = 6
"""Jobs that may run at once. They wait on disk or on the network's own threads, so more than the cores."""

Work = Callable[["JobContext"], Any]


@dataclass(frozen=True)
class Progress:
    """How far a job is: `done` of `total` steps (total 0 = unknown), running for `seconds`."""

    done: int
    total: int
    seconds: float

    @property
    def seconds_left(self) -> float | None:
        """Seconds to go at the mean pace so far; None while there is too little to tell from."""
        if self.done < 2 or self.total <= 0 or self.seconds < 1.0:
            return None
        return self.seconds / self.done * (self.total - self.done)


class JobContext:
    """What the work sees of its job. Every method but `cancelled` may be called from the job's thread only."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._items: list[Any] = []
        self._progress: Progress | None = None
        self._started = self._flushed = time.monotonic()

    def cancelled(self) -> bool:
        """True once the user no longer wants the job; the work then returns as soon as it can.

        To be asked often: it is also where the job stands back for the window.
        """
        FOREGROUND.stand_back()
        return self._job._stop.is_set()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        self._progress = Progress(done, total, time.monotonic() - self._started)
        self._flush_if_due()

    def put(self, item: Any) -> None:
        """Hand one finished item to the GUI thread; items arrive in order, several at a time."""
        self._items.append(item)
        self._flush_if_due()

    def flush(self) -> None:
        """Send what is held back."""
        if self._items:
            self._job._post.emit("items", self._items)
            self._items = []
        if self._progress is not None:
            self._job._post.emit("progress", self._progress)
            self._progress = None
        self._flushed = time.monotonic()

    def _flush_if_due(self) -> None:
        if time.monotonic() - self._flushed >= FLUSH_SECONDS:
            self.flush()


class Job(QObject):
    """One piece of work in another thread. All its signals are emitted in the GUI thread.

    Exactly one of `succeeded`, `failed` and `cancelled` comes, then `finished`. After `cancel()` no result
    is delivered; items that were done before it still are.
    """

    progressed = Signal(object)
    items = Signal(list)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _post = Signal(str, object)

    def __init__(self, title: str, work: Work, *, visible: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.visible = visible
        self.keeps = False
        self.progress: Progress | None = None
        self._work = work
        self._stop = threading.Event()
        # Queued by force: the worker emits it, and everything after must run in the GUI thread.
        self._post.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelling(self) -> bool:
        """True between `cancel()` and the end."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; returns at once."""
        self._stop.set()

    def _run(self) -> None:
        """The body of the worker thread."""
        context = JobContext(self)
        kind: str = "cancelled"
        payload: Any = None
        try:
            if not context.cancelled():
                payload = self._work(context)
                kind = "succeeded"
        except Exception as error:  # noqa: BLE001 - whatever the work raises ends in the notices
            kind, payload = "failed", error
        context.flush()
        if self._stop.is_set():
            if kind == "failed":
                log.info("%s failed after it was cancelled: %s", self.title, payload)
            kind = "cancelled"
        self._post.emit(kind, payload)

    def _deliver(self, kind: str, payload: Any) -> None:
        """In the GUI thread: turn what the worker posted into the public signals."""
        if kind == "items":
            with FOREGROUND:
                self.items.emit(payload)
            return
        if kind == "progress":
            self.progress = payload
            self.progressed.emit(payload)
            return
        if self._stop.is_set() or kind == "cancelled":
            self.cancelled.emit()
        elif kind == "succeeded":
            self.succeeded.emit(payload)
        else:
            self.failed.emit(payload)
        self.finished.emit()


class JobRunner(QObject):
    """Starts jobs and knows which are running.

    Args:
        report: called in the GUI thread with the exception of every job that failed and whose owner did not
            say `reports=False`.
    """

    started = Signal(object)
    ended = Signal(object)

    def __init__(self, report: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="job", initializer=stand_behind)
        self._jobs: list[Job] = []
        self._futures: dict[Job, Future[None]] = {}

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that have not ended, oldest first."""
        return tuple(self._jobs)

    def start(
        self, title: str, work: Work, *, visible: bool = True, reports: bool = True, keeps: bool = False
    ) -> Job:
        """Queue `work`; connect to the returned job's signals before going back to the event loop.

        Args:
            title: what the status line says.
            work: called in another thread with a `JobContext`; touches no widget.
            visible: whether the status line shows it (off for work that is over in a blink).
            reports: whether a failure is shown as a notice.
            keeps: whether `cancel_all` spares it: it saves what the user did, and takes no time.
        """
        job = Job(title, work, visible=visible, parent=self)
        job.keeps = keeps
        self._jobs.append(job)
        if reports:
            job.failed.connect(self._report)
        job.finished.connect(lambda: self._forget(job))
        self._futures[job] = self._pool.submit(job._run)
        self.started.emit(job)
        return job

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._jobs:
            if not job.keeps:
                job.cancel()

    def shutdown(self) -> None:
        """Cancel everything and wait for the threads; for the end of the program."""
        self.cancel_all()
        self._pool.shutdown(wait=True)

    def _forget(self, job: Job) -> None:
        self._jobs.remove(job)
        del self._futures[job]
        self.ended.emit(job)
        job.deleteLater()
