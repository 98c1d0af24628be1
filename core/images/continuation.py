"""Continue an image's inspected part into what is ignored, so that nothing later can read what lies there."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.picture import FloatImage

Mask = NDArray[np.bool_]
Places = NDArray[np.int32]

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
    """
    if looked_at.shape != pixels.shape[:2] or not looked_at.any():
        raise ValueError(f"areas of shape {looked_at.shape} do not continue a picture of {pixels.shape}")
    outside, source = _mirror(np.packbits(looked_at).tobytes(), looked_at.shape)
    flat = pixels.reshape(looked_at.size, -1).copy()
    flat[outside] = flat[source]
    return flat.reshape(pixels.shape)


@lru_cache(maxsize=2)
def _mirror(packed: bytes, shape: tuple[int, int]) -> tuple[Places, Places]:
    """The ignored pixels and where each takes its value from, as flat indices; the same areas come again and again."""
    height, width = shape
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), count=height * width)
    _, labels = cv2.distanceTransformWithLabels(
        1 - bits.reshape(shape), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    labels = labels.ravel()
    inside = np.flatnonzero(bits)
    place_of = np.zeros(int(labels.max()) + 1, np.int32)
    place_of[labels[inside]] = inside
    outside = np.flatnonzero(bits == 0).astype(np.int32)
    nearest = place_of[labels[outside]]
    source, here, left = nearest.copy(), outside, np.arange(outside.size)
    for _ in range(ROUNDS):
        y, nearest_y = here // width, nearest // width
        x, nearest_x = here - y * width, nearest - nearest_y * width
        here = _fold(2 * nearest_y - y, height) * width + _fold(2 * nearest_x - x, width)
        found = bits[here] > 0
        source[left[found]] = here[found]
        left, here = left[~found], here[~found]
        nearest = place_of[labels[here]]
    return outside, source


def _fold(place: Places, length: int) -> Places:
    """Mirror what lies beyond the picture's own border back into it."""
    folded: Places = (length - 1) - np.abs((length - 1) - np.abs(place))
    return folded
