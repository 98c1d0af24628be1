"""Files appear whole or not at all: written to a temporary name, then renamed."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, 112}
"""Numbers of a full disk; 112 is Windows' own."""


def is_full(error: OSError) -> bool:
    """Whether it says that there is no room: the disk is full, or the user's share of it."""
    return error.errno in _FULL or getattr(error, "winerror", None) == 112


@contextmanager
def write_atomically(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on a clean exit it replaces `path`, otherwise it is removed.

    The data is flushed to disk before the rename, so a power loss leaves the old file or the new one. With `durable`
    off it is not: for files that can be made again, where waiting for the disk costs more than making them.

    Raises:
        OSError: the folder cannot be written, or the disk is full; `path` is then untouched.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # The suffix stays: some writers choose their format by it.
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        if durable:
            with temporary.open("rb+") as stream:
                os.fsync(stream.fileno())
        # mkstemp makes the file private; give it what an ordinary new file would get.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
