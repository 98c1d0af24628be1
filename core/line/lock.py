"""One watch for a folder, on whichever machine it runs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.errors import IsuganError
from core.lock import FolderLock

LOCK = "watch.lock"


class WatchLock:
    """Held while a folder is watched. The system frees it when the process ends, however it ends.

    Args:
        state: the folder of `core.line.folders.Folders.state`.
    """

    def __init__(self, state: Path) -> None:
        self._state = state
        self._lock = FolderLock(state, LOCK)

    def take(self) -> None:
        """Become the one.

        Raises:
            IsuganError: there is one already.
            OSError: the folder cannot be written, or knows no locks.
        """
        if not self._lock.take():
            who = self._lock.holder()
            raise IsuganError(
                f"{self._state.parent} is being watched already, by {who or 'another program'}.",
                "Stop that one, or watch another folder.",
                self._state.parent,
            )

    def renew(self) -> None:
        """Take it anew, after a share was away: its server may have forgotten it.

        Raises:
            IsuganError: another watch has begun meanwhile.
            OSError: the folder cannot be written.
        """
        with suppress(OSError):
            self._lock.release()
        self._lock = FolderLock(self._state, LOCK)
        self.take()

    def release(self) -> None:
        """Let others watch; nothing happens if it is not held."""
        with suppress(OSError):
            self._lock.release()
