"""A mask in several sizes, kept up to date where it changes. No Qt."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from app.gui.widgets.mask_canvas.box import Box
from app.gui.widgets.mask_canvas.history import Mask

SMALLEST = 1024
"""Longest side, in pixels, that is not halved any more."""


class MaskLevels:
    """The mask itself, then each time half as large; a pixel is marked where any below it is.

    Args:
        mask: bool `(H, W)`, not copied: `update` follows what is written into it.
    """

    def __init__(self, mask: Mask) -> None:
        self._levels = [mask]
        while max(self._levels[-1].shape) > SMALLEST:
            self._levels.append(_halved(self._levels[-1]))

    def update(self, boxes: Iterable[Box]) -> None:
        """The mask changed in `boxes`."""
        for box in boxes:
            part = box
            for fine, coarse in zip(self._levels, self._levels[1:], strict=False):
                part = part.halved()
                coarse[part.rows_and_columns] = _halved(fine[part.doubled().rows_and_columns])

    def fitting(self, scale: float) -> tuple[Mask, int]:
        """What to draw where an image pixel takes `scale` screen pixels, and how many image pixels one of it spans."""
        halvings = int(np.floor(-np.log2(min(scale, 1.0)) + 1e-6))
        halvings = min(halvings, len(self._levels) - 1)
        return self._levels[halvings], 2**halvings


def _halved(mask: Mask) -> Mask:
    height, width = mask.shape
    even = np.pad(mask, ((0, height % 2), (0, width % 2)))
    half: Mask = even[::2, ::2] | even[1::2, ::2] | even[::2, 1::2] | even[1::2, 1::2]
    return half
