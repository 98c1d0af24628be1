"""What the header of an opened image file says about its samples, before any of them is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from core.language import Later, later

_BITS_PER_SAMPLE = 258
_SAMPLE_FORMAT = 339


class UnsupportedSamplesError(ValueError):
    """Samples without a fixed scale to [0, 1]; `kind` names them."""

    def __init__(self, kind: Later) -> None:
        super().__init__(kind.english)
        self.kind = kind


@dataclass(frozen=True)
class PixelFormat:
    """How the samples are stored, and what they become.

    Attributes:
        bit_depth: bits per sample as stored, 8 or 16 (1-, 2- and 4-bit files count as 8).
        channels: 1 for grey, 3 for RGB, once palettes are expanded and alpha is dropped.
        declared_bits: significant bits that a 16-bit file itself states, 9..15; 0 where it states none.
        cut_by_pillow: 16-bit samples that Pillow would cut to 8 bits.
    """

    bit_depth: int
    channels: int
    declared_bits: int
    cut_by_pillow: bool


def pixel_format(image: Image.Image) -> PixelFormat:
    """Look at an image that was opened and not yet loaded.

    Raises:
        UnsupportedSamplesError: floating-point, 32-bit, signed or Lab samples.
    """
    if image.mode in ("F", "I") and not _is_16_bit_png(image):
        raise UnsupportedSamplesError(_describe(image))
    if image.mode in ("LAB", "HSV"):
        raise UnsupportedSamplesError(later("Images", "{mode} colours", mode=image.mode))
    bits = _declared_bits(image)
    if image.mode.startswith("I"):
        return PixelFormat(16, 1, bits if 8 < bits < 16 else 0, False)
    if ";16" in _raw_mode(image) or bits == 16:
        grey = image.mode == "L" or _raw_mode(image).startswith("LA")
        return PixelFormat(16, 1 if grey else 3, 0, True)
    if image.mode in ("P", "PA"):
        return PixelFormat(8, 1 if _palette_is_grey(image) else 3, 0, False)
    return PixelFormat(8, 1 if image.mode in ("1", "L", "LA", "La") else 3, 0, False)


def _is_16_bit_png(image: Image.Image) -> bool:
    # Some versions of Pillow open 16-bit grey PNG files as mode "I"; the raw mode tells them.
    return image.format == "PNG" and ";16" in _raw_mode(image)


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


def _describe(image: Image.Image) -> Later:
    if image.mode == "F":
        return later("Images", "floating-point samples")
    bits = str(_declared_bits(image) or 32)
    if _tiff_tag(image, _SAMPLE_FORMAT) == (2,):
        return later("Images", "signed {bits}-bit samples", bits=bits)
    return later("Images", "{bits}-bit samples", bits=bits)


def _palette_is_grey(image: Image.Image) -> bool:
    if image.palette is None:
        return False
    # By way of another image, since asking this one for its palette's colours would decode it.
    raw_mode, data = image.palette.getdata()
    palette = Image.new("P", (1, 1))
    palette.putpalette(data, raw_mode)
    colours = np.asarray(palette.getpalette("RGB") or [], dtype=np.uint8).reshape(-1, 3)
    return bool(len(colours)) and bool((colours == colours[:, :1]).all())
