"""A picture in several sizes, so that drawing a huge one costs no more than a small one. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

WHOLE = 4_000_000
"""Pixels up to which a picture is kept in 8 bits as a whole. Of a larger one the part in sight is converted when it is
wanted: 400 megapixels would take another 400 MB for each pane."""
SMALLEST = 256
"""Longest side, in pixels, that is not halved any more."""
BAND = 1024
"""Rows that are converted at a time; even, so that no pair of rows is torn."""


@dataclass(frozen=True)
class Pyramid:
    """One picture and its halves.

    Attributes:
        pixels: float32 `(H, W)` or `(H, W, 3)`, shown from `low` (black) to 1 (white), or uint8, 0 to 255.
        levels: uint8; the n-th is the n-th half, or None where it is made of `pixels` when it is wanted.
        low: below 1.
    """

    pixels: NDArray[np.float32] | NDArray[np.uint8]
    levels: tuple[NDArray[np.uint8] | None, ...]
    low: float = 0.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def level_for(self, scale: float) -> int:
        """The smallest level that has a pixel for each of the screen's, where `scale` of them show one pixel."""
        halvings = int(np.floor(-np.log2(min(max(scale, 1e-9), 1.0)) + 1e-6))
        return min(halvings, len(self.levels) - 1)

    def level_size(self, level: int) -> tuple[int, int]:
        """Width and height of a level."""
        width, height = self.size
        for _ in range(level):
            width, height = (width + 1) // 2, (height + 1) // 2
        return width, height

    def cut(self, level: int, left: int, top: int, width: int, height: int) -> NDArray[np.uint8]:
        """Part of a level, in that level's pixels, C-contiguous."""
        kept = self.levels[level]
        rows, columns = slice(top, top + height), slice(left, left + width)
        part = to_bytes(self.pixels[rows, columns], self.low) if kept is None else kept[rows, columns]
        return np.ascontiguousarray(part)


def pyramid_of(pixels: NDArray[np.float32] | NDArray[np.uint8], low: float = 0.0) -> Pyramid:
    """Make the halves of a picture; takes seconds at 400 megapixels, where they take 130 MB for a grey one."""
    height, width = pixels.shape[:2]
    first = to_bytes(pixels, low) if height * width <= WHOLE else None
    levels = [first]
    if max(width, height) > SMALLEST:
        levels.append(_half(pixels, low) if first is None else _half(first))
    while (last := levels[-1]) is not None and max(last.shape[:2]) > SMALLEST:
        levels.append(_half(last))
    return Pyramid(pixels, tuple(levels), low)


def to_bytes(pixels: NDArray[np.float32] | NDArray[np.uint8], low: float = 0.0) -> NDArray[np.uint8]:
    """[low, 1] to 0..255, rounded; what lies outside is clipped. uint8 stays as it is."""
    if pixels.dtype == np.uint8:
        return np.asarray(pixels, dtype=np.uint8)
    step = 255.0 / (1.0 - low)
    shown = cv2.convertScaleAbs(cv2.max(pixels, low), alpha=step, beta=-step * low)
    return np.asarray(shown, dtype=np.uint8)


def _half(pixels: NDArray[np.float32] | NDArray[np.uint8], low: float = 0.0) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    shape = ((height + 1) // 2, (width + 1) // 2, *pixels.shape[2:])
    half = np.empty(shape, np.uint8)
    for top in range(0, height, BAND):
        part = to_bytes(pixels[top : top + BAND], low)
        rows = slice(top // 2, top // 2 + (part.shape[0] + 1) // 2)
        size = (shape[1], rows.stop - rows.start)
        half[rows] = cv2.resize(part, size, interpolation=cv2.INTER_AREA).reshape(half[rows].shape)
    return half
