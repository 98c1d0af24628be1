"""Unpack an opened image file to 8- or 16-bit samples, grey or RGB, upright."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Samples = NDArray[np.integer[Any]]  # uint8 or uint16

_ORIENTATION = 0x0112
_BITS_PER_SAMPLE = 258
_SAMPLE_FORMAT = 339


class UnsupportedSamplesError(ValueError):
    """Samples without a fixed scale to [0, 1]; the text names their kind."""


def samples(image: Image.Image, stream: BinaryIO, bits16: int) -> tuple[Samples, int]:
    """Decode `image`, which `stream` was opened as, and name the sample value that means 1.0.

    Returns:
        uint8 or uint16 `(H, W)` or `(H, W, 3)` RGB, upright; and 255 or 2**bits - 1.

    Raises:
        UnsupportedSamplesError: floating-point, 32-bit, signed or Lab samples.
        Exception: whatever Pillow or OpenCV raise on damaged data.
    """
    if image.mode in ("F", "I") and not _is_16_bit_png(image):
        raise UnsupportedSamplesError(_describe(image))
    if image.mode in ("LAB", "HSV"):
        raise UnsupportedSamplesError(f"{image.mode} colours")
    if _is_16_bit_colour(image):
        return _decode_16_bit_colour(image, stream), 2**bits16 - 1
    bits = _declared_bits(image)
    image.load()
    if image.mode.startswith("I"):
        array = _upright(np.asarray(image).astype(np.uint16), image)
        return array, 2 ** (bits if 8 < bits < 16 else bits16) - 1
    return _upright(np.asarray(_grey_or_rgb(image)), image), 255


def _is_16_bit_png(image: Image.Image) -> bool:
    # Some versions of Pillow open 16-bit grey PNG files as mode "I"; the raw mode tells them.
    return image.format == "PNG" and ";16" in _raw_mode(image)


def _is_16_bit_colour(image: Image.Image) -> bool:
    if image.mode.startswith("I"):
        return False
    return ";16" in _raw_mode(image) or _declared_bits(image) == 16


def _raw_mode(image: Image.Image) -> str:
    tiles: list[Any] = getattr(image, "tile", [])
    arguments = tiles[0][3] if tiles else ""
    return str(arguments[0]) if isinstance(arguments, tuple) and arguments else str(arguments)


def _declared_bits(image: Image.Image) -> int:
    """Bits per sample that a TIFF states; 0 for other formats."""
    bits = _tiff_tag(image, _BITS_PER_SAMPLE)
    return max(bits) if isinstance(bits, tuple) and bits else 0


def _tiff_tag(image: Image.Image, tag: int) -> Any:
    tags = getattr(image, "tag_v2", None)
    return None if tags is None else tags.get(tag)


def _describe(image: Image.Image) -> str:
    if image.mode == "F":
        return "floating-point samples"
    signed = _tiff_tag(image, _SAMPLE_FORMAT) == (2,)
    return f"{'signed ' if signed else ''}{_declared_bits(image) or 32}-bit samples"


def _decode_16_bit_colour(image: Image.Image, stream: BinaryIO) -> Samples:
    stream.seek(0)
    data = np.frombuffer(stream.read(), dtype=np.uint8)
    array: Any = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if array is None or array.dtype != np.uint16:
        raise ValueError("its 16-bit colour samples cannot be decoded")
    if image.mode == "L" or _raw_mode(image).startswith("LA"):
        array = array if array.ndim == 2 else array[..., 0]
    elif array.ndim == 3:
        array = array[..., 2::-1]  # blue, green, red and perhaps alpha -> red, green, blue
    # OpenCV turns TIFF files upright by itself; with IMREAD_UNCHANGED it leaves PNG files as they are.
    return cast(Samples, array) if image.format == "TIFF" else _upright(array, image)


def _grey_or_rgb(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "LA", "La"):
        return image.convert("LA").convert("L") if image.mode == "La" else image.convert("L")
    if image.mode in ("P", "PA"):
        # By way of RGBA, since transparency given as bytes cannot be told in RGB.
        colours = image.convert("RGBA").convert("RGB")
        return colours.getchannel(0) if _palette_is_grey(image) else colours
    if image.mode == "RGBa":
        return image.convert("RGBA").convert("RGB")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _palette_is_grey(image: Image.Image) -> bool:
    palette = np.asarray(image.getpalette("RGB") or [], dtype=np.uint8).reshape(-1, 3)
    return bool(len(palette)) and bool((palette == palette[:, :1]).all())


def _upright(array: Samples, image: Image.Image) -> Samples:
    """Apply the EXIF orientation, unless Pillow has (it does for TIFF, and then drops the tag)."""
    try:
        orientation = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - a broken EXIF block is no reason to refuse good pixels
        return array
    if orientation in (5, 6, 7, 8):
        array = array.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    return array
