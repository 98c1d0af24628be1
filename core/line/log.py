"""Where the lines go: a file, in which each stands once, or a stream."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, Self

from core.errors import IsuganError


class Log(Protocol):
    """What takes the lines.

    Attributes:
        path: the file, None for a stream.
    """

    path: Path | None

    def length(self) -> int:
        """How many bytes it holds; to be handed to `append`."""

    def append(self, lines: Sequence[str], since: int) -> None:
        """Add those of `lines` that do not stand behind the first `since` bytes yet; on the disk when this returns.

        Raises:
            OSError: the disk is full or away; some of the lines may be there.
        """


class LogFile:
    """A file that is added to. It is opened each time, so it may be renamed or emptied by who rotates logs."""

    def __init__(self, path: Path) -> None:
        self.path: Path | None = path
        self._place = path

    @classmethod
    def at(cls, path: Path) -> Self:
        """Of a watch that begins: one whose folder is missing would wait for it, images moved and no line written.

        Raises:
            IsuganError: its folder is missing.
        """
        path = path.absolute()
        if not path.parent.is_dir():
            raise IsuganError(
                f"There is no folder {path.parent} for the log.",
                "Make it first, or mount the share that it lies on.",
                path,
            )
        return cls(path)

    def length(self) -> int:
        """See `Log`.

        Raises:
            OSError: it cannot be known.
        """
        try:
            return self._place.stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, lines: Sequence[str], since: int) -> None:
        """See `Log`. A line that was cut off in the middle is taken away and written whole."""
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        handle = os.open(self._place, flags, 0o666)
        try:
            size = os.fstat(handle).st_size
            start = since if since <= size else 0
            whole, end, torn = _read(handle, start, size).rpartition(b"\n")
            if torn:
                os.ftruncate(handle, size - len(torn))
            there = set(whole.split(b"\n"))
            missing = [line for line in (text.encode() for text in lines) if line not in there]
            data = b"".join(line + b"\n" for line in missing)
            if start and not end and _read(handle, start - 1, start) != b"\n":
                # Somebody else's last line has no end; ours must not be glued to it.
                data = b"\n" + data
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
        finally:
            os.close(handle)


class LogStream:
    """Lines for whoever reads them now. Those of a group that was under way at a crash come again, word for word."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self.path: Path | None = None
        self._write = write

    def length(self) -> int:
        """See `Log`."""
        return 0

    def append(self, lines: Sequence[str], since: int) -> None:
        """See `Log`; all of them are new."""
        for line in lines:
            self._write(line)


def _read(handle: int, start: int, end: int) -> bytes:
    os.lseek(handle, start, os.SEEK_SET)
    parts = []
    while start < end and (part := os.read(handle, end - start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)
