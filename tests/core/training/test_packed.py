"""Pictures in as little memory as holds them."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from core.datasets.dataset import Label, Sample, Split
from core.images.convert import to_channels
from core.images.read import read_picture
from core.inspection.preprocess import Preprocess
from core.training.cuts import Cut, pixels_in, taken
from core.training.data import LabelledPicture, _load
from core.training.packed import packed, unpacked

RNG = np.random.default_rng(0)
LEVELS = RNG.integers(0, 256, (40, 50), dtype=np.uint8)


def written(path: Path, levels: np.ndarray) -> Path:
    assert cv2.imwrite(str(path), levels)
    return path


def loaded(path: Path, preprocess: Preprocess) -> LabelledPicture:
    return _load(Sample(path, Label.GOOD, Split.TRAIN), preprocess)


@pytest.mark.parametrize("shape", [(256, 1), (128, 2, 3)])
def test_all_levels_of_8_bits_come_back_bit_for_bit(tmp_path: Path, shape: tuple[int, ...]) -> None:
    levels = np.resize(np.arange(256, dtype=np.uint8), shape)
    read = read_picture(written(tmp_path / "x.png", levels)).pixels
    held = packed(read)
    assert held.dtype == np.uint8
    assert np.array_equal(unpacked(held), read)


def test_grey_of_three_equal_channels_takes_8_bits() -> None:
    grey = to_channels(np.dstack([np.arange(256, dtype=np.float32)[None] / 255] * 3), 1)
    held = packed(grey)
    assert held.dtype == np.uint8
    assert np.array_equal(held[0], np.arange(256))


def test_anything_else_takes_16_bits_to_a_500th_of_a_level() -> None:
    pixels = RNG.random((64, 64), dtype=np.float32)
    pixels[0, :2] = 0, 1
    held = packed(pixels)
    assert held.dtype == np.uint16
    error = np.abs(unpacked(held).astype(np.float64) - pixels)
    assert error.max() <= 1 / 255 / 500
    assert error[0, :2].max() == 0


def test_one_pixel_between_two_levels_is_not_lost() -> None:
    pixels = LEVELS / np.float32(255)
    pixels[3, 4] = np.float32(100.3 / 255)
    assert unpacked(packed(pixels))[3, 4] == pytest.approx(100.3 / 255, abs=8e-6)


def test_float32_stays_as_it_is() -> None:
    pixels = RNG.random((4, 4), dtype=np.float32)
    assert unpacked(pixels) is pixels


def test_a_file_of_8_bits_takes_a_byte_a_pixel(tmp_path: Path) -> None:
    path = written(tmp_path / "x.png", LEVELS)
    picture = loaded(path, Preprocess())
    assert picture.nbytes == LEVELS.nbytes
    assert np.array_equal(picture.pixels, read_picture(path).pixels)
    assert picture.size == LEVELS.shape


def test_a_resized_file_takes_two(tmp_path: Path) -> None:
    picture = loaded(written(tmp_path / "x.png", LEVELS), Preprocess(width=64, height=64))
    assert picture.nbytes == 2 * 64 * 64


def test_16_bits_come_back(tmp_path: Path) -> None:
    levels = RNG.integers(0, 65536, (40, 50), dtype=np.uint16)
    path = written(tmp_path / "x.png", levels)
    assert np.array_equal(loaded(path, Preprocess()).pixels, read_picture(path).pixels)


@pytest.mark.parametrize("side", [0, 16, 48])
def test_a_cut_of_what_is_held_is_the_cut_of_the_pixels(side: int) -> None:
    pixels = LEVELS / np.float32(255)
    cut = Cut(0, 3 if side == 16 else 0, 2, side, (1,), 3)
    shown = pixels_in(LabelledPicture(Path("x.png"), Label.GOOD, packed(pixels)), cut)
    assert np.array_equal(shown, taken(pixels, cut))
