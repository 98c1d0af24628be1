"""Crops as numbers: drawn in the same order for ever, so that old runs are resumed with the same pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Label
from core.training.cuts import FLIPS, Cut, draw_cut, planes, taken
from core.training.data import LabelledPicture

SMALL = np.arange(12, dtype=np.float32).reshape(3, 4)


def picture(pixels: np.ndarray, looked_at: np.ndarray | None = None) -> LabelledPicture:
    return LabelledPicture(Path("x.png"), Label.GOOD, pixels, looked_at)


def test_a_picture_shorter_than_the_crop_is_continued_by_reflection() -> None:
    expected = np.vstack([SMALL, SMALL[::-1]])
    expected = np.hstack([expected, expected[:, ::-1]])
    assert np.array_equal(taken(SMALL, Cut(0, 0, 0, 6, ())), expected[:6, :6])
    for seed in range(20):
        cut = draw_cut([picture(SMALL)], 0, 3, np.random.default_rng(seed))
        assert cut.top == 0  # as high as the crop, a pixel wider
        assert cut.left in (0, 1)


def test_whole_pictures_are_flipped_in_three_ways() -> None:
    cuts = [draw_cut([picture(SMALL)], 0, 0, np.random.default_rng(seed)) for seed in range(40)]
    assert {taken(SMALL, cut).tobytes() for cut in cuts} == {
        SMALL.tobytes(),
        SMALL[:, ::-1].tobytes(),
        SMALL[::-1].tobytes(),
    }


@pytest.mark.parametrize("channels", [(), (3,)])
def test_crops_and_planes_are_contiguous(channels: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).random((9, 12, *channels), np.float32)
    for flipped in FLIPS:
        crop = taken(pixels, Cut(0, 2, 3, 6, flipped))
        assert np.array_equal(crop, np.flip(pixels[2:8, 3:9], flipped))
        assert crop.flags.c_contiguous
        assert planes(crop).flags.c_contiguous
        assert planes(crop).shape == (channels or (1,)) + (6, 6)


def test_under_areas_the_numbers_are_drawn_one_by_one_as_ever() -> None:
    mask = np.zeros((40, 60), np.bool_)
    mask[3:9, 30:50] = True
    for seed in range(50):
        rng = np.random.default_rng(seed)
        y, x = divmod(int(np.flatnonzero(mask)[rng.integers(mask.sum())]), 60)
        top = np.clip(y - rng.integers(8, 24), 0, 40 - 32)
        left = np.clip(x - rng.integers(8, 24), 0, 60 - 32)
        expected = Cut(1, int(top), int(left), 32, ((), (1,), (0,))[rng.integers(3)])
        pictures = [picture(SMALL), picture(mask.astype(np.float32), mask)]
        assert draw_cut(pictures, 1, 32, np.random.default_rng(seed)) == expected
