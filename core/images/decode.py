"""Unpack an opened image file to 8- or 16-bit samples, grey or RGB, upright."""

from __future__ import annotations

from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.images import scratch
from core.images.bands import bands, one_band
from core.images.orientation import upright
from core.images.pixel_format import PixelFormat, pixel_format

Samples = NDArray[np.integer[Any]]  # uint8 or uint16


def samples(image: Image.Image, stream: BinaryIO, bits16: int) -> tuple[Samples, int]:
    """Decode `image`, which `stream` was opened as, and name the sample value that means 1.0.

    Returns:
        uint8 or uint16 `(H, W)` or `(H, W, 3)` RGB, upright; and 255 or 2**bits - 1.

    Raises:
        UnsupportedSamplesError: floating-point, 32-bit, signed or Lab samples.
        Exception: whatever Pillow or OpenCV raise on damaged data.
    """
    kind = pixel_format(image)
    if kind.cut_by_pillow:
        return decode_16_bit_colour(image, stream, kind), 2**bits16 - 1
    image.load()
    if kind.bit_depth == 16:
        array = upright(_copied(image, np.uint16), image)
        return array, 2 ** (kind.declared_bits or bits16) - 1
    return upright(_copied(grey_or_rgb(image, kind), np.uint8), image), 255


def _copied(image: Image.Image, kind: type[np.uint8] | type[np.uint16]) -> Samples:
    """The pixels of a loaded image, `(H, W)` or `(H, W, 3)`.

    Of a large one band by band: Pillow's copy of 400 megapixels at once holds the interpreter's lock for a second, in
    which no window answers, and takes the memory twice.
    """
    width, height = image.size
    if one_band(width, height):
        return np.asarray(image).astype(kind, copy=False)
    channels = len(image.getbands())
    array: Samples = scratch.empty((height, width, channels) if channels > 1 else (height, width), kind)
    for band in bands(width, height):
        array[band.rows] = np.asarray(image.crop((0, band.rows.start, width, band.rows.stop)))
    return array


def decode_16_bit_colour(image: Image.Image, stream: BinaryIO, kind: PixelFormat) -> Samples:
    """Decode what Pillow would cut to 8 bits: uint16 `(H, W)` or `(H, W, 3)` RGB, upright."""
    stream.seek(0)
    data = np.frombuffer(stream.read(), dtype=np.uint8)
    array: Any = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if array is None or array.dtype != np.uint16 or (kind.channels == 3 and array.ndim == 2):
        raise ValueError("its 16-bit colour samples cannot be decoded")
    # Blue, green, red and perhaps alpha -> red, green, blue.
    plane = (array if array.ndim == 2 else array[..., 0]) if kind.channels == 1 else array[..., 2::-1]
    # OpenCV turns TIFF files upright by itself; with IMREAD_UNCHANGED it leaves PNG files as they are.
    return plane if image.format == "TIFF" else upright(plane, image)


def grey_or_rgb(image: Image.Image, kind: PixelFormat) -> Image.Image:
    """The loaded 8-bit `image` in mode L or RGB: palettes expanded, alpha dropped, not yet upright."""
    if image.mode in ("1", "LA", "La"):
        return image.convert("LA").convert("L") if image.mode == "La" else image.convert("L")
    if image.mode in ("P", "PA"):
        # By way of RGBA, since transparency given as bytes cannot be told in RGB.
        colours = image.convert("RGBA").convert("RGB")
        return colours.getchannel(0) if kind.channels == 1 else colours
    if image.mode == "RGBa":
        return image.convert("RGBA").convert("RGB")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")
