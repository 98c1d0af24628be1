"""Put a mask together from the shapes of an annotation file, which measure from the first pixel's outer corner."""

from __future__ import annotations

import base64
import binascii
import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.datasets.polygon_mask import FARTHEST, PolygonMask
from core.datasets.rle import pack_runs, runs_of_pixels

_TO_CENTRES = 0.5
"""labelme and COCO call a pixel's outer corner (0, 0); in here that is its centre."""
_MAX_PICTURE = 50_000_000
"""Pixels of a mask that is stored inside an annotation file."""
_MOST_NUMBERS = 4_000_000
"""Coordinates and run lengths of one image: a line of a file can ask for thousands."""
_MOST_DRAWN, _DRAWN_SHARE = 100_000_000, 16
"""Pixels of all shapes' boxes together, and how many times the image's own there may be beside them: each takes time
whenever the mask is drawn."""
_CIRCLE_ERROR = 0.02
"""Pixels that a circle's polygon may lie inside of it."""


class MaskBuilder:
    """Shapes of one image; each is checked when it is added, so that a broken one spoils no other.

    Args:
        width, height: of the image in pixels, as the file states them.

    Raises:
        ValueError: no size that an image can have.
    """

    def __init__(self, width: Any, height: Any) -> None:
        self._mask = PolygonMask.of(width, height)
        self._outlines: list[bytes] = []
        self._runs: list[bytes] = []
        self._numbers_left = _MOST_NUMBERS
        self._pixels_left = _MOST_DRAWN + _DRAWN_SHARE * self._mask.width * self._mask.height

    def polygon(self, corners: Any) -> None:
        """Add a ring, `(corners, 2)` or flat, measured from the pixel's corner; ValueError if it is none."""
        points = _numbers(corners).reshape(-1, 2) - _TO_CENTRES
        self._spend(points.size, self._to_draw(points))
        self._outlines += PolygonMask.of(self._mask.width, self._mask.height, [points]).outlines

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Add an upright rectangle by its edges; ValueError if it is none."""
        self.polygon([[left, top], [right, top], [right, bottom], [left, bottom]])

    def circle(self, centre: Sequence[float], edge: Sequence[float]) -> None:
        """Add a circle by its centre and a point on it; ValueError if it is none."""
        radius = math.dist(centre, edge)
        if not 0 < radius <= FARTHEST:
            raise ValueError("a circle has a radius, and one that an image can have")
        corners = math.ceil(math.pi / math.acos(max(0.0, 1 - _CIRCLE_ERROR / radius)))
        angles = np.linspace(0, 2 * math.pi, min(max(corners, 12), 2000), endpoint=False)
        self.polygon(np.asarray(centre) + radius * np.column_stack((np.cos(angles), np.sin(angles))))

    def runs(self, counts: Sequence[int] | NDArray[np.int64]) -> None:
        """Add run lengths down the columns of the whole image; ValueError if they do not fit it."""
        self._spend(len(counts), 0)
        self._runs.append(pack_runs(counts, self._mask.width, self._mask.height))

    def picture(self, text: Any, left: float, top: float) -> None:
        """Add a PNG in base64, set where it is not 0, whose first pixel is (left, top); ValueError if it is none."""
        if not isinstance(text, str) or not math.isfinite(left + top):
            raise ValueError("a mask is a picture in base64 at a place")
        pixels = _decode(text)
        width, height = self._mask.width, self._mask.height
        if pixels.shape[0] > height or pixels.shape[1] > width:
            raise ValueError("a mask is larger than its image")
        turns = int(np.count_nonzero(pixels[1:] != pixels[:-1])) + 2 * pixels.shape[1]
        self._spend(turns, pixels.size)
        x, y = (math.floor(min(max(value, -width - height), width + height)) for value in (left, top))
        self._runs.append(runs_of_pixels(pixels, width, height, x, y))

    def _to_draw(self, points: NDArray[np.float64]) -> int:
        """Pixels of the polygon's box inside the image, and rows that its sides cross."""
        size = (self._mask.width, self._mask.height)
        if not len(points) or not np.isfinite(points).all():
            return 0
        inside = np.clip(points, 0, size)
        rows = np.abs(np.diff(inside[:, 1], append=inside[:1, 1])).sum()
        return int(np.ptp(inside, axis=0).prod() + rows)

    def _spend(self, numbers: int, pixels: int) -> None:
        """Raise a ValueError where all shapes together are more than a person or a program marks in an image."""
        self._numbers_left -= numbers
        self._pixels_left -= pixels
        if self._numbers_left < 0 or self._pixels_left < 0:
            raise ValueError("the shapes of one image are too many, or too large together")

    def build(self) -> PolygonMask | None:
        """The mask; None if nothing was added."""
        if not self._outlines and not self._runs:
            return None
        return PolygonMask(self._mask.width, self._mask.height, tuple(self._outlines), tuple(self._runs))


def points_of(value: Any) -> NDArray[np.float64]:
    """`(points, 2)` finite numbers.

    Raises:
        ValueError: it is something else.
    """
    points = _numbers(value)
    if points.ndim != 2 or points.shape[1] != 2 or not np.isfinite(points).all():
        raise ValueError("a point has x and y")
    return points


def _numbers(value: Any) -> NDArray[np.float64]:
    try:
        numbers = np.asarray(value)
        if numbers.dtype.kind not in "iuf":  # a text that reads like a number is none
            raise ValueError("a coordinate is no number")
        return numbers.astype(np.float64)
    except (TypeError, OverflowError):
        raise ValueError("a coordinate is no number") from None


def _decode(text: str) -> NDArray[np.bool_]:
    try:
        with Image.open(io.BytesIO(base64.b64decode(text)), formats=("PNG",)) as image:
            if image.width * image.height > _MAX_PICTURE or image.mode not in ("1", "L", "P"):
                raise ValueError("a mask is too large, or no picture of one channel")
            return np.asarray(np.asarray(image) != 0)
    except binascii.Error:
        raise ValueError("a mask is not in base64") from None
    except Exception as error:  # a damaged picture can raise nearly anything inside a decoder
        raise ValueError("a mask is no picture") from error
