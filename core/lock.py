"""A folder that one program at a time may use, and everybody else can see which one it is."""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from core.files import is_full, read_json, write_atomically
from core.language import Later, later

HOLDER = "holder.json"


def user_name() -> str:
    """The name that decisions and locks are signed with; "unknown" where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


@dataclass(frozen=True)
class Holder:
    """Who uses a folder, and since when (ISO 8601)."""

    user: str
    host: str
    pid: int
    since: str

    @classmethod
    def me(cls) -> Self:
        """This process."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(user_name(), socket.gethostname(), os.getpid(), now)

    def __str__(self) -> str:
        return self.told.english

    @property
    def told(self) -> Later:
        """For a sentence of a message."""
        return later(
            "Errors",
            "{user} on {host} (process {pid}, since {since})",
            user=self.user,
            host=self.host,
            pid=str(self.pid),
            since=self.since,
        )


class FolderLock:
    """The lock of one folder. The system frees it when the process ends, however it ends.

    Args:
        folder: it must be there.
        name: of the lock's file in it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._lock = FileLock(folder / name, thread_local=False)

    def take(self) -> bool:
        """Try to become the one; false if somebody else is.

        Raises:
            OSError: the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        except NotImplementedError as error:
            raise OSError(errno.ENOTSUP, "its disk knows no locks") from error
        try:
            with write_atomically(self._folder / HOLDER, durable=False) as temporary:
                temporary.write_text(json.dumps(asdict(Holder.me())), encoding="utf-8")
        except OSError as error:
            # On a full disk the name is missing, but the lock holds: images can still be taken out.
            if not is_full(error):
                self._lock.release()
                raise
        return True

    def holder(self) -> Holder | None:
        """Who has it, as far as the folder tells."""
        try:
            document = read_json(self._folder / HOLDER)
            return Holder(
                str(document["user"]), str(document["host"]), int(document["pid"]), str(document["since"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def release(self) -> None:
        """Let others use it; nothing happens if the lock is not held."""
        if self._lock.is_locked:
            try:
                with suppress(OSError):
                    (self._folder / HOLDER).unlink(missing_ok=True)
            finally:
                self._lock.release()
