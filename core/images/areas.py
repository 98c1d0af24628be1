"""Parts of an image that are inspected, and parts that are ignored."""

from __future__ import annotations

import math
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.images import scratch
from core.images.bands import bands

Mask = NDArray[np.bool_]

FARTHEST = 100.0
"""A point lies within this many widths and heights of the image; what is farther out is a mistake."""
MOST_CORNERS = 10_000
"""Of a polygon: filling it takes time with corners times rows."""
FLAT = 1e-9
"""Extent, in shares of the image, below which a shape has no inside."""


class AreaKind(StrEnum):
    """What an area means."""

    INSPECT = "inspect"
    """Region of interest: with at least one of them, only what lies inside is looked at."""
    IGNORE = "ignore"
    """Don't-care area: never looked at, not even inside a region of interest."""


class Area(BaseModel):
    """A shape on an image, in shares of its width and height, so that it fits the image at any size.

    A rectangle and an ellipse are given by two opposite corners of their upright bounding box, a polygon by its
    corners in order (where it crosses itself, what is inside twice is outside). Points may lie outside the image;
    what counts is the part inside.

    Raises:
        ValueError (pydantic's): a wrong number of points, one that is not finite or far away, or a shape without
            an inside.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: AreaKind = Field(description="inspect = region of interest, ignore = don't-care area")
    shape: Literal["rectangle", "ellipse", "polygon"] = Field(description="form of the area")
    points: tuple[tuple[float, float], ...] = Field(
        max_length=MOST_CORNERS, description="x, y in 0..1 of the image's width and height, x right, y down"
    )

    @model_validator(mode="after")
    def _has_an_inside(self) -> Area:
        if any(not math.isfinite(v) or abs(v) > FARTHEST for point in self.points for v in point):
            raise ValueError("a point of the area is not a number, or lies far away from the image")
        if self.shape == "polygon" and len(self.points) < 3:
            raise ValueError("a polygon needs at least three points")
        if self.shape != "polygon" and len(self.points) != 2:
            raise ValueError(f"the {self.shape} of an area needs two opposite corners")
        left, top, right, bottom = self.box
        if min(right - left, bottom - top) < FLAT or (self.shape == "polygon" and self._on_one_line()):
            raise ValueError("the area has no inside")
        return self

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Bounding box as left, top, right, bottom, in shares."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def inside(self, width: int, height: int, rows: slice = slice(None)) -> Mask:
        """`(height, width)` or `rows` of it, True at the pixels whose centre lies inside.

        The image reaches from its first pixel's outer edge, share 0, to its last one's, share 1: the centre of
        pixel `i` of `n` lies at the share `(i + 0.5) / n`.
        """
        # Not OpenCV's fillPoly and ellipse: they also fill every pixel that the outline touches, which makes a shape
        # about half a pixel larger on all sides and lets two areas that share an edge overlap.
        x, y = (np.arange(width) + 0.5) / width, (np.arange(height)[rows] + 0.5) / height
        if self.shape == "polygon":
            return self._polygon(x, y)
        left, top, right, bottom = self.box
        if self.shape == "rectangle":
            rectangle: Mask = np.outer((y >= top) & (y < bottom), (x >= left) & (x < right))
            return rectangle
        across, down = (2 * x - left - right) / (right - left), (2 * y - top - bottom) / (bottom - top)
        ellipse: Mask = across[None, :] ** 2 + down[:, None] ** 2 <= 1
        return ellipse

    def _polygon(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> Mask:
        """Even-odd rule: a pixel is inside if an odd number of edges lies to its left in its row."""
        turns = np.zeros((len(y), len(x) + 1), np.bool_)
        for (x0, y0), (x1, y1) in pairwise((*self.points, self.points[0])):
            rows = np.flatnonzero((y >= min(y0, y1)) & (y < max(y0, y1)))
            if len(rows):
                crossing = x0 + (y[rows] - y0) * ((x1 - x0) / (y1 - y0))
                turns[rows, np.searchsorted(x, crossing)] ^= True
        odd: Mask = np.logical_xor.accumulate(turns, axis=1)[:, :-1]
        return odd

    def _on_one_line(self) -> bool:
        x0, y0 = self.points[0]
        xf, yf = max(self.points, key=lambda p: math.hypot(p[0] - x0, p[1] - y0))
        length = math.hypot(xf - x0, yf - y0)
        return all(abs((xf - x0) * (y - y0) - (yf - y0) * (x - x0)) < FLAT * length for x, y in self.points)


@lru_cache(maxsize=4)
def looked_at(areas: tuple[Area, ...], width: int, height: int) -> Mask | None:
    """What of an image of this size is inspected.

    Args:
        areas: with at least one of kind inspect, only pixels inside one of these; never one inside an area of kind
            ignore.
        width, height: in pixels, at least 1.

    Returns:
        bool `(height, width)`, read-only, True where the image is inspected, perhaps nowhere; None without areas:
        all of it is.

    Raises:
        InspectionStoppedError: of a large image, see `core.images.stopping`.
    """
    if not areas:
        return None
    wanted = [area for area in areas if area.kind is AreaKind.INSPECT]
    ignored = [area for area in areas if area.kind is AreaKind.IGNORE]
    mask: Mask = scratch.empty((height, width), np.bool_)
    for band in bands(width, height):
        rows = mask[band.rows]
        rows[:] = not wanted
        for area in wanted:
            rows |= area.inside(width, height, band.rows)
        for area in ignored:
            rows &= ~area.inside(width, height, band.rows)
    # Kept for the next image of the same size: nobody may write into it.
    mask.setflags(write=False)
    return mask
