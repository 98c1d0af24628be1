from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.line.ending import has_end


@pytest.fixture(params=["png", "jpg"])
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"a.{request.param}"
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90), np.uint8)).save(path)
    return path


def test_every_cut_is_noticed(picture: Path) -> None:
    whole = picture.read_bytes()
    assert has_end(picture)
    for cut in (1, 2, 11, 12, 13, 400, len(whole) - 12):
        picture.write_bytes(whole[:-cut])
        assert not has_end(picture)


def test_what_comes_behind_the_end_does_no_harm(picture: Path) -> None:
    picture.write_bytes(picture.read_bytes() + b"notes of the camera" * 99)
    assert has_end(picture)


def test_the_content_counts_and_other_formats_have_their_decoders(picture: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.bmp"
    other.write_bytes(picture.read_bytes()[:-1])
    assert not has_end(other)
    for content in (b"", b"BM", b"\x89PNG"):
        other.write_bytes(content)
        assert has_end(other)
    with pytest.raises(FileNotFoundError):
        has_end(tmp_path / "c.png")
