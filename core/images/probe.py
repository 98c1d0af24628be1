"""Size, depth and channels of an image file, from its header alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.images.opening import MAX_PIXELS, opened
from core.images.orientation import upright_size
from core.images.pixel_format import pixel_format


@dataclass(frozen=True)
class ImageFacts:
    """What `read_picture` would give, without its pixels.

    Attributes:
        width, height: in pixels, after EXIF rotation.
        bit_depth: bits per sample in the file as it is stored, 8 or 16 (1-, 2- and 4-bit files count as 8).
        channels: 1 for grey, 3 for RGB.
    """

    width: int
    height: int
    bit_depth: int
    channels: int


def probe(path: Path, *, max_pixels: int = MAX_PIXELS) -> ImageFacts:
    """Look at the header of `path`. Damage behind the header is not found; only reading the pixels finds it.

    Raises:
        ImageFileError: as `read.read_picture`, as far as the header tells.
    """
    with opened(path, max_pixels) as (image, stream):
        kind = pixel_format(image)
        width, height = upright_size(image, stream, tag_only=kind.cut_by_pillow)
        return ImageFacts(width, height, kind.bit_depth, kind.channels)
