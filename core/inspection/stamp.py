"""How a changed file is told without reading it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class FileStamp(NamedTuple):
    """Size in bytes and time of change in nanoseconds: a file that was written anew has another stamp."""

    size: int
    mtime_ns: int


def stamp_of(path: Path) -> FileStamp | None:
    """None where there is no such file, or none that may be looked at."""
    try:
        info = path.stat()
    except OSError:
        return None
    return FileStamp(info.st_size, info.st_mtime_ns)
