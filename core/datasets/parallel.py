"""Do the same to many files on several threads, in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORKERS = min(8, os.cpu_count() or 1)
_AHEAD = 4 * _WORKERS
"""Items begun and not handed over yet: enough to keep the workers busy, bounded in memory."""


def map_in_order(function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Yield `function(item)` for each item, in order; for work that releases the interpreter's lock.

    Decoding, encoding and OpenCV release it. The first exception of `function` is raised here. No thread outlives the
    iterator: one that is dropped half-way waits for what has begun and forgets the rest.
    """
    waiting: deque[Future[_Result]] = deque()
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="map") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(function, item))
                if len(waiting) >= _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
