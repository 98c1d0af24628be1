"""Move one file so that it is never lost, never twice and never over another, whenever the program is killed."""

from __future__ import annotations

import errno
import filecmp
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any

from core.inspection.stamp import FileStamp
from core.line.record import line_of

_NO_LINKS = {
    errno.EPERM,
    errno.EACCES,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EMLINK,
    errno.EINVAL,
}
"""Of these, two are also said of a link to another user's file, which may be renamed all the same."""
_NO_SUCH_FILE = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL}
"""There is none, or its disk knows no such names."""
_OTHER_DISK = 17
"""Windows' number for it."""


class Moved(Enum):
    """What became of a move: done; the file is another one now; it was taken away before."""

    DONE = "done"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Move:
    """A file that is to go to a place.

    Attributes:
        source: the file.
        stamp: as it was when it was inspected; one with another stamp is not moved.
        root: the folder that it goes to, which is there.
        place: its path in that, with "/".
        record: what is told of it, see `core.line.record`.
        key: tells a half-written copy of it from everything else.
    """

    source: Path
    stamp: FileStamp
    root: Path
    place: str
    record: dict[str, Any]
    key: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def target(self) -> Path:
        """Where it goes."""
        return self.root / self.place

    @property
    def part(self) -> Path:
        """A copy that is not whole yet; beside the target, hidden."""
        return self.target.with_name(f".isugan-{self.key}.part")

    @property
    def line(self) -> str:
        """What is told of it once it is there."""
        return line_of(self.record, self.target)


def free_place(root: Path, place: str) -> str:
    """`place`, or with a number if there is a file of that name in `root` already.

    Raises:
        OSError: the folder is away.
    """
    path = PurePosixPath(place)

    def numbered(number: int) -> str:
        return str(path.with_stem(f"{path.stem}-{number}")) if number > 1 else place

    def is_taken(number: int) -> bool:
        return stamp_now(root / numbered(number)) is not None

    taken, free = 0, 1
    while is_taken(free):
        taken, free = free, 2 * free
    # A camera may begin with the same names every day: a thousand are not asked for one by one.
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if is_taken(middle) else (taken, middle)
    return numbered(free)


def carry_out(move: Move, begun: bool, check_here: Callable[[], None]) -> Moved:
    """Move the file; whatever an earlier attempt has left is gone on with, or cleared away.

    Args:
        begun: whether there was an earlier attempt, perhaps of a process that was killed.
        check_here: raises OSError where one of the folders is away; a file that is away with its folder is not gone.

    Raises:
        FileExistsError: somebody else's file has the target's name.
        OSError: it cannot be moved now. If the target is there, it was begun.
    """
    # Before each file: what is linked into the empty mount point of a share is out of sight when the share is back.
    check_here()
    if begun:
        with suppress(FileNotFoundError):
            move.part.unlink()
    source = stamp_now(move.source)
    if source is None:
        check_here()
        source = stamp_now(move.source)
    target = stamp_now(move.target) if begun else None
    if source != move.stamp:
        # It was moved, and perhaps fetched from there. Or a new one has come under its name since.
        if begun and (source is None or target == move.stamp):
            return Moved.DONE
        return Moved.GONE if source is None else Moved.CHANGED
    if target is not None:
        if _same(move.source, move.target):
            move.source.unlink()
            return Moved.DONE
        if target.size == 0:
            # It only held the name.
            move.target.unlink()
    _make_folders(move)
    try:
        _rename(move.source, move.target)
    except OSError as error:
        if error.errno != errno.EXDEV and getattr(error, "winerror", None) != _OTHER_DISK:
            raise
        _move_to_other_disk(move)
    return Moved.DONE


def stamp_now(path: Path) -> FileStamp | None:
    """As `core.inspection.stamp.stamp_of`, but None means that there is no such file, and nothing else.

    Raises:
        OSError: it cannot be known.
    """
    try:
        info = path.lstat()
    except OSError as error:
        if error.errno in _NO_SUCH_FILE:
            return None
        raise
    return FileStamp(info.st_size, info.st_mtime_ns)


def _same(one: Path, other: Path) -> bool:
    return one.samefile(other) or filecmp.cmp(one, other, shallow=False)


def _make_folders(move: Move) -> None:
    """Those between root and target; not the root, which may be a share that is away."""
    for parent in reversed(PurePosixPath(move.place).parents[:-1]):
        folder = move.root / parent
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError as error:
            raise NotADirectoryError(errno.ENOTDIR, "it is a file", str(folder)) from error


def _rename(source: Path, target: Path) -> None:
    """Rename on one disk; a file that has the name already stays.

    Raises:
        FileExistsError: there is one.
    """
    if os.name == "nt":
        source.rename(target)  # which never replaces anything there
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Memory cards and some shares know no links. An empty file holds the name.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        _unless_refused(lambda: source.replace(target), target)
    else:
        _unless_refused(source.unlink, target)


def _move_to_other_disk(move: Move) -> None:
    try:
        shutil.copyfile(move.source, move.part)
        with move.part.open("rb+") as stream:
            os.fsync(stream.fileno())
        if move.part.stat().st_size != move.stamp.size:
            raise OSError(errno.EIO, "its copy is not as long", str(move.source))
        # Not every share lets a time be set.
        with suppress(OSError):
            os.utime(move.part, ns=(move.stamp.mtime_ns, move.stamp.mtime_ns))
        _rename(move.part, move.target)
    except OSError:
        with suppress(OSError):
            move.part.unlink()
        raise
    _sync_folder(move.target.parent)
    _unless_refused(move.source.unlink, move.target)


def _unless_refused(step: Callable[[], object], made: Path) -> None:
    """Do `step`; where it is refused, take away what was made for it.

    After any other error it may have been done all the same, by a server whose answer was lost; then what was made is
    the only one.
    """
    try:
        step()
    except PermissionError:
        with suppress(OSError):
            made.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Bring new names in it to the disk, so that a power loss cannot take copy and original."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some shares know no such thing; they write names at once.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
            raise
    finally:
        os.close(handle)
