"""A mask that was drawn as outlines or stored as run lengths, instead of a picture of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.datasets.rle import draw_runs, pack_runs, runs_of_pixels, unpack_runs
from core.errors import DatasetError
from core.images.opening import MAX_PIXELS
from core.language import later

MAX_CORNERS = 100_000
"""Of one polygon; drawing it takes time with corners x rows."""
FARTHEST = 1_000_000.0
"""Pixels that a corner may lie from the origin; also beyond the image, whose part is what counts."""

_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class PolygonMask:
    """What marks an image's defects: pixels whose centre lies inside any of the polygons or runs.

    Made by `of` or `of_pixels`, which check what they are given. Corners are kept as bytes, since a dataset may
    bring some tens of thousands of masks.

    Attributes:
        width, height: of the image that it was drawn for, after EXIF rotation.
        outlines: each polygon's corners, x and y in turn as little-endian float32, in that image's pixels with
            pixel centres at integers.
        runs: masks as packed run lengths (see `core.datasets.rle`).
    """

    width: int
    height: int
    outlines: tuple[bytes, ...] = ()
    runs: tuple[bytes, ...] = ()

    @classmethod
    def of(
        cls,
        width: int,
        height: int,
        polygons: Iterable[Sequence[Sequence[float]] | NDArray[np.floating]] = (),
        runs: Iterable[Sequence[int] | NDArray[np.int64]] = (),
    ) -> PolygonMask:
        """Check and pack.

        Args:
            width, height: of the image.
            polygons: outer rings, each `(corners, 2)`: x, y, pixel centres at integers; kept to 1/1000 pixel.
            runs: counts of pixels off and on in turn, down the columns.

        Raises:
            ValueError: an impossible size, fewer than three corners or too many, a corner that is no number
                or far outside, or runs that do not fit the image.
        """
        check_size(width, height)
        return cls(
            width,
            height,
            tuple(_pack_corners(polygon) for polygon in polygons),
            tuple(pack_runs(counts, width, height) for counts in runs),
        )

    @classmethod
    def of_pixels(cls, mask: NDArray[np.bool_]) -> PolygonMask:
        """The same pixels as `mask`, `(H, W)`."""
        height, width = mask.shape
        check_size(width, height)
        return cls(width, height, runs=(runs_of_pixels(mask, width, height),))

    @property
    def polygons(self) -> tuple[NDArray[np.float32], ...]:
        """The outer rings, each `(corners, 2)`: x, y, pixel centres at integers; not to be written to."""
        return tuple(np.frombuffer(corners, dtype="<f4").reshape(-1, 2) for corners in self.outlines)

    def run_pixels(self) -> NDArray[np.bool_] | None:
        """The pixels of the runs, `(height, width)`; None if there are none."""
        return draw_runs(self.runs, self.width, self.height) if self.runs else None

    def to_json(self) -> str:
        """One JSON document that `from_json` reads."""
        polygons = [[round(float(value), _DECIMALS) for value in polygon.flat] for polygon in self.polygons]
        document = {
            "width": self.width,
            "height": self.height,
            "polygons": polygons,
            "runs": [unpack_runs(runs).tolist() for runs in self.runs],
        }
        return json.dumps(document, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> PolygonMask:
        """Read what `to_json` wrote.

        Raises:
            DatasetError: not such a document.
        """
        try:
            document = json.loads(text)
            polygons = [np.reshape(flat, (-1, 2)) for flat in document["polygons"]]
            return cls.of(document["width"], document["height"], polygons, document["runs"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise DatasetError(
                later("Datasets", "This is not a mask of polygons: {error}.", error=error),
                later("Datasets", "Import the mask again or draw it anew."),
            ) from error


MaskSource: TypeAlias = Path | PolygonMask
"""What marks an image's defects: a picture file (bright = defective), or what was drawn."""


def check_size(width: object, height: object) -> None:
    """Raise a ValueError unless these are whole numbers that an image can have as its size."""
    for side in (width, height):
        if not isinstance(side, int) or isinstance(side, bool) or side < 1:
            raise ValueError(f"an image cannot be {width!r:.20} x {height!r:.20} pixels large")
    assert isinstance(width, int)
    assert isinstance(height, int)
    if width * height > MAX_PIXELS:
        raise ValueError(f"an image of {width} x {height} pixels is too large")


def _pack_corners(polygon: Sequence[Sequence[float]] | NDArray[np.floating]) -> bytes:
    try:
        corners = np.asarray(polygon, dtype=np.float64)
    except (TypeError, OverflowError):
        raise ValueError("a corner is no number") from None
    if corners.ndim != 2 or corners.shape[1] != 2 or len(corners) < 3:
        raise ValueError("a polygon has at least three corners, each with x and y")
    if len(corners) > MAX_CORNERS:
        raise ValueError(f"a polygon has more than {MAX_CORNERS:,} corners")
    if not np.isfinite(corners).all() or np.abs(corners).max() > FARTHEST:
        raise ValueError("a corner lies nowhere near the image")
    return np.round(corners, _DECIMALS).astype("<f4").tobytes()
