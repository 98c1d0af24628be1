"""Which files are written to their end: those that nobody has changed for a while."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.inspection.stamp import FileStamp


@dataclass
class _Seen:
    """A file as it was seen; times in seconds of one clock.

    Attributes:
        since: when it was first seen like this.
        last: when it was last seen like this.
        tried: when it could not be read; None where nobody tried.
        held: not to be taken before.
    """

    stamp: FileStamp
    since: float
    last: float
    tried: float | None = None
    held: float = 0.0


class Settling:
    """Files that wait until they are to be inspected.

    Only this clock counts, not the files' own times: the clock of a file server may be another one.

    Args:
        settle_seconds: so long size and time of change must be the same before a file is taken.
        give_up_seconds: one that cannot be read gets so long without a change until it is given up.
    """

    def __init__(self, settle_seconds: float, give_up_seconds: float) -> None:
        self._settle = settle_seconds
        self._give_up = give_up_seconds
        self._seen: dict[Path, _Seen] = {}

    def __len__(self) -> int:
        return len(self._seen)

    def see(self, images: Iterable[tuple[Path, FileStamp]], now: float) -> None:
        """Take what lies in the folder now; whatever was known and is not among it, is forgotten."""
        before, self._seen = self._seen, {}
        for path, stamp in images:
            seen = before.get(path)
            if seen is None or seen.stamp != stamp:
                seen = _Seen(stamp, now, now)
            seen.last = now
            self._seen[path] = seen

    def ready(self, now: float, most: int) -> list[Path]:
        """The first files, `most` at most, that are to be inspected now."""
        found: list[Path] = []
        for path, seen in self._seen.items():
            if len(found) == most:
                break
            if self._is_ready(seen, now):
                found.append(path)
        return found

    def _is_ready(self, seen: _Seen, now: float) -> bool:
        if seen.last - seen.since < self._settle or now < seen.held:
            return False
        return seen.tried is None or now >= max(seen.since + self._give_up, seen.tried + self._settle)

    def since(self, path: Path, stamp: FileStamp | None) -> float | None:
        """When it was first seen as `stamp` says; None where it was last seen otherwise, or not at all."""
        seen = self._seen.get(path)
        return seen.since if seen is not None and seen.stamp == stamp else None

    def failed(self, path: Path, now: float) -> bool:
        """Note that it could not be read; whether it is to be given up.

        Never at once: a share that has a bad moment must not condemn a good image.
        """
        seen = self._seen[path]
        again, seen.tried = seen.tried is not None, now
        return again and now >= seen.since + self._give_up

    def hold(self, path: Path, now: float) -> None:
        """Leave it alone for a while."""
        if path in self._seen:
            self._seen[path].held = now + self._give_up

    def forget(self, path: Path) -> None:
        """It is not there any more."""
        self._seen.pop(path, None)

    def restart(self) -> None:
        """Forget all: what happened meanwhile is not known."""
        self._seen.clear()
