"""The synthetic-defect recipe."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets.defect_fills import FILLS
from core.datasets.defect_shapes import SHAPES
from core.datasets.defects import VISIBLE, add_defects


def picture(seed: int, shape: tuple[int, ...] = (96, 128)) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.3, 0.7, shape).astype(np.float32)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_masks_of_many_sizes(name: str) -> None:
    areas = []
    for seed in range(60):
        mask = SHAPES[name](96, 128, np.random.default_rng(seed))
        assert mask.shape == (96, 128)
        assert mask.dtype == np.float32
        assert 0 <= mask.min() <= mask.max() <= 1
        areas.append(float(mask.sum()))
    inside = [area for area in areas if area > 1]
    assert len(inside) > 50  # a few lie outside the border
    assert max(inside) > 5 * min(inside)
    assert max(inside) < 0.6 * 96 * 128


@pytest.mark.parametrize("name", FILLS)
@pytest.mark.parametrize("shape", [(64, 80), (64, 80, 3)])
def test_fills_change_the_picture_and_leave_the_input(name: str, shape: tuple[int, ...]) -> None:
    one, two = picture(0, shape), picture(1, shape)
    before = one.copy()
    filled = FILLS[name](one, two, np.random.default_rng(0))
    assert filled.shape == shape
    assert np.isfinite(filled).all()
    assert np.abs(filled - one).max() > VISIBLE
    assert np.array_equal(one, before)


@pytest.mark.parametrize("shape", [(96, 128), (64, 64, 3), (16, 16)])
def test_only_what_the_mask_covers_changes(shape: tuple[int, ...]) -> None:
    for seed in range(30):
        good = picture(seed, shape)
        broken, mask = add_defects(good, picture(seed + 1, shape), np.random.default_rng(seed))
        assert broken.dtype == np.float32
        assert broken.shape == shape
        assert mask.shape == shape[:2]
        assert 0 <= broken.min() <= broken.max() <= 1
        difference = np.abs(broken - good)
        difference = difference.max(axis=2) if difference.ndim == 3 else difference
        assert not difference[mask == 0].any()
        if mask.any():
            assert difference.max() >= VISIBLE


def test_the_same_generator_gives_the_same_defects_and_most_are_visible() -> None:
    results = [add_defects(picture(0), picture(1), np.random.default_rng(s)) for s in range(50)]
    again = add_defects(picture(0), picture(1), np.random.default_rng(7))
    assert np.array_equal(results[7][0], again[0])
    assert sum(bool(mask.any()) for _, mask in results) > 45
