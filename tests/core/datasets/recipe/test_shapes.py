"""What is drawn lies round its centre and is as large as was asked for."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from core.datasets.recipe import lines, shapes

SIDE = 200
FILLED = (shapes.spot, shapes.ellipse, shapes.blob, shapes.bar, shapes.splinter, shapes.strip, lines.glare)


def drawn(shape: shapes.Shape, size: float, seed: int) -> np.ndarray:
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    rng = np.random.default_rng(seed)
    shape(canvas, (SIDE / 2 + rng.random(), SIDE / 2 + rng.random()), size, rng)
    return canvas


def extent(mask: np.ndarray) -> float:
    """The longest distance between two pixels, in pixels, measured in many directions."""
    points = np.argwhere(mask)
    turns = np.linspace(0, np.pi, 90)
    along = points @ np.stack([np.cos(turns), np.sin(turns)])
    return float((along.max(0) - along.min(0)).max()) + 1


@pytest.mark.parametrize("shape", FILLED, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("size", [6, 20, 120])
def test_a_filled_shape_has_its_size(shape: shapes.Shape, size: int) -> None:
    for seed in range(20):
        canvas = drawn(shape, size, seed)
        longest = extent(canvas > 127)
        assert longest <= 1.15 * size + 2
        # A halo is brightest in its middle; a blob may be lopsided.
        assert shape is lines.glare or longest > 0.5 * size - 2
        y, x = np.nonzero(canvas)
        assert np.hypot(x - SIDE / 2, y - SIDE / 2).max() <= 0.6 * size + 3


def test_the_smallest_spot_is_of_two_pixels() -> None:
    areas = [(drawn(shapes.spot, 2, seed) > 127).sum() for seed in range(30)]
    assert 3 <= np.median(areas) <= 6
    assert max(areas) <= 9


@pytest.mark.parametrize("line", [lines.scratch, lines.crack], ids=lambda line: line.__name__)
@pytest.mark.parametrize("size", [24, 120])
def test_lines_are_as_long_as_they_should_be_and_thin(line: shapes.Shape, size: int) -> None:
    lengths, breadths = [], []
    for seed in range(30):
        mask = np.pad(drawn(line, size, seed) > 127, 1)
        lengths.append(extent(mask))
        breadths.append(2 * cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3).max() - 1)
        # With company beside it, or branches.
        assert lengths[-1] <= 1.2 * size + 24
    assert np.median(lengths) > 0.6 * size
    assert np.median(breadths) < 3.5


def test_a_crack_wanders_and_branches_where_a_scratch_runs_on() -> None:
    """The holes and dents that a drawing leaves in its hull, as a share of its longest extent squared."""
    bulky = {
        line: [hull(drawn(line, 120, seed)) for seed in range(40)] for line in (lines.crack, lines.scratch)
    }
    assert np.median(bulky[lines.crack]) > 2 * np.median(bulky[lines.scratch])


def hull(canvas: np.ndarray) -> float:
    points = np.argwhere(canvas > 127).astype(np.int32)
    return cv2.contourArea(cv2.convexHull(points)) / extent(canvas > 127) ** 2
