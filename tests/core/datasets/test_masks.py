from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage.draw import polygon2mask

from core.datasets.layout import Label, recognise
from core.datasets.masks import read_mask
from core.datasets.polygon_mask import PolygonMask
from core.errors import ImageFileError


def save(path: Path, array: np.ndarray) -> Path:
    Image.fromarray(array).save(path)
    return path


def test_threshold_is_128(tmp_path: Path) -> None:
    path = save(tmp_path / "m.png", np.array([[0, 127, 128, 255]], np.uint8))
    mask = read_mask(path)
    assert mask.dtype == np.bool_
    np.testing.assert_array_equal(mask, [[False, False, True, True]])


def test_colour_and_16_bit_masks(tmp_path: Path) -> None:
    grey = np.array([[0, 255], [255, 0]], np.uint8)
    for number, array in enumerate([np.dstack([grey] * 3), grey.astype(np.uint16) * 257, grey > 0]):
        np.testing.assert_array_equal(read_mask(save(tmp_path / f"{number}.png", array)), grey > 0)


@pytest.mark.parametrize(("width", "height"), [(20, 30), (7, 5), (13, 11), (64, 64)])
def test_another_size_takes_nearest_pixels(tmp_path: Path, width: int, height: int) -> None:
    array = (np.random.default_rng(0).random((11, 13)) > 0.5).astype(np.uint8) * np.uint8(255)
    mask = read_mask(save(tmp_path / "m.png", array), width, height)
    rows = ((np.arange(height) + 0.5) * 11 / height).astype(int)
    columns = ((np.arange(width) + 0.5) * 13 / width).astype(int)
    np.testing.assert_array_equal(mask, array[np.ix_(rows, columns)] > 0)


def test_missing_mask(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match=r"m\.png does not exist"):
        read_mask(tmp_path / "m.png")


def test_real_masks(real_data: Path) -> None:
    dataset = recognise(real_data / "dagm-class1-256")
    for sample in dataset.select(label=Label.DEFECTIVE)[:5]:
        assert sample.mask is not None
        mask = read_mask(sample.mask, 256, 256)
        assert 0.001 < mask.mean() < 0.2


# Outlines


def test_outlines_against_scikit_image() -> None:
    draw = np.random.default_rng(4)
    first, second = draw.random((7, 2)) * 50, draw.random((5, 2)) * 50
    mask = PolygonMask.of(60, 50, [first, second])
    expected = [polygon2mask((50, 60), polygon[:, ::-1].astype(np.float64)) for polygon in mask.polygons]
    np.testing.assert_array_equal(read_mask(mask), expected[0] | expected[1])


def test_outlines_and_runs_together() -> None:
    pixels = np.zeros((6, 8), bool)
    pixels[0, 0] = True
    runs = [1, 1, 5, 1]
    mask = PolygonMask.of(8, 6, [[[2.5, 2.5], [5.5, 2.5], [5.5, 4.5], [2.5, 4.5]]], [runs])
    expected = np.zeros((6, 8), bool)
    expected[1, 0] = expected[1, 1] = True
    expected[3:5, 3:6] = True
    np.testing.assert_array_equal(read_mask(mask), expected)


@pytest.mark.parametrize("factor", [2, 3, 5])
def test_outlines_are_drawn_at_the_size_asked_for(factor: int) -> None:
    """A pixel becomes a square of pixels: sizes are scaled about the image's corner, not a pixel's centre."""
    square = PolygonMask.of(8, 6, [[[1.5, 0.5], [4.5, 0.5], [4.5, 3.5], [1.5, 3.5]]])
    large = read_mask(square, 8 * factor, 6 * factor)
    np.testing.assert_array_equal(large, np.kron(read_mask(square), np.ones((factor, factor), bool)))
    pixels = np.random.default_rng(0).random((6, 8)) < 0.5
    runs = PolygonMask.of_pixels(pixels)
    np.testing.assert_array_equal(
        read_mask(runs, 8 * factor, 6 * factor), np.kron(pixels, np.ones((factor, factor), bool))
    )


def test_a_smooth_shape_keeps_its_area() -> None:
    angles = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    circle = PolygonMask.of(100, 100, [50 + 30 * np.column_stack((np.cos(angles), np.sin(angles)))])
    for side in (100, 50, 237):
        assert read_mask(circle, side, side).mean() == pytest.approx(np.pi * 0.09, rel=0.01)
