"""Everything that is costly about showing a picture, done once and away from the screen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.language import tr

SMALLEST = 1024
"""Longest side, in pixels, that is not halved any more."""
MOST_EDGES = 200_000
"""Lines of an outline at most; a mask of more is noise, and drawing its outline would take long."""


@dataclass(frozen=True)
class PreparedPicture:
    """A picture and its mask in several sizes, so that moving a large one costs no more than a small one.

    Attributes:
        pixels: float32 in [0, 1], `(H, W)` or `(H, W, 3)`, as it was read.
        levels: uint8, the whole picture, then each time half as large.
        mask_box: left, top, width and height of the part of the picture that holds all of the mask.
        mask_levels: uint8, 0 or 255, of that part, then each time half as large; a pixel is marked where any below it
            is. Empty without a mask.
        outline: float `(N, 2, 2)`, lines from (x, y) to (x, y) along the edges of the mask's pixels.
    """

    pixels: NDArray[np.float32]
    levels: tuple[NDArray[np.uint8], ...]
    mask_box: tuple[int, int, int, int]
    mask_levels: tuple[NDArray[np.uint8], ...]
    outline: NDArray[np.float64]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]

    def readout(self, x: float, y: float) -> str:
        """Place and value at (x, y), the value in [0, 1]; empty outside the picture."""
        column, row = int(np.floor(x + 0.5)), int(np.floor(y + 0.5))
        if not (0 <= column < self.size[0] and 0 <= row < self.size[1]):
            return ""
        value = self.pixels[row, column]
        text = (
            tr("Areas", "grey {value}", value=f"{value:.3f}")
            if value.ndim == 0
            else tr("Areas", "rgb {values}", values=" ".join(f"{v:.3f}" for v in value))
        )
        mask = tr("Areas", "defect mask") if self.marked(column, row) else ""
        return f"x {column:>4}  y {row:>4}  {text}  {mask}".rstrip()

    def without_mask(self) -> PreparedPicture:
        """The picture alone."""
        return replace(self, mask_box=(0, 0, 0, 0), mask_levels=(), outline=np.zeros((0, 2, 2)))

    def marked(self, column: int, row: int) -> bool:
        """Whether the mask marks this pixel."""
        left, top, width, height = self.mask_box
        if not (0 <= column - left < width and 0 <= row - top < height):
            return False
        return bool(self.mask_levels[0][row - top, column - left])


def prepare(pixels: NDArray[np.float32], mask: NDArray[np.bool_] | None) -> PreparedPicture:
    """Get a picture ready to be shown; safe in any thread.

    Args:
        pixels: float32 in [0, 1], `(H, W)` grey or `(H, W, 3)` RGB.
        mask: bool `(H, W)`, or None.

    Raises:
        ValueError: the mask has another size than the picture.
    """
    if mask is not None and mask.shape != pixels.shape[:2]:
        raise ValueError(f"the mask is {mask.shape}, the picture {pixels.shape[:2]}")
    # One pass with rounding and clipping; at 50 megapixels NumPy's four passes are felt.
    levels = _halved(np.asarray(cv2.convertScaleAbs(pixels, alpha=255.0), dtype=np.uint8))
    if mask is None or not mask.any():
        return PreparedPicture(pixels, levels, (0, 0, 0, 0), (), np.zeros((0, 2, 2)))
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    part = mask[top : top + height, left : left + width]
    masks = _halved(part.astype(np.uint8) * np.uint8(255), marks=True)
    return PreparedPicture(pixels, levels, (left, top, width, height), masks, outline(part) + (left, top))


def outline(mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Lines along the edges between marked and other pixels, `(N, 2, 2)` in x, y; none for what is mere noise."""
    part = np.pad(mask, 1)
    # Between two columns for upright lines; the same on the transposed part for level ones.
    upright = _runs(part[:, 1:] != part[:, :-1])
    level = _runs((part[1:] != part[:-1]).T)[:, :, ::-1]
    lines = np.concatenate([upright, level])
    if len(lines) > MOST_EDGES:
        return np.zeros((0, 2, 2))
    # Edge k of the padded mask lies between its pixels k and k + 1, which are k - 1 and k of the mask itself.
    moved: NDArray[np.float64] = lines - 0.5
    return moved


def _runs(edges: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Upright lines `(N, 2, 2)` in x, y that join what is marked in one column below each other."""
    columns = np.pad(edges.T, ((0, 0), (1, 1))).astype(np.int8)
    turns = np.diff(columns, axis=1)
    # Row-major: start and end of each run come in the same order.
    x, first = np.nonzero(turns > 0)
    _, last = np.nonzero(turns < 0)
    # Rows of the padded part: row 0 is the padding above.
    return np.stack([np.stack([x, first - 1], 1), np.stack([x, last - 1], 1)], 1).astype(np.float64)


def _halved(picture: NDArray[np.uint8], marks: bool = False) -> tuple[NDArray[np.uint8], ...]:
    """`picture` and each time half of it; of `marks`, one is enough to mark what it becomes a part of."""
    levels = [np.ascontiguousarray(picture)]
    while max(levels[-1].shape[:2]) > SMALLEST:
        height, width = levels[-1].shape[:2]
        half = cv2.resize(levels[-1], ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
        levels.append(np.asarray((half > 0) * np.uint8(255) if marks else half, dtype=np.uint8))
    return tuple(levels)
