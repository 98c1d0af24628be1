"""Continue an image's inspected part into what is ignored, so that nothing later can read what lies there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from core.images import scratch
from core.images.bands import bands, one_band
from core.images.nearest import Mask, Places, nearest_places
from core.images.picture import FloatImage

ROUNDS = 4
"""Mirrorings in a row, for an inspected part that is narrower than what is ignored beside it."""


def continue_outside(pixels: FloatImage, looked_at: Mask) -> FloatImage:
    """Replace every ignored pixel by a mirror image of the inspected part at its nearest border.

    As pictures are continued at their own border everywhere else in the program: texture goes on, no edge is made,
    and the result depends on the inspected pixels alone. Mirrored at the nearest inspected pixel; where the mirror
    image is not inspected either, mirrored again, and after four times that nearest pixel itself.

    Args:
        pixels: float32 `(H, W)` or `(H, W, 3)`.
        looked_at: bool `(H, W)`, True where the picture is inspected, at least somewhere.

    Returns:
        a copy; inspected pixels are as they were.

    Raises:
        ValueError: another shape, or nothing is inspected.
        InspectionStoppedError: of a large image, see `core.images.stopping`.
    """
    if looked_at.shape != pixels.shape[:2] or not looked_at.any():
        raise ValueError(f"areas of shape {looked_at.shape} do not continue a picture of {pixels.shape}")
    height, width = looked_at.shape
    sources = _sources(_Looked(_digest(looked_at), looked_at))
    flat = pixels.reshape(looked_at.size, *pixels.shape[2:])
    continued: FloatImage = scratch.empty(pixels.shape, pixels.dtype)
    for band in bands(width, height):
        continued[band.rows] = flat[sources[band.rows]]
    return continued


@dataclass(frozen=True)
class _Looked:
    """What is inspected, known again by its content: the same areas come again and again."""

    digest: bytes
    mask: Mask = field(compare=False)


def _digest(looked_at: Mask) -> bytes:
    height, width = looked_at.shape
    digest = hashlib.blake2b(f"{width} {height}".encode())
    for band in bands(width, height):
        digest.update(np.packbits(looked_at[band.rows]).tobytes())
    return digest.digest()


@lru_cache(maxsize=2)
def _sources(looked: _Looked) -> Places:
    """Where every pixel takes its value from, `(H, W)`, as flat indices."""
    height, width = looked.mask.shape
    inspected = looked.mask.reshape(-1)
    nearest = (_nearest if one_band(width, height) else nearest_places)(looked.mask).reshape(-1)
    sources: Places = scratch.empty((height, width), np.int32)
    flat = sources.reshape(-1)
    for band in bands(width, height):
        first, last = band.rows.start * width, band.rows.stop * width
        flat[first:last] = np.arange(first, last, dtype=np.int32)
        outside = np.flatnonzero(~inspected[first:last]).astype(np.int32) + np.int32(first)
        flat[outside] = _mirrored(outside, inspected, nearest, width, height)
    return sources


def _nearest(looked_at: Mask) -> Places:
    """`nearest_places` at once."""
    _, labels = cv2.distanceTransformWithLabels(
        1 - looked_at.view(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    inside = np.flatnonzero(looked_at)
    place_of = np.zeros(int(labels.max()) + 1, np.int32)
    place_of[labels.ravel()[inside]] = inside
    places: Places = place_of[labels]
    return places


def _mirrored(outside: Places, inspected: Mask, nearest: Places, width: int, height: int) -> Places:
    """Where the pixels `outside` take their values from; all arrays are flat."""
    borders = nearest[outside]
    source, here, left = borders.copy(), outside, np.arange(outside.size)
    for _ in range(ROUNDS):
        y, border_y = here // width, borders // width
        x, border_x = here - y * width, borders - border_y * width
        here = _fold(2 * border_y - y, height) * width + _fold(2 * border_x - x, width)
        found = inspected[here]
        source[left[found]] = here[found]
        left, here = left[~found], here[~found]
        borders = nearest[here]
    return source


def _fold(place: Places, length: int) -> Places:
    """Mirror what lies beyond the picture's own border back into it."""
    folded: Places = (length - 1) - np.abs((length - 1) - np.abs(place))
    return folded
