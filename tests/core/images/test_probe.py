"""The header alone tells what reading the pixels would give."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageFile

from core.errors import ImageFileError
from core.images.probe import ImageFacts, probe
from core.images.read import read_picture


def test_as_reading_it(any_image: Path) -> None:
    picture = read_picture(any_image)
    assert probe(any_image) == ImageFacts(picture.width, picture.height, picture.bit_depth, picture.channels)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("colour", [False, True], ids=["grey", "colour"])
def test_16_bit_tiff_turned(tmp_path: Path, orientation: int, colour: bool) -> None:
    tifffile = pytest.importorskip("tifffile")
    content = io.BytesIO()
    array = np.zeros((5, 9, 3) if colour else (5, 9), np.uint16)
    tifffile.imwrite(
        content,
        array,
        photometric="rgb" if colour else "minisblack",
        extratags=[(274, "H", 1, orientation, True)],
    )
    path = tmp_path / "a.tif"
    path.write_bytes(content.getvalue())
    size = (5, 9) if orientation > 4 else (9, 5)
    assert probe(path) == ImageFacts(*size, 16, 3 if colour else 1)
    assert (read_picture(path).width, read_picture(path).height) == size


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "bmp"])
@pytest.mark.parametrize("shape", [(40, 40), (30, 40)], ids=["square", "oblong"])
def test_no_pixel_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, shape: tuple[int, int]
) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.new("P" if suffix == "png" else "L", shape[::-1]).save(path)

    def refuse(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", refuse)
    assert (probe(path).height, probe(path).width) == shape


def test_what_cannot_be_read_has_the_same_error(tmp_path: Path) -> None:
    (tmp_path / "fake.png").write_text("I am a text file, renamed.")
    (tmp_path / "empty.png").touch()
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "cut.jpg").write_bytes(cv2.imencode(".jpg", np.zeros((90, 90), np.uint8))[1].tobytes()[:60])
    Image.new("F", (3, 3)).save(tmp_path / "float.tif")
    for name in ("fake.png", "empty.png", "folder.png", "cut.jpg", "float.tif", "missing.png"):
        path = tmp_path / name
        with pytest.raises(ImageFileError) as reading:
            read_picture(path)
        with pytest.raises(ImageFileError) as probing:
            probe(path)
        assert str(probing.value) == str(reading.value)
        assert probing.value.path == path


def test_limit(tmp_path: Path) -> None:
    Image.new("L", (10, 10)).save(tmp_path / "a.png")
    with pytest.raises(ImageFileError, match="the limit is 99"):
        probe(tmp_path / "a.png", max_pixels=99)
