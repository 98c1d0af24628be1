"""Do the same to many files on several threads, in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_WORKERS = min(8, os.cpu_count() or 1)
_CHUNK = 8 * _WORKERS


def map_in_order(function: Callable[[_Item], _Result], items: Sequence[_Item]) -> Iterator[_Result]:
    """Yield `function(item)` for each item, in order; for work that releases the interpreter's lock.

    Decoding, encoding and OpenCV release it. The first exception of `function` is raised here. Results come
    in chunks, between which no thread is alive: a caller that stops half-way leaves nothing running.
    """
    for start in range(0, len(items), _CHUNK):
        with ThreadPoolExecutor(_WORKERS) as pool:
            results = list(pool.map(function, items[start : start + _CHUNK]))
        yield from results
