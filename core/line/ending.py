"""Whether an image file has its end: a decoder is content once it has all pixels, and the writer may not be done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"\0\0\0\0IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_TAIL = 64 * 1024
"""Cameras append previews and notes of their own behind the end of a JPEG."""


def has_end(path: Path) -> bool:
    """Whether a PNG or JPEG, told by its content, comes to its end; true for other formats, whose decoders need it.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(len(_PNG))
        if head == _PNG:
            return _tail(stream, len(_PNG_END)) == _PNG_END or _png_has_end(stream)
        if head.startswith(_JPEG):
            return _JPEG_END in _tail(stream, _TAIL)
    return True


def _tail(stream: BinaryIO, most: int) -> bytes:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - most))
    return stream.read()


def _png_has_end(stream: BinaryIO) -> bool:
    """Walk from part to part: something may come behind the end."""
    size, place = stream.seek(0, os.SEEK_END), len(_PNG)
    while place + len(_PNG_END) <= size:
        stream.seek(place)
        head = stream.read(8)
        if head[4:] == b"IEND":
            return True
        place += 12 + int.from_bytes(head[:4], "big")
    return False
