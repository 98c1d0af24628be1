from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.datasets.layout import Label, recognise
from core.datasets.masks import read_mask
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
