"""Fill a polygon: exactly the pixels whose centre lies inside.

OpenCV and Pillow also fill what the outline touches: an outline measured at 15 % more area for shapes of 40 pixels.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_MOST_CROSSINGS = 1_000_000
_SHIFT = 4
_FARTHEST = 1e7
"""Pixels from the origin; OpenCV's 32 bits hold no more with the shift."""


def fill_polygon(mask: NDArray[np.bool_], corners: NDArray[np.float64]) -> None:
    """Set the pixels of `mask`, `(H, W)` and contiguous, whose centre lies inside the polygon (even-odd rule).

    Of a centre on the outline itself, the left and upper sides are inside, so that polygons with a common side share
    no pixel. A polygon so thin that it holds no centre is drawn as a line: a scratch must not vanish.

    Args:
        mask: changed in place.
        corners: `(corners, 2)`, x and y, pixel centres at integers; may lie outside.
    """
    height, width = mask.shape
    low, high = np.ceil(corners.min(axis=0)), np.ceil(corners.max(axis=0))
    left, top = (int(v) for v in np.clip(low, 0, (width, height)))
    right, bottom = (int(v) for v in np.clip(high, 0, (width, height)))
    inside = _inside(corners - (left, top), right - left, bottom - top)
    mask[top:bottom, left:right] |= inside
    if not inside.any():
        points = np.round(np.clip(corners, -_FARTHEST, _FARTHEST) * (1 << _SHIFT)).astype(np.int32)
        cv2.polylines(mask.view(np.uint8), [points], isClosed=True, color=1, shift=_SHIFT)


def _inside(corners: NDArray[np.float64], width: int, height: int) -> NDArray[np.bool_]:
    """Count for each pixel how often the outline crosses its row left of it; inside if that is odd."""
    crossed = np.zeros((height, width + 1), dtype=np.uint8)
    upper, lower = corners, np.roll(corners, -1, axis=0)
    swap = (upper[:, 1] > lower[:, 1])[:, None]
    upper, lower = np.where(swap, lower, upper), np.where(swap, upper, lower)
    first = np.clip(np.ceil(upper[:, 1]), 0, height).astype(np.int64)
    rows = np.clip(np.ceil(lower[:, 1]), 0, height).astype(np.int64) - first
    total = np.cumsum(rows)
    start = 0
    while start < len(corners):  # in parts, so that many long edges do not fill the memory
        before = int(total[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(total, before + _MOST_CROSSINGS, side="right")))
        part = slice(start, stop)
        edge = np.repeat(np.arange(start, stop), rows[part])
        row = np.arange(edge.size) - np.repeat(total[part] - rows[part] - before, rows[part]) + first[edge]
        share = (row - upper[edge, 1]) / (lower[edge, 1] - upper[edge, 1])
        x = upper[edge, 0] + share * (lower[edge, 0] - upper[edge, 0])
        column = np.clip(np.ceil(x), 0, width).astype(np.int64)
        np.bitwise_xor.at(crossed, (row, column), np.uint8(1))
        start = stop
    return np.bitwise_xor.accumulate(crossed, axis=1)[:, :width].astype(np.bool_)
