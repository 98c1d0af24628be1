"""Which thumbnails are still to be read: filled by the GUI thread, emptied by the workers."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable


class Requests:
    """A queue that is replaced as a whole, and the workers that empty it.

    A worker takes until nothing is left and has then left, in one step: so whoever fills the queue knows
    whether a new worker is needed.

    Args:
        workers: how many may be at work at once.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._lock = threading.Lock()
        self._waiting: deque[tuple[str, int]] = deque()
        self._taken: set[str] = set()
        self._present: set[object] = set()

    def replace(self, wanted: Iterable[tuple[str, int]]) -> None:
        """Drop what waits and wait for `wanted`, (path, side) in order, without what was taken already."""
        with self._lock:
            self._waiting = deque(item for item in wanted if item[0] not in self._taken)

    def enter(self) -> object | None:
        """A pass for one more worker; None if there is no work or no room for another."""
        with self._lock:
            useful = min(self._workers, len(self._waiting) + len(self._taken))
            if not self._waiting or len(self._present) >= useful:
                return None
            worker = object()
            self._present.add(worker)
            return worker

    def take(self, worker: object) -> tuple[str, int] | None:
        """The next one; None if there is none, and then the worker has left."""
        with self._lock:
            if not self._waiting:
                self._present.discard(worker)
                return None
            item = self._waiting.popleft()
            self._taken.add(item[0])
            return item

    def leave(self, worker: object) -> None:
        """The worker is gone, however it ended."""
        with self._lock:
            self._present.discard(worker)

    def settle(self, path: str) -> None:
        """What a worker made of `path` has arrived: it may be asked for again."""
        with self._lock:
            self._taken.discard(path)

    def is_taken(self, path: str) -> bool:
        """Whether a worker has it, or its result is on the way."""
        with self._lock:
            return path in self._taken

    @property
    def waiting(self) -> list[str]:
        """The paths that no worker has taken yet, next first."""
        with self._lock:
            return [path for path, _ in self._waiting]
