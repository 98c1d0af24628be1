"""What is being moved, on the disk before it begins: a watch that was killed is gone on with, not begun anew."""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import IsuganError
from core.files import parse_json, read_regular
from core.inspection.stamp import FileStamp
from core.line.moving import Move

JOURNAL = "journal"
ROOM = 256 * 1024
"""Bytes that the file has from the beginning: images must be able to leave a disk that they have filled."""

_HEAD = b"isugan-watch 1 "
_HEAD_BYTES = 128
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""The watched folder is where others write: what looks like the journal must not lead to another file."""
_KEY = re.compile("[0-9a-f]{1,32}")


@dataclass(frozen=True)
class Group:
    """Files that are moved together, and told of together.

    Attributes:
        moves: the files.
        log: the file that tells of them; None where lines go to a stream, of which nothing can be read back.
        log_bytes: how long it was before.
    """

    moves: tuple[Move, ...]
    log: Path | None
    log_bytes: int


class Journal:
    """A file that holds the one group that is being moved, or none.

    It is written in place, with a sum over it: one that was half written when the power went counts as none, and
    nothing had been moved then.

    Args:
        state: the folder that it lies in, itself in the watched one. Files are kept by their place in that, which may
            be mounted elsewhere the next time.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, state: Path) -> None:
        self._path, self._watched = state / JOURNAL, state.parent
        if not self._path.exists() or self._path.stat().st_size < ROOM:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY | _NO_LINK, 0o666)
            try:
                size = os.fstat(handle).st_size
                os.lseek(handle, size, os.SEEK_SET)
                _write_all(handle, b"\0" * (ROOM - size))
                os.fsync(handle)
            finally:
                os.close(handle)

    def write(self, group: Group) -> None:
        """Replace what it holds; on the disk when this returns.

        Raises:
            OSError: the file is away, or the disk is full.
        """
        content = _encoded(group, self._watched)
        head = b"%s%d %s\n" % (_HEAD, len(content), hashlib.sha256(content).hexdigest().encode())
        self._put(head.ljust(_HEAD_BYTES) + content, sync=True)

    def clear(self) -> None:
        """Hold none. If the power goes before that reaches the disk, a group that is done is seen to be done.

        Raises:
            OSError: the file is away.
        """
        self._put(b"\0" * _HEAD_BYTES, sync=False)

    def read(self) -> Group | None:
        """The group that was being moved when the watch ended.

        Raises:
            OSError: it cannot be read.
            IsuganError: it was not written by a watch: it is damaged, or made to move what lies elsewhere.
        """
        data = read_regular(self._path)
        head = data[:_HEAD_BYTES]
        if not head.startswith(_HEAD):
            return None
        length, _, digest = head[len(_HEAD) :].strip().partition(b" ")
        content = data[_HEAD_BYTES : _HEAD_BYTES + int(length)] if length.isdigit() else b""
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return None
        try:
            return _decoded(content, self._watched)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise strange(self._path) from error

    def _put(self, data: bytes, *, sync: bool) -> None:
        # Opened each time: after a share was away, an open file may lead nowhere. And never made here: it would be
        # made in the empty mount point.
        handle = os.open(self._path, os.O_RDWR | _BINARY | _NO_LINK)
        try:
            _write_all(handle, data)
            if sync:
                os.fsync(handle)
        finally:
            os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _encoded(group: Group, watched: Path) -> bytes:
    # In ASCII, where even a name that is no UTF-8 comes back as it was.
    moves = [
        {
            "source": move.source.relative_to(watched).as_posix(),
            "stamp": move.stamp,
            "root": str(move.root),
            "place": move.place,
            "record": move.record,
            "key": move.key,
        }
        for move in group.moves
    ]
    log = None if group.log is None else str(group.log)
    return json.dumps({"log": log, "log_bytes": group.log_bytes, "moves": moves}).encode()


def strange(journal: Path) -> IsuganError:
    """The error for a journal that no watch can have written."""
    return IsuganError(
        f"{journal} holds what no watch has written.",
        "See that no image is missing in the folders, then delete it.",
        journal,
    )


def _decoded(content: bytes, watched: Path) -> Group:
    document = parse_json(content)
    log, log_bytes = document["log"], document["log_bytes"]
    if not isinstance(log, str | None) or not _is_count(log_bytes):
        raise ValueError("no log and its length")
    moves = tuple(_move(move, watched) for move in document["moves"])
    return Group(moves, None if log is None else Path(log), log_bytes)


def _move(move: dict[str, Any], watched: Path) -> Move:
    """Whoever may write into the watched folder may have written this: it must lead from there to a place below."""
    source, root, place, key, record = (move[name] for name in ("source", "root", "place", "key", "record"))
    size, mtime_ns = move["stamp"]
    if not (_is_below(source) and _is_below(place) and isinstance(root, str) and _KEY.fullmatch(key)):
        raise ValueError("a path that leads elsewhere")
    if not (_is_count(size) and type(mtime_ns) is int and isinstance(record.get("verdict"), str | None)):
        raise ValueError("no stamp, or no record")
    json.dumps(record, allow_nan=False)
    return Move(watched / source, FileStamp(size, mtime_ns), Path(root), place, record, key)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_below(place: object) -> bool:
    """Whether it is a path that leads downwards, on this system."""
    if not isinstance(place, str) or "\0" in place:
        return False
    path = Path(place)
    return bool(path.parts) and not path.anchor and ".." not in path.parts
