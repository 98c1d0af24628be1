"""Begin a watch: marks, lock and journal, and what works with them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from core.line.folders import Folders
from core.line.journal import Journal
from core.line.lock import WatchLock
from core.line.log import Log
from core.line.patience import Patience
from core.line.sorting import Sorter
from core.line.watcher import Inspect, Watcher, WatchSettings


@contextmanager
def opened_watch(
    folders: Folders,
    inspect: Inspect,
    log: Log,
    patience: Patience,
    settings: WatchSettings | None = None,
    told: Callable[[dict[str, Any]], None] = lambda _record: None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Watcher]:
    """A watch that has the folder for itself until the block ends; arguments as for `Watcher` and `Sorter`.

    Raises:
        IsuganError: the folder is being watched already.
        OSError: one of the folders cannot be written.
    """
    folders.mark()
    lock = WatchLock(folders.state)
    lock.take()
    try:
        sorter = Sorter(folders, Journal(folders.state), log, patience, told)
        yield Watcher(folders, inspect, sorter, lock, patience, settings or WatchSettings(), clock)
    finally:
        lock.release()
