"""The nearest inspected pixel of every pixel, row by row, for an image whose distances do not fit into memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands

Mask = NDArray[np.bool_]
Places = NDArray[np.int32]
Row = NDArray[np.int64]

# OpenCV's distances for DIST_L2 in a 5 x 5 neighbourhood, counted as it does in 1 / 65536 of a pixel.
_STRAIGHT, _DIAGONAL, _KNIGHT = 65536, 91750, 143976
_NEIGHBOURS = (
    *((2, -1, _KNIGHT), (2, 1, _KNIGHT), (1, -2, _KNIGHT), (1, -1, _DIAGONAL)),
    *((1, 0, _STRAIGHT), (1, 1, _DIAGONAL), (1, 2, _KNIGHT)),
)
"""Rows back, columns on, distance. Of equally near ones the first counts, so the order is OpenCV's too."""
_REACH = 2
_FAR = 2**50
_ORDER = 8
"""Distances are multiplied by this, which leaves room for a neighbour's place in the order."""


def nearest_places(looked_at: Mask) -> Places:
    """Where the nearest inspected pixel of every pixel lies, `(H, W)`, as flat indices.

    The same as by `cv2.distanceTransformWithLabels` (DIST_L2, 5 x 5), which needs four arrays of the image's size in
    memory at once. Two passes, down and up, take on the nearest pixel of the neighbours that they have seen.

    Args:
        looked_at: bool `(H, W)`, True somewhere.

    Raises:
        InspectionStoppedError: between two bands of rows, where nobody wants the result any more.
    """
    height, width = looked_at.shape
    # Within 32 bits up to 23,000 pixels: all but a very long strip.
    kind = np.int32 if max(height, width) * _DIAGONAL < 2**31 else np.int64
    distances = scratch.empty((height, width), kind)
    places: Places = scratch.empty((height, width), np.int32)
    columns, unknown = np.arange(width, dtype=np.int32), min(np.iinfo(kind).max, _FAR // _ORDER)
    down = _Walk(width)
    for band in bands(width, height):
        for y in range(band.rows.start, band.rows.stop):
            row, place = down.on(np.where(looked_at[y], 0, _FAR), columns + np.int32(y * width))
            distances[y] = np.minimum(row // _ORDER, unknown)
            places[y] = place
    up = _Walk(width)
    for band in bands(width, height):
        for y in range(height - 1 - band.rows.start, height - 1 - band.rows.stop, -1):
            # Mirrored: what was seen lies above and to the left, as on the way down.
            _, place = up.on(distances[y, ::-1].astype(np.int64) * _ORDER, places[y, ::-1])
            places[y] = place[::-1]
    return places


class _Walk:
    """Rows one after the other, each of which learns from the two before it and from its own left."""

    def __init__(self, width: int) -> None:
        wide = width + 2 * _REACH
        self._columns = np.arange(width)
        self._steps = self._columns * (_STRAIGHT * _ORDER)
        # The two rows before, the last one last, with columns beside them that are far away; and their places,
        # followed by those of the row itself.
        self._distances = np.full((2, wide), _FAR)
        self._places = np.zeros(2 * wide + width, np.int32)
        self._sources = [(2 - back, _REACH + aside) for back, aside, _ in _NEIGHBOURS]
        self._offsets = np.array([2 * wide, *(row * wide + first for row, first in self._sources)])
        self._costs = [step * _ORDER + order for order, (_, _, step) in enumerate(_NEIGHBOURS, start=1)]

    def on(self, known: Row, places: Places) -> tuple[Row, Places]:
        """The next row: `known` distances and their places, made nearer where a neighbour knows a nearer one."""
        width, wide = len(known), self._distances.shape[1]
        row, place = known, places
        if known.any():
            self._places[2 * wide :] = places
            best = known.copy()
            for (before, first), cost in zip(self._sources, self._costs, strict=True):
                np.minimum(best, self._distances[before, first : first + width] + cost, out=best)
            order = best & (_ORDER - 1)
            # From the left, step by step: the least of all before it, each with as many steps as it is away.
            level = best - order - self._steps
            least = np.minimum.accumulate(level)
            origin = np.maximum.accumulate(np.where(level == least, self._columns, 0))
            row = least + self._steps
            place = self._places[(self._offsets[order] + self._columns)[origin]]
        self._distances[0] = self._distances[1]
        self._distances[1, _REACH:-_REACH] = row
        self._places[:wide] = self._places[wide : 2 * wide]
        self._places[wide + _REACH : 2 * wide - _REACH] = place
        return row, place
