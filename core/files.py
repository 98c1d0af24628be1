"""Files appear whole or not at all: written to a temporary name, then renamed."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MOST_BYTES = 256 * 1024**2
"""Of a text that is read whole: more was not written by this program, or is no list that a person keeps."""


def _umask() -> int:
    """What the process takes away from a new file's permissions."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


_UMASK = _umask()
"""Asked for once, while there is one thread: asking changes it for a moment, for all of them."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, 112}
"""Numbers of a full disk; 112 is Windows' own."""


def is_full(error: OSError) -> bool:
    """Whether it says that there is no room: the disk is full, or the user's share of it."""
    return error.errno in _FULL or getattr(error, "winerror", None) == 112


@contextmanager
def write_atomically(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on a clean exit it replaces `path`, otherwise it is removed.

    The data is flushed to disk before the rename, so a power loss leaves the old file or the new one. With `durable`
    off it is not: for files that can be made again, where waiting for the disk costs more than making them. A file that
    is replaced hands its permissions on. A link is replaced itself, since a stranger's folder may hold one to anywhere.

    Raises:
        OSError: the folder cannot be written, or the disk is full; `path` is then untouched.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The suffix stays: some writers choose their format by it.
    with _told_of(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        if durable:
            with temporary.open("rb+") as stream:
                os.fsync(stream.fileno())
        # mkstemp makes the file private.
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """An error of the temporary file names the one that the user knows of."""
    try:
        yield
    except OSError as error:
        error.filename = os.fspath(path)
        raise


def _mode(path: Path) -> int:
    """The permissions of the file at `path`, or those of an ordinary new one."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_UMASK


def read_regular(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """The bytes of a file that may be a stranger's.

    Raises:
        OSError: missing, may not be read, or larger than it can be; or no regular file: opening a pipe or a device
            could wait for ever, and its content has no end.
    """
    # Asked before it is opened, and again by reading no more: it may have been changed in between.
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    with path.open("rb") as stream:
        content = stream.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise OSError(errno.EINVAL, f"it is larger than {most_bytes // 1024**2} MiB", str(path))
    return content


def read_json(path: Path, most_bytes: int = MOST_BYTES) -> Any:
    """What the JSON file at `path` holds.

    Raises:
        OSError: as for `read_regular`.
        ValueError: as for `parse_json`.
    """
    return parse_json(read_regular(path, most_bytes))


def parse_json(text: str | bytes) -> Any:
    """As `json.loads`, with one kind of error for whatever is no JSON.

    Raises:
        ValueError: it is none, or is nested so deeply that nobody can have meant it.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
