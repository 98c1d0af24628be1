"""Walk a large image in bands of whole rows, so that what is computed on the way stays small."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.images.stopping import check

BAND_PIXELS = 4_000_000
"""Pixels of a band. A picture of no more is one band, computed in one piece."""


@dataclass(frozen=True)
class Band:
    """Rows of an image.

    Attributes:
        rows: the rows to compute.
        reach: those and their neighbours, as far as the image goes.
        inner: `rows` as counted from the first of `reach`.
    """

    rows: slice
    reach: slice
    inner: slice


def one_band(width: int, height: int) -> bool:
    """Whether a picture is computed in one piece."""
    return width * height <= BAND_PIXELS


def bands(width: int, height: int, halo: int = 0) -> Iterator[Band]:
    """Cut `height` rows of `width` pixels into bands; `halo` neighbours on either side are needed to compute a row.

    Raises:
        InspectionStoppedError: between two bands, where nobody wants the result any more.
    """
    step = height if one_band(width, height) else max(BAND_PIXELS // width, 1)
    for top in range(0, height, step):
        if top:
            check()
        bottom = min(top + step, height)
        first, last = max(top - halo, 0), min(bottom + halo, height)
        yield Band(slice(top, bottom), slice(first, last), slice(top - first, bottom - first))
