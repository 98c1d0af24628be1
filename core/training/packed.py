"""Pictures in as little memory as holds them: a run has all of them there."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.images.bands import bands
from core.images.convert import to_uint8
from core.inspection.result import FloatImage

Packed = NDArray[np.uint8] | NDArray[np.uint16] | NDArray[np.float32]
"""`(H, W)` or `(H, W, 3)`: of `packed`, or float32 in [0, 1] as it is."""

ROUNDING = 2e-6
"""By which grey of three equal channels differs from a level of 8 bits."""


def packed(pixels: FloatImage) -> Packed:
    """Levels of 8 bits where the pixels are such levels, as most files' are; else the nearest of 16 bits.

    Args:
        pixels: `(H, W)` or `(H, W, 3)` in [0, 1].

    Returns:
        the same shape; `unpacked` gives the pixels back, of 16 bits to 8e-6: a 500th of a level of 8 bits.
    """
    levels = to_uint8(pixels)
    for band in bands(*pixels.shape[1::-1]):
        if np.abs(unpacked(levels[band.rows]) - pixels[band.rows]).max() > ROUNDING:
            finer: Packed = np.rint(pixels * np.float32(np.iinfo(np.uint16).max)).astype(np.uint16)
            return finer
    return levels


def unpacked(levels: NDArray[Any]) -> FloatImage:
    """float32 in [0, 1], those of 8 bits as `core.images.read.read_picture` has them; `levels` as of `Packed`."""
    if levels.dtype == np.float32:
        return levels
    pixels: FloatImage = np.divide(levels, np.float32(np.iinfo(levels.dtype).max), dtype=np.float32)
    return pixels
