"""Small files that unpack to much."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from core.errors import ImageFileError
from core.images.read import read_picture
from tests.core.images.by_hand import png


def run_length_bomb() -> bytes:
    """A million pixels in one row, and a jump of 255 rows in it: Pillow once filled as many with zeros."""
    info = [40, 1_000_000, 1, 1 | 8 << 16, 1, 6, 0, 0, 256, 0]
    head = 54 + 1024
    start = b"BM" + struct.pack("<III", head + 6, 0, head) + struct.pack("<10I", *info)
    return start + bytes(1024) + b"\0\x02\x00\xff\0\x01"


def tag_bomb() -> bytes:
    """2,000 tags of a TIFF that are all kept in the same half megabyte."""
    shared = 500_000
    tags = [struct.pack("<HHII", 60_000 + number, 7, shared, 8) for number in range(2000)]
    place = 8 + shared
    return struct.pack("<2sHI", b"II", 42, place) + bytes(shared) + struct.pack("<H", 2000) + b"".join(tags)


def chunk_bomb() -> bytes:
    """A comment of a PNG that unpacks to sixty megabytes."""
    content = b"Comment\0\0" + zlib.compress(bytes(60_000_000), 1)
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content
    picture = png(4, 4, 8, 0, bytes(20))
    return picture[:33] + chunk + struct.pack(">I", zlib.crc32(b"zTXt" + content)) + picture[33:]


@pytest.mark.parametrize("bomb", [run_length_bomb, tag_bomb, chunk_bomb])
def test_what_a_small_file_unpacks_to_is_bounded(bomb: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(bomb())
    tracemalloc.start()
    try:
        with suppress(ImageFileError):
            read_picture(path)
        assert tracemalloc.get_traced_memory()[1] < 40e6
    finally:
        tracemalloc.stop()
