"""Contours as pixels of the screen: to stroke hundreds of them as a path takes longer than all the rest of a step to
the next image. No Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.inspection.result import Defect

NOTHING, SHADOW, LINE, CHOSEN = range(4)
"""What a pixel shows."""
LINE_WIDTH, CHOSEN_WIDTH, SHADOW_REACH = 2.0, 3.0, 1.0
"""In logical pixels; the shadow reaches so far beyond the line on either side."""
DOT = 1.0
"""Physical pixels up to which a contour is drawn as a dot: a noisy map can have a million of them."""
FRACTION = 4
"""Bits behind the point of the coordinates that OpenCV takes."""


@dataclass(frozen=True)
class Sight:
    """What of an image is on the screen.

    Attributes:
        left, top: of the part, in the image's coordinates.
        width, height: of the part, in physical pixels of the screen.
        scale: physical pixels that show one of the image.
        ratio: physical pixels of a logical one.
    """

    left: float
    top: float
    width: int
    height: int
    scale: float
    ratio: float


class Contours:
    """The contours of one image.

    Attributes:
        boxes: float32 `(N, 4)`, each from left, top to right, bottom.
    """

    def __init__(self, defects: Sequence[Defect]) -> None:
        loops = [_loop(defect) for defect in defects]
        lengths = np.array([len(loop) for loop in loops], np.intp)
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._points = np.concatenate(loops) if loops else np.empty((0, 2), np.float32)
        self.boxes = np.empty((len(loops), 4), np.float32)
        if loops:
            self.boxes[:, :2] = np.minimum.reduceat(self._points, self._starts)
            self.boxes[:, 2:] = np.maximum.reduceat(self._points, self._starts)

    def draw(self, sight: Sight, chosen: int = -1) -> NDArray[np.uint8]:
        """`(height, width)` of `NOTHING`, `SHADOW`, `LINE` and, for the contour of index `chosen`, `CHOSEN`."""
        drawn = np.zeros((sight.height, sight.width), np.uint8)
        seen = self._seen(sight)
        if not seen.any():
            return drawn
        line = self._lines(sight, seen, LINE_WIDTH)
        reach = _whole(SHADOW_REACH, sight)
        drawn[cv2.dilate(line, _brush(2 * reach + 1)) > 0] = SHADOW
        drawn[line > 0] = LINE
        if 0 <= chosen < len(seen) and seen[chosen]:
            alone = np.zeros_like(seen)
            alone[chosen] = True
            drawn[self._lines(sight, alone, CHOSEN_WIDTH) > 0] = CHOSEN
        return drawn

    def _seen(self, sight: Sight) -> NDArray[np.bool_]:
        edge = (CHOSEN_WIDTH + SHADOW_REACH) * sight.ratio / sight.scale
        first = np.array([sight.left, sight.top]) - edge
        last = first + np.array([sight.width, sight.height]) / sight.scale + 2 * edge
        return np.all((self.boxes[:, 2:] >= first) & (self.boxes[:, :2] <= last), axis=1)

    def _lines(self, sight: Sight, which: NDArray[np.bool_], width: float) -> NDArray[np.uint8]:
        """Those contours, `width` logical pixels broad: not 0 where they are."""
        broad = _whole(width, sight)
        # A brush of an odd width lies around the middle of a pixel, another around its lower right edge; OpenCV
        # counts from the middle of the first pixel.
        shift = 0.5 if broad % 2 else 1.0
        corner = np.array([sight.left, sight.top], np.float32)
        boxes = (self.boxes - np.tile(corner, 2)) * np.float32(sight.scale) - np.float32(shift)
        small = np.all(boxes[:, 2:] - boxes[:, :2] <= DOT, axis=1)
        canvas = np.zeros((sight.height, sight.width), np.uint8)
        dots = np.rint((boxes[which & small, :2] + boxes[which & small, 2:]) / 2).astype(np.int32)
        dots = dots[np.all((dots >= 0) & (dots < (sight.width, sight.height)), axis=1)]
        canvas[dots[:, 1], dots[:, 0]] = 255
        points = (self._points - corner) * np.float32(sight.scale) - np.float32(shift)
        points = np.rint(points * 2**FRACTION).astype(np.int32)
        large = which & ~small
        loops = [points[a:b] for a, b in zip(self._starts[large], self._ends[large], strict=True)]
        cv2.polylines(canvas, loops, True, (255,), shift=FRACTION)
        return np.asarray(cv2.dilate(canvas, _brush(broad)), np.uint8)


def _whole(width: float, sight: Sight) -> int:
    """A width in logical pixels as physical ones."""
    return max(round(width * sight.ratio), 1)


def _brush(width: int) -> NDArray[np.uint8]:
    # A small round one is a cross, which would leave gaps.
    shape = cv2.MORPH_RECT if width <= 3 else cv2.MORPH_ELLIPSE
    return np.asarray(cv2.getStructuringElement(shape, (width, width)), np.uint8)


def _loop(defect: Defect) -> NDArray[np.float32]:
    """The contour; a box where it has no extent, since that would not show."""
    if len(defect.contour) >= 3:
        return defect.contour
    left, top = defect.left - 0.5, defect.top - 0.5
    right, bottom = left + defect.width, top + defect.height
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
