"""Between grey and colour, and between [0, 1] and 8 bits."""

from __future__ import annotations

import numpy as np

from core.images import scratch
from core.images.bands import bands
from core.images.picture import ByteImage, FloatImage

# ITU-R BT.601 luma, as in Pillow's convert("L").
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)


def to_channels(pixels: FloatImage, channels: int) -> FloatImage:
    """Grey `(H, W)` for 1 channel (Rec. 601 luma of a colour image), RGB `(H, W, 3)` for 3 (grey repeated).

    An image that fits already is returned unchanged.

    Raises:
        ValueError: `channels` is neither 1 nor 3.
    """
    if channels == 1:
        return pixels if pixels.ndim == 2 else _luma(pixels)
    if channels == 3:
        return pixels if pixels.ndim == 3 else _repeated(pixels)
    raise ValueError(f"channels must be 1 or 3, not {channels}")


def _luma(pixels: FloatImage) -> FloatImage:
    height, width = pixels.shape[:2]
    grey: FloatImage = scratch.empty((height, width))
    for band in bands(width, height):
        np.clip(pixels[band.rows] @ _LUMA, np.float32(0), np.float32(1), out=grey[band.rows])
    return grey


def _repeated(pixels: FloatImage) -> FloatImage:
    height, width = pixels.shape
    colour: FloatImage = scratch.empty((height, width, 3))
    for band in bands(width, height):
        colour[band.rows] = pixels[band.rows, :, np.newaxis]
    return colour


def to_uint8(pixels: FloatImage) -> ByteImage:
    """Round [0, 1] to 0..255; values outside are clipped first."""
    levels: ByteImage = scratch.empty(pixels.shape, np.uint8)
    for band in bands(pixels[0].size, len(pixels)):
        scaled: FloatImage = np.clip(pixels[band.rows], np.float32(0), np.float32(1)) * np.float32(255)
        levels[band.rows] = np.rint(scaled)
    return levels
