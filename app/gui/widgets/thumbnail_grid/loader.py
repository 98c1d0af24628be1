"""Reads the thumbnails that are looked at, in other threads, and keeps a bounded number of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.gui.jobs import Job, JobContext, JobRunner
from app.gui.widgets.thumbnail_grid.images import Thumbnail, ThumbnailStore, image_of
from app.gui.widgets.thumbnail_grid.requests import Requests
from core.errors import IsuganError
from core.images.picture import ByteImage
from core.images.thumbnail import read_thumbnail
from core.language import tr

log = logging.getLogger(__name__)

MAX_BYTES = 64 * 2**20
WORKERS = 2
FIRST_SECONDS = 0.25
FIRST_FLUSH_SECONDS = 0.02
"""A worker that has just begun hands its results over this often, so that a new page fills at once; later it
keeps the pace of every job (`jobs.FLUSH_SECONDS`), and so do the repaints."""

Read = Callable[[Path, int], ByteImage]


class _Result(NamedTuple):
    path: str
    side: int
    image: QImage | None
    error: str


class ThumbnailLoader(QObject):
    """Give it what is visible with `want`; `ready` says what has come, `image` and `error` give it.

    `stop()` it before the runner is shut down.

    Args:
        runner: starts the jobs, which the status line does not show.
        read: called in worker threads as `read(path, side)`; `ThumbnailCache.read` fits.
        max_bytes: what the thumbnails in memory may take.
    """

    ready = Signal(list)
    """Paths that have a thumbnail or an error now."""
    failed = Signal(str, str)
    """A path that cannot be read, and why; once a path."""
    forgotten = Signal()
    """Some thumbnails are out of date: ask again."""

    def __init__(
        self,
        runner: JobRunner,
        read: Read = read_thumbnail,
        *,
        max_bytes: int = MAX_BYTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._read = read
        self._max_bytes = max_bytes
        self._store = ThumbnailStore(max_bytes)
        self._requests = Requests(WORKERS)
        self._errors: dict[str, str] = {}
        self._outdated: set[str] = set()
        self._jobs: dict[Job, object] = {}
        self._stopped = False

    @property
    def store(self) -> ThumbnailStore:
        """The thumbnails in memory."""
        return self._store

    @property
    def requests(self) -> Requests:
        """What is still to be read."""
        return self._requests

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return bool(self._jobs)

    def image(self, path: str) -> Thumbnail | None:
        """The thumbnail of `path`, perhaps of another side than the one last wanted; None while there is none."""
        return self._store.get(path)

    def error(self, path: str) -> str:
        """Why `path` cannot be shown; empty while nothing speaks against it."""
        return self._errors.get(path, "")

    def want(self, visible: Sequence[str], ahead: Sequence[str], side: int) -> None:
        """Read what of these is not there yet, `visible` first; all that was wanted before and waits is dropped.

        Args:
            visible: paths on screen, the most urgent first.
            ahead: paths that will probably come next; read only as far as the memory holds them comfortably.
            side: longest side in device pixels.
        """
        if self._stopped:
            return
        room = max(0, self._max_bytes // (2 * 3 * side * side) - len(visible))
        self._requests.replace(
            (path, side) for path in (*visible, *ahead[:room]) if self._is_missing(path, side)
        )
        while (worker := self._requests.enter()) is not None:
            self._start(worker)

    def forget(self, paths: Iterable[str]) -> None:
        """Files have changed: their thumbnails and errors are read anew."""
        for path in paths:
            self._store.drop(path)
            self._errors.pop(path, None)
            if self._requests.is_taken(path):
                self._outdated.add(path)
        self.forgotten.emit()

    def stop(self) -> None:
        """Read nothing any more; what is being decoded ends by itself."""
        self._stopped = True
        self._requests.replace(())
        for job in self._jobs:
            job.cancel()

    def _is_missing(self, path: str, side: int) -> bool:
        if path in self._errors:
            return False
        found = self._store.get(path)
        return found is None or found.side != side

    def _start(self, worker: object) -> None:
        # The work must not hold on to this object, which may be deleted before it ends.
        requests, read = self._requests, self._read
        job = self._runner.start(
            tr("Window", "Thumbnails"),
            lambda context: _work(context, requests, worker, read),
            visible=False,
        )
        self._jobs[job] = worker
        job.items.connect(self._on_results)
        job.finished.connect(self._on_finished)

    def _on_results(self, results: list[_Result]) -> None:
        ready: list[str] = []
        failed: list[_Result] = []
        for result in results:
            path = result.path
            self._requests.settle(path)
            if path in self._outdated:
                self._outdated.discard(path)
                self.forgotten.emit()
                continue
            if result.image is not None:
                self._store.put(path, Thumbnail(result.image, result.side))
            elif path not in self._errors:
                self._errors[path] = result.error
                failed.append(result)
            ready.append(path)
        if ready:
            self.ready.emit(ready)
        for result in failed:
            self.failed.emit(result.path, result.error)

    def _on_finished(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._jobs:
            # A job that was cancelled before it began has told nobody.
            self._requests.leave(self._jobs.pop(job))


def _work(context: JobContext, requests: Requests, worker: object, read: Read) -> None:
    """The body of a job: read until nothing waits."""
    started = flushed = time.monotonic()
    while not context.cancelled() and (item := requests.take(worker)) is not None:
        context.put(_result(*item, read))
        now = time.monotonic()
        if now - started < FIRST_SECONDS and now - flushed >= FIRST_FLUSH_SECONDS:
            context.flush()
            flushed = now


def _result(path: str, side: int, read: Read) -> _Result:
    try:
        return _Result(path, side, image_of(read(Path(path), side)), "")
    except IsuganError as error:
        return _Result(path, side, None, str(error.told))
    except Exception as error:  # one picture must not end the job that reads the others
        log.exception("The thumbnail of %s could not be made.", path)
        text = tr("Window", "{path} could not be shown ({error}).", path=path, error=error)
        return _Result(path, side, None, text)
