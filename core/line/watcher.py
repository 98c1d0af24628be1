"""The watch: look, let files settle, inspect, sort, and look again."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from core.inspection.result import FailedInspection, Inspection
from core.inspection.results_csv import Item
from core.line.ending import has_end
from core.line.folders import Folders
from core.line.lock import WatchLock
from core.line.moving import Move
from core.line.patience import Patience, StoppedWaitingError
from core.line.record import record_of
from core.line.scan import scan
from core.line.settling import Settling
from core.line.sorting import Sorter, described

KNOWN = 4096
"""Files that are known of at a time, of however many lie in the folder."""
TOGETHER, TOGETHER_SECONDS = 32, 0.1
"""Files sorted at once, and how long the first of them may wait for the others: waiting for the disk is shared."""
WORK_SECONDS, MOST_WORK_SECONDS = 2.0, 10.0
"""Inspecting is broken off after so long to look into the folder: what has come meanwhile begins to settle."""
LOOKING_SHARE = 10
"""While there is work, one part in so many may go into looking, which takes long in a full folder."""

Inspect = Callable[[Iterable[Path]], Iterator[Item]]


class WatchSettings(BaseModel):
    """Times of a watch, in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    settle_seconds: float = Field(
        1.0, ge=0, description="a file is taken once it has not changed for so long"
    )
    give_up_seconds: float = Field(
        30.0, ge=0, description="a file that cannot be read is given up once it has not changed for so long"
    )
    poll_seconds: float = Field(0.5, gt=0, description="between two looks into an idle folder")


class Watcher:
    """Watches one folder.

    Args:
        folders: those of the line, marked.
        inspect: yields an item for each path, in their order, as `core.inspection.folder.inspect_files` does.
        sorter: moves files and tells of them.
        lock: held.
        patience: waits, and knows when the watch is to end.
        settings: its times.
        clock: seconds, as `time.monotonic`.
    """

    def __init__(
        self,
        folders: Folders,
        inspect: Inspect,
        sorter: Sorter,
        lock: WatchLock,
        patience: Patience,
        settings: WatchSettings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folders = folders
        self._inspect = inspect
        self._sorter = sorter
        self._lock = lock
        self._patience = patience
        self._settings = settings
        self._clock = clock
        self._settling = Settling(settings.settle_seconds, settings.give_up_seconds)
        self._look_after = 0.0
        self._holds = 0
        self._faults: list[str] = []

    def run(self, *, once: bool = False) -> None:
        """Sort what comes until the watch is to end; files that are being inspected then are sorted first.

        Args:
            once: end when no image is left in the folder.

        Raises:
            IsuganError: another watch has begun while a share was away, or nobody reads the lines any more.
        """
        try:
            self._sorter.recover()
            while not self._patience.stopped():
                self._look()
                if paths := self._settling.ready(self._clock(), KNOWN):
                    self._work(paths)
                elif once and not len(self._settling):
                    return
                else:
                    self._patience.pause(self._settings.poll_seconds)
        except StoppedWaitingError:
            return

    def _look(self) -> None:
        """See what lies in the folder, as soon as it is there."""
        while True:
            try:
                self._folders.check_here()
                if self._holds != self._patience.holds:
                    # A share was away, or a disk full; nobody knows what happened meanwhile.
                    self._settling.restart()
                    self._lock.renew()
                    self._holds = self._patience.holds
                start = self._clock()
                images, faults = scan(self._folders.watched, KNOWN)
                break
            except OSError as error:
                self._patience.hold(described(error))
        self._patience.over()
        now = self._clock()
        self._look_after = now + min(LOOKING_SHARE * (now - start), MOST_WORK_SECONDS)
        self._settling.see(images, now)
        for fault in faults:
            if fault not in self._faults:
                self._patience.say(fault)
        self._faults = faults

    def _work(self, paths: list[Path]) -> None:
        """Inspect and sort until it is time to look again."""
        end = max(self._look_after, self._clock() + WORK_SECONDS)

        def feed() -> Iterator[Path]:
            for path in paths:
                if self._patience.stopped() or self._clock() >= end:
                    return
                yield path

        group: list[Move] = []
        sorted_at = self._clock()
        items = self._inspect(feed())
        try:
            for item in items:
                if (move := self._judged(item)) is not None:
                    group.append(move)
                if len(group) >= TOGETHER or self._clock() - sorted_at >= TOGETHER_SECONDS:
                    self._sort(group)
                    group, sorted_at = [], self._clock()
        finally:
            # Its threads end here, and not when the error that broke it off is forgotten.
            if isinstance(items, Generator):
                items.close()
        self._sort(group)

    def _judged(self, item: Item) -> Move | None:
        """Where the file goes; None where it is to be inspected again."""
        now, path = self._clock(), item.path
        since = self._settling.since(path, item.stamp)
        if since is None or item.stamp is None:
            # Taken away, or being written again; the next look will tell.
            return None
        if (isinstance(item, FailedInspection) or not _has_end(path)) and not self._settling.failed(
            path, now
        ):
            return None
        root = self._root_of(item)
        record = record_of(item, root, now - since, datetime.now(UTC))
        place = path.relative_to(self._folders.watched).as_posix()
        return Move(path, item.stamp, root, place, record)

    def _root_of(self, item: Item) -> Path:
        """Where it goes; of a file that lacks nothing but its end all pixels were there, and it has its verdict."""
        if isinstance(item, Inspection):
            return self._folders.target(item.verdict)
        return self._folders.unreadable

    def _sort(self, group: list[Move]) -> None:
        if not group:
            return
        held = set(self._sorter.sort(group))
        for move in group:
            if move.source in held:
                self._settling.hold(move.source, self._clock())
            else:
                self._settling.forget(move.source)


def _has_end(path: Path) -> bool:
    try:
        return has_end(path)
    except OSError:
        return False
