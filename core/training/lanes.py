"""Independent parts of a step, side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import torch

T = TypeVar("T")


class Lanes:
    """`count` threads, each with its share of torch's threads; one lane works in the caller's thread.

    Most of a step's operations are too small to be split over cores, and a split one waits for its slowest thread
    each time. Two whole passes side by side wait for each other once, at the end. What a part computes does not depend
    on which lane takes it.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ThreadPoolExecutor | None = None

    def _started(self, threads: int) -> ThreadPoolExecutor:
        ready = threading.Barrier(self.count + 1)

        def begin() -> None:
            # A thread takes over the program's number at its first call; without this that would undo the next line.
            torch.get_num_threads()
            torch.set_num_threads(max(1, threads // self.count))
            ready.wait()

        pool = ThreadPoolExecutor(self.count, "training lane", begin)
        for _ in range(self.count):
            pool.submit(int)  # a thread starts with the first work that finds none idle
        ready.wait()
        # It is a thread's own number, but also the one that later threads begin with.
        torch.set_num_threads(threads)
        return pool

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Work begins in the order of the calls; its exception comes out of the future."""
        if self.count > 1:
            self._pool = self._pool or self._started(torch.get_num_threads())
            return self._pool.submit(work)
        done: Future[T] = Future()
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 - it comes out of the future
            done.set_exception(error)
        return done

    def close(self) -> None:
        """End the threads; work that has not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
