from __future__ import annotations

import numpy as np
import pytest
from skimage.draw import polygon2mask

from core.datasets import polygon_fill
from core.datasets.polygon_fill import fill_polygon


def filled(corners: np.ndarray, width: int, height: int) -> np.ndarray:
    mask = np.zeros((height, width), bool)
    fill_polygon(mask, np.asarray(corners, np.float64))
    return mask


@pytest.mark.parametrize("seed", range(40))
def test_against_scikit_image(seed: int) -> None:
    """Any polygon, also one that crosses itself and lies partly outside."""
    draw = np.random.default_rng(seed)
    corners = draw.random((draw.integers(3, 14), 2)) * 90 - 15
    expected = polygon2mask((50, 60), corners[:, ::-1])
    assert expected.any()
    np.testing.assert_array_equal(filled(corners, 60, 50), expected)


def test_in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    corners = np.random.default_rng(5).random((30, 2)) * 80
    whole = filled(corners, 80, 80)
    monkeypatch.setattr(polygon_fill, "_MOST_CROSSINGS", 7)
    np.testing.assert_array_equal(filled(corners, 80, 80), whole)


def test_a_square_has_its_area_and_neighbours_share_nothing() -> None:
    left = filled(np.array([[1, 1], [4, 1], [4, 4], [1, 4]]), 8, 8)
    right = filled(np.array([[4, 1], [7, 1], [7, 4], [4, 4]]), 8, 8)
    assert (left.sum(), right.sum(), (left & right).sum()) == (9, 9, 0)


def test_what_is_there_stays() -> None:
    mask = np.zeros((9, 9), bool)
    mask[0, 0] = True
    fill_polygon(mask, np.array([[1.5, 1.5], [4.5, 1.5], [4.5, 4.5], [1.5, 4.5]]))
    assert mask[0, 0]
    assert mask.sum() == 10


def test_a_scratch_does_not_vanish() -> None:
    scratch = filled(np.array([[2.2, 3.3], [17.8, 3.3], [17.8, 3.6], [2.2, 3.6]]), 20, 10)
    assert scratch.sum() >= 15
    assert set(np.flatnonzero(scratch.any(axis=1))) <= {3, 4}


@pytest.mark.parametrize("shift", [-100, 100, 1e6, -1e9])
def test_outside_is_nothing(shift: float) -> None:
    assert not filled(np.array([[1.0, 1.0], [4, 1], [4, 4]]) + shift, 20, 10).any()
