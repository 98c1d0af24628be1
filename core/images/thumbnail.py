"""Small 8-bit versions of image files, read as fast as their formats allow. Safe from several threads."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
from PIL import Image

from core.images import decode
from core.images.opening import opened
from core.images.orientation import upright
from core.images.picture import ByteImage, FloatImage
from core.images.pixel_format import PixelFormat, pixel_format

# Copying a large image into an array holds the interpreter's lock for a tenth of a second and more, and all of that
# time no window answers. Above this size Pillow, which holds no lock, first averages whole blocks, and leaves the
# image at least _GAP times as large as asked for, so that the blocks' edges do not show.
_COPIED_AT_ONCE = 1_500_000
_GAP = 3
_SCALED = ("JPEG", "MPO")
"""Formats that are decoded at a fraction of their size."""


def read_thumbnail(path: Path, side: int) -> ByteImage:
    """Read `path` reduced so that its longer side is at most `side` pixels; a smaller image keeps its size.

    Each pixel is the mean of the area it covers. Samples map as in `read.read_picture` (16 bits by their full
    range), EXIF rotation is applied, alpha is dropped. A JPEG is decoded at a fraction of its size.

    Returns:
        uint8 `(h, w)` grey or `(h, w, 3)` RGB, C-contiguous.

    Raises:
        ImageFileError: as `read.read_picture`.
        ValueError: `side` is below 1.
    """
    if side < 1:
        raise ValueError(f"side must be at least 1, not {side}")
    with opened(path) as (image, stream):
        return thumbnail_of(image, stream, side)


def read_quick_thumbnail(path: Path, side: int) -> ByteImage | None:
    """As `read_thumbnail`, of a JPEG; None for other formats, of which every row has to be decoded.

    Raises:
        ImageFileError: as `read.read_picture`.
    """
    with opened(path) as (image, stream):
        return thumbnail_of(image, stream, side) if image.format in _SCALED else None


def thumbnail_of(image: Image.Image, stream: BinaryIO, side: int) -> ByteImage:
    """As `read_thumbnail`, of an image that `opening.opened` yielded.

    Raises:
        Exception: whatever Pillow or OpenCV raise on damaged data.
    """
    kind = pixel_format(image)
    if kind.cut_by_pillow:
        array = decode.decode_16_bit_colour(image, stream, kind)
        return _to_8_bit(_area_mean(array, _fit((array.shape[1], array.shape[0]), side)), 65535)
    full = image.size
    if image.format in _SCALED:
        image.draft(None, _fit(full, 2 * side))  # at a fraction of its size, and by areas from there on
        image.load()
    else:
        image.load()
        full = image.size  # a TIFF was turned upright
    small = upright(_area_mean(_array(image, kind, side), _fit(full, side)), image)
    if kind.bit_depth == 16:
        return _to_8_bit(small, 2 ** (kind.declared_bits or 16) - 1)
    return np.ascontiguousarray(small, dtype=np.uint8)


def reduced(samples: decode.Samples, scale: int, side: int) -> ByteImage:
    """As `read_thumbnail`, of what is decoded: `(H, W)` or `(H, W, 3)`, upright, in which `scale` means 1.0."""
    small = _area_mean(samples, _fit((samples.shape[1], samples.shape[0]), side))
    return np.array(small, dtype=np.uint8) if scale == 255 else _to_8_bit(small, scale)


def _fit(size: tuple[int, int], side: int) -> tuple[int, int]:
    width, height = size
    longer = max(size)
    if longer <= side:
        return size
    return max(1, round(width * side / longer)), max(1, round(height * side / longer))


def _array(image: Image.Image, kind: PixelFormat, side: int) -> decode.Samples:
    """The loaded image, perhaps reduced by a whole factor."""
    plain = image if kind.bit_depth == 16 else decode.grey_or_rgb(image, kind)
    factor = max(plain.size) // (_GAP * side)
    if factor > 1 and plain.width * plain.height > _COPIED_AT_ONCE:
        plain = (plain.convert("I") if kind.bit_depth == 16 else plain).reduce(factor)
    return np.asarray(plain, dtype=np.uint16 if kind.bit_depth == 16 else np.uint8)


def _area_mean(array: decode.Samples, size: tuple[int, int]) -> decode.Samples:
    if (array.shape[1], array.shape[0]) == size:
        return array
    reduced: decode.Samples = cv2.resize(np.ascontiguousarray(array), size, interpolation=cv2.INTER_AREA)
    return reduced


def _to_8_bit(samples: decode.Samples, scale: int) -> ByteImage:
    scaled: FloatImage = samples.astype(np.float32) * np.float32(255 / scale)
    return np.rint(scaled).astype(np.uint8)
