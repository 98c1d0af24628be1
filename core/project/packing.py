"""The changes of a step as bytes for the project file, and back; what comes back may be a stranger's."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from pydantic import TypeAdapter

from core.errors import ProjectError
from core.language import later
from core.project.changes import Change

_MOST_BYTES = 256 * 2**20
"""A step this large was not written by this program: 100,000 images take some megabytes."""
_PIECE = 2**20

_change: TypeAdapter[Change] = TypeAdapter(Change)


def pack(changes: Iterable[Change]) -> bytes:
    """Compressed JSON, one line for each change. Several such texts, one after the other, are one again.

    Raises:
        ProjectError: more than could be read back.
    """
    deflate = zlib.compressobj(1)
    packed: list[bytes] = []
    size = 0
    for change in changes:
        line = change.model_dump_json().encode() + b"\n"
        size += len(line)
        packed.append(deflate.compress(line))
    if size > _MOST_BYTES:
        raise ProjectError(
            later("Project", "This is too much for one step."),
            later("Project", "Do it for fewer images at a time."),
        )
    return b"".join(packed) + deflate.flush()


def unpack(data: bytes) -> tuple[Change, ...]:
    """Read what `pack` wrote.

    Raises:
        ProjectError: anything else; a project file may come from a stranger.
    """
    try:
        return tuple(_change.validate_json(line) for line in _lines(data))
    except (zlib.error, ValueError, RecursionError) as error:
        raise damaged_step() from error


def damaged_step() -> ProjectError:
    """What to raise for a step that this program cannot have written."""
    return ProjectError(
        later("Project", "A step of the project's history is damaged."),
        later("Project", "It cannot be undone or redone."),
    )


def _lines(data: bytes) -> Iterator[bytes]:
    size = 0
    pending: list[bytes] = []
    if not data:
        raise ValueError("it is empty")
    while data:
        inflate = zlib.decompressobj()
        while not inflate.eof:
            piece = inflate.decompress(data, _PIECE)
            data = inflate.unconsumed_tail
            size += len(piece)
            if size > _MOST_BYTES or not (piece or data or inflate.eof):
                raise ValueError("it is too large, or cut off")
            end, *others = piece.split(b"\n")
            pending.append(end)
            for other in others:
                yield b"".join(pending)
                pending = [other]
        data = inflate.unused_data
    if any(pending):
        raise ValueError("its last line is cut off")
