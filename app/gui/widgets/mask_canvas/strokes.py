"""What a round brush leaves on its way from one place to another. No Qt."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from app.gui.widgets.mask_canvas.box import Box

Point = tuple[float, float]
"""x, y in the image's pixels, pixel centres at integers."""


def on_grid(point: Point, size: int) -> Point:
    """Where a brush of `size` pixels stands: an odd one on the pixel under it, an even one between pixels.

    So a brush of one pixel marks one pixel, wherever in it the cursor is.
    """
    if size % 2:
        return math.floor(point[0] + 0.5), math.floor(point[1] + 0.5)
    return math.floor(point[0]) + 0.5, math.floor(point[1]) + 0.5


def reach(start: Point, end: Point, size: int, width: int, height: int) -> Box:
    """The pixels of a `width` x `height` image that a stroke may touch."""
    half = size / 2
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    whole = Box(
        math.floor(x0 - half), math.floor(y0 - half), math.ceil(x1 + half) + 1, math.ceil(y1 + half) + 1
    )
    return whole.inside(width, height)


def paint(mask: NDArray[np.bool_], start: Point, end: Point, size: int, value: bool) -> None:
    """Set every pixel whose centre lies at most half of `size` away from the way from `start` to `end`.

    It goes row by row, so that a long slanting stroke costs no more than what it marks.

    Args:
        mask: `(H, W)`, changed in place.
        size: the brush's diameter in pixels, at least 1.
    """
    height, width = mask.shape
    box = reach(start, end, size, width, height)
    if box.empty:
        return
    rows = np.arange(box.top, box.bottom, dtype=np.float64)
    low, high = _spans(rows, start, end, size / 2)
    first = np.clip(np.ceil(low), 0, width).astype(np.int64)
    last = np.clip(np.floor(high) + 1, 0, width).astype(np.int64)
    for row, left, right in zip(range(box.top, box.bottom), first.tolist(), last.tolist(), strict=True):
        mask[row, left:right] = value


def _spans(
    rows: NDArray[np.float64], start: Point, end: Point, radius: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """First and last x of the stroke in each row; it is convex, so there is one span. First > last: nothing."""
    low, high = np.full(rows.shape, np.inf), np.full(rows.shape, -np.inf)
    # A hair more than the radius: a centre exactly on the edge belongs to it whatever the rounding.
    radius += 1e-9
    for x, y in (start, end):
        square = radius**2 - (rows - y) ** 2
        half = np.sqrt(np.maximum(square, 0.0))
        np.minimum(low, np.where(square >= 0, x - half, np.inf), out=low)
        np.maximum(high, np.where(square >= 0, x + half, -np.inf), out=high)
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    if length == 0:
        return low, high
    across = radius * (end[1] - start[1]) / length, -radius * (end[0] - start[0]) / length
    for side in (1, -1):
        x0, y0 = start[0] + side * across[0], start[1] + side * across[1]
        x1, y1 = end[0] + side * across[0], end[1] + side * across[1]
        if y0 == y1:
            continue
        share = (rows - y0) / (y1 - y0)
        crossing = x0 + share * (x1 - x0)
        met = (share >= 0) & (share <= 1)
        np.minimum(low, np.where(met, crossing, np.inf), out=low)
        np.maximum(high, np.where(met, crossing, -np.inf), out=high)
    return low, high
