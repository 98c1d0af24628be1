"""What is being moved, on the disk before it begins: a watch that was killed is gone on with, not begun anew."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from core.inspection.stamp import FileStamp
from core.line.moving import Move

JOURNAL = "journal"
ROOM = 256 * 1024
"""Bytes that the file has from the beginning: images must be able to leave a disk that they have filled."""

_HEAD = b"isugan-watch 1 "
_HEAD_BYTES = 128
_BINARY = getattr(os, "O_BINARY", 0)


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
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | _BINARY, 0o666)
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
        """
        data = self._path.read_bytes()
        head = data[:_HEAD_BYTES]
        if not head.startswith(_HEAD):
            return None
        length, _, digest = head[len(_HEAD) :].strip().partition(b" ")
        content = data[_HEAD_BYTES : _HEAD_BYTES + int(length)] if length.isdigit() else b""
        if hashlib.sha256(content).hexdigest().encode() != digest:
            return None
        return _decoded(content, self._watched)

    def _put(self, data: bytes, *, sync: bool) -> None:
        # Opened each time: after a share was away, an open file may lead nowhere. And never made here: it would be
        # made in the empty mount point.
        handle = os.open(self._path, os.O_RDWR | _BINARY)
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


def _decoded(content: bytes, watched: Path) -> Group:
    document = json.loads(content)
    moves = tuple(
        Move(
            watched / move["source"],
            FileStamp(*move["stamp"]),
            Path(move["root"]),
            move["place"],
            move["record"],
            move["key"],
        )
        for move in document["moves"]
    )
    log = document["log"]
    return Group(moves, None if log is None else Path(log), document["log_bytes"])
