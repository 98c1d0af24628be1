"""Batches made before they are asked for, beside a device that works."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """`make(step)` for one step after the other, up to `depth` steps before it is asked for; 0: when it is.

    What a step sees depends on its number alone, so nothing changes but the time. On a CPU that computes the steps
    as well there is nothing to win.
    """

    def __init__(self, make: Callable[[int], T], depth: int) -> None:
        self._make, self._depth = make, depth
        self._made: dict[int, Future[T]] = {}
        self._pool: ThreadPoolExecutor | None = None

    def get(self, step: int, end: int) -> T:
        """What `make(step)` gives, or raises; steps from `end` on are not made ahead."""
        if not self._depth:
            return self._make(step)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._depth, "training batches")
        if step not in self._made:
            self._drop()
        for number in range(step, min(step + self._depth + 1, end)):
            if number not in self._made:
                self._made[number] = self._pool.submit(self._make, number)
        return self._made.pop(step).result()

    def _drop(self) -> None:
        for future in self._made.values():
            future.cancel()
        self._made.clear()

    def close(self) -> None:
        """End the threads."""
        self._drop()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
