"""Outlines enclose exactly the pixels they were traced from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from pycocotools import mask as reference

from core.datasets.polygon_fill import fill_polygon
from core.export.regions import original_mask, regions, trace
from core.inspection.result import Inspection, Verdict

# Pycocotools' own decoder does not know NumPy 2 yet.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.9])
def test_filled_outlines_are_the_mask_here_and_in_pycocotools(share: float) -> None:
    """Noise has everything: holes, islands in holes, lines, pixels that touch at corners, picture borders."""
    mask = np.random.default_rng(7).random((19, 26)) < share
    drawn = np.zeros_like(mask)
    flat = []
    for ring, area in trace(mask):
        part = np.zeros_like(mask)
        fill_polygon(part, ring - 0.5)
        assert part.sum() == area
        assert not (part & drawn).any()
        drawn |= part
        flat.append(ring.ravel().tolist())
    assert (drawn == mask).all()
    height, width = mask.shape
    decoded = reference.decode(reference.merge(reference.frPyObjects(flat, height, width)))
    assert (decoded.astype(bool) == mask).all()


@pytest.mark.parametrize("size", [(60, 36), (57, 41), (20, 12)])
def test_outlines_fit_the_mask_at_the_originals_size(
    size: tuple[int, int], make_inspection: Callable[..., Inspection]
) -> None:
    """Also where a working pixel's border runs through the centre of the original's pixels (1.5 of them a pixel)."""
    mask = np.random.default_rng(1).random((24, 40)) < 0.2
    made = replace(make_inspection("x.png", Verdict.NG, mask), width=size[0], height=size[1])
    drawn = np.zeros((size[1], size[0]), bool)
    for region in regions(made):
        # Not at once into `drawn`: a part without any pixel's centre would be drawn as a line.
        part = np.zeros_like(drawn)
        fill_polygon(part, region.ring - 0.5)
        drawn |= part & original_mask(made)
    assert (drawn == original_mask(made)).all()


def test_pixels_that_touch_at_a_corner_are_one_region() -> None:
    ((ring, area),) = trace(np.eye(3, dtype=bool))
    assert area == 3
    assert ring.min(axis=0).tolist() == [0, 0]
    assert ring.max(axis=0).tolist() == [3, 3]


def test_nothing_has_no_outline() -> None:
    assert trace(np.zeros((4, 5), bool)) == []
