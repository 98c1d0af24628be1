"""Read a project file where SQLite may not put its own files beside it: from a copy."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from core.errors import ProjectError
from core.language import later

_ATTEMPTS = 3


def copy_of(path: Path) -> tempfile.TemporaryDirectory[str]:
    """A temporary folder with a copy of a SQLite file and of its write-ahead log, where it has one.

    SQLite could also be told that the file never changes. It would then pass over the log, in which the latest work
    of a program that crashed may lie, and read nonsense as soon as somebody with more rights writes.

    Raises:
        ProjectError: the file changes all the time.
        OSError: it cannot be read, or the temporary folder has no room.
    """
    parts = (path, path.with_name(f"{path.name}-wal"))
    for _ in range(_ATTEMPTS):
        folder = tempfile.TemporaryDirectory(prefix="isugan-")
        try:
            before = [_state(part) for part in parts]
            for part in parts:
                if part.exists():
                    shutil.copyfile(part, Path(folder.name) / part.name)
            if before == [_state(part) for part in parts]:
                return folder
        except BaseException:
            folder.cleanup()
            raise
        folder.cleanup()
    raise ProjectError(
        later("Project", "{path} is being written by another program.", path=path),
        later("Project", "Try again in a moment."),
        path,
    )


def _state(path: Path) -> tuple[int, int] | None:
    try:
        info = path.stat()
    except FileNotFoundError:
        return None
    return info.st_size, info.st_mtime_ns
