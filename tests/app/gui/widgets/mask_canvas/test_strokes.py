"""What a brush marks, against the distance of every pixel to the way."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.gui.widgets.mask_canvas.strokes import Point, on_grid, paint, reach

WIDTH, HEIGHT = 40, 30


def by_distance(start: Point, end: Point, size: int) -> NDArray[np.bool_]:
    """Pixels whose centre is at most half of `size` away from the segment."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(float)
    way = np.subtract(end, start)
    length = float(way @ way)
    share = ((x - start[0]) * way[0] + (y - start[1]) * way[1]) / length if length else np.zeros_like(x)
    share = np.clip(share, 0, 1)
    return np.hypot(x - start[0] - share * way[0], y - start[1] - share * way[1]) <= size / 2 + 1e-9


@pytest.mark.parametrize("seed", range(40))
def test_a_stroke_marks_what_lies_within_half_its_size(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 20))
    ends = [on_grid((float(rng.uniform(-8, 48)), float(rng.uniform(-8, 38))), size) for _ in range(2)]
    if seed % 4 == 0:
        ends[1] = (ends[0][0], ends[1][1])
    elif seed % 4 == 1:
        ends[1] = (ends[1][0], ends[0][1])
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    paint(mask, ends[0], ends[1], size, True)
    wanted = by_distance(ends[0], ends[1], size)
    assert np.array_equal(mask, wanted)
    outside = wanted.copy()
    outside[reach(ends[0], ends[1], size, WIDTH, HEIGHT).rows_and_columns] = False
    assert not outside.any()
    paint(mask, ends[0], ends[1], size, False)
    assert not mask.any()


@pytest.mark.parametrize("at", [(7.0, 9.0), (7.4, 8.6), (6.5, 9.49)])
def test_a_brush_of_one_pixel_marks_the_pixel_under_it(at: Point) -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    paint(mask, on_grid(at, 1), on_grid(at, 1), 1, True)
    assert np.argwhere(mask).tolist() == [[9, 7]]


def test_a_brush_of_two_marks_four() -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    paint(mask, on_grid((7.2, 9.9), 2), on_grid((7.2, 9.9), 2), 2, True)
    assert np.argwhere(mask).tolist() == [[9, 7], [9, 8], [10, 7], [10, 8]]
