"""A thumbnail is the area mean of what reading the whole picture gives."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from core.errors import ImageFileError
from core.images.read import read_picture
from core.images.thumbnail import read_thumbnail, reduced


def area_mean(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    """The exact mean over each target pixel's area, by integrating along each axis."""

    def along(values: np.ndarray, count: int) -> np.ndarray:
        sums = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0, dtype=np.float64)])
        edges = np.linspace(0, len(values), count + 1)
        low = np.minimum(edges.astype(int), len(values) - 1)
        share = (edges - low).reshape(-1, *[1] * (values.ndim - 1))
        at = sums[low] + share * (sums[low + 1] - sums[low])
        return np.diff(at, axis=0) * count / len(values)

    return along(along(pixels, height).swapaxes(0, 1), width).swapaxes(0, 1)


def test_area_mean_of_a_ramp() -> None:
    np.testing.assert_allclose(area_mean(np.arange(6.0).reshape(1, 6), 3, 1), [[0.5, 2.5, 4.5]])
    np.testing.assert_allclose(area_mean(np.arange(3.0).reshape(1, 3), 2, 1), [[1 / 3, 5 / 3]])


def test_every_format_as_reading_it(any_image: Path) -> None:
    picture = read_picture(any_image)
    small = read_thumbnail(any_image, 16)
    longer = max(picture.width, picture.height)
    width, height = (max(1, round(s * min(16, longer) / longer)) for s in (picture.width, picture.height))
    assert small.dtype == np.uint8
    assert small.flags.c_contiguous
    assert small.shape == (height, width, 3)[: picture.pixels.ndim]
    expected = area_mean(picture.pixels, width, height) * 255
    # A JPEG at half its size has its blocks' low frequencies, which of noise are not quite the mean.
    if any_image.suffix == ".jpg":
        assert np.abs(small - expected).mean() < 12
    else:
        assert np.abs(small - expected).max() < 0.52


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_large_jpeg(tmp_path: Path, mode: str) -> None:
    y, x = np.mgrid[0:900, 0:1300]
    wave = (127 + 90 * np.sin(x / 40) * np.cos(y / 55)).astype(np.uint8)
    path = tmp_path / "a.jpg"
    Image.fromarray(np.dstack([wave, wave.T[:900, :900].repeat(2, 1)[:, :1300], 255 - wave])).convert(
        mode
    ).save(path, quality=95)
    small = read_thumbnail(path, 130)
    expected = area_mean(read_picture(path).pixels, 130, 90) * 255
    assert small.shape[:2] == (90, 130)
    assert np.abs(small - expected).max() < 8


@pytest.mark.parametrize("side", [100, 150, 199])
def test_large_png_is_averaged_not_sampled(tmp_path: Path, side: int) -> None:
    rng = np.random.default_rng(3)
    path = tmp_path / "a.png"
    Image.fromarray(rng.integers(0, 256, (800, 1000), np.uint8)).save(path)
    height = round(800 * side / 1000)
    expected = area_mean(read_picture(path).pixels, side, height) * 255
    assert np.abs(read_thumbnail(path, side) - expected).max() < 4


@pytest.mark.parametrize("shape", [(600, 400), (600, 400, 3)], ids=["grey", "colour"])
@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_16_bit_by_the_full_range(tmp_path: Path, shape: tuple[int, ...], suffix: str) -> None:
    dark = np.random.default_rng(4).integers(0, 6000, shape, np.uint16)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(cv2.imencode(f".{suffix}", dark)[1].tobytes())
    expected = area_mean(read_picture(path).pixels, 40, 60) * 255
    assert np.abs(read_thumbnail(path, 60) - expected).max() < 0.6


def test_never_enlarged(tmp_path: Path) -> None:
    grey = np.arange(60, dtype=np.uint8).reshape(6, 10)
    Image.fromarray(grey).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_thumbnail(tmp_path / "a.png", 64), grey)
    np.testing.assert_array_equal(read_thumbnail(tmp_path / "a.png", 10), grey)


def test_very_long_image_keeps_a_pixel(tmp_path: Path) -> None:
    Image.new("L", (2000, 2), 9).save(tmp_path / "a.png")
    np.testing.assert_array_equal(read_thumbnail(tmp_path / "a.png", 50), np.full((1, 50), 9))


def test_errors(tmp_path: Path) -> None:
    (tmp_path / "fake.png").write_text("no image")
    with pytest.raises(ImageFileError, match=r"fake\.png is not a PNG"):
        read_thumbnail(tmp_path / "fake.png", 64)
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (200, 200), np.uint8)).save(tmp_path / "a.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "a.png").read_bytes()[:9000])
    with pytest.raises(ImageFileError, match=r"cut\.png is truncated"):
        read_thumbnail(tmp_path / "cut.png", 64)
    with pytest.raises(ValueError, match="side"):
        read_thumbnail(tmp_path / "a.png", 0)


def test_real_images(real_data: Path) -> None:
    for path in [
        next((real_data / "dagm-class1-512-sample/Class1/Test").glob("*.PNG")),
        next((real_data / "magnetic-tile/MT_Free/Imgs").glob("*.jpg")),
    ]:
        picture = read_picture(path)
        small = read_thumbnail(path, 96)
        expected = area_mean(picture.pixels, small.shape[1], small.shape[0]) * 255
        assert max(small.shape) == 96
        assert np.abs(small - expected).max() < 8


def test_what_is_decoded_is_reduced_to_the_same(any_image: Path) -> None:
    found: list[np.ndarray] = []
    read_picture(any_image, decoded=lambda samples, scale: found.append(reduced(samples, scale, 16)))
    difference = found[0].astype(int) - read_thumbnail(any_image, 16)
    assert np.abs(difference).max() <= (2 if any_image.suffix in (".jpg", ".jpeg") else 1)
