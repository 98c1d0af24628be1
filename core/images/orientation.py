"""Turn pixels upright as the EXIF block says, and tell from the header whether that swaps the sides."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO

from numpy.typing import NDArray
from PIL import Image

_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)
_WIDTH = 256
_HEIGHT = 257
_PNG_TEXTS = (b"eXIf", b"iTXt", b"zTXt", b"tEXt")


def upright(array: NDArray[Any], image: Image.Image) -> NDArray[Any]:
    """Apply the EXIF orientation of the loaded `image` to its pixels, unless Pillow has.

    Pillow does it for TIFF, and then drops the tag.
    """
    orientation = _of_loaded(image)
    if orientation in _TURNED:
        array = array.swapaxes(0, 1)
    if orientation in (2, 3, 6, 7):
        array = array[:, ::-1]
    if orientation in (3, 4, 7, 8):
        array = array[::-1]
    return array


def upright_size(image: Image.Image, stream: BinaryIO, tag_only: bool = False) -> tuple[int, int]:
    """Width and height that the opened `image` will have once it is upright; its pixels are not decoded.

    Args:
        image: opened from `stream` and not loaded.
        stream: its file; where it stands afterwards is undefined.
        tag_only: the pixels of this TIFF will be turned by a reader that knows only the TIFF tag.
    """
    width, height = image.size
    tags: Any = getattr(image, "tag_v2", None)
    if tags is not None:
        # Of a TIFF, newer versions of Pillow give the size as turned, older ones as stored.
        width, height = tags[_WIDTH], tags[_HEIGHT]
    if tags is not None and tag_only:
        orientation = tags.get(_ORIENTATION, 1)
    elif width == height:
        return width, height
    elif image.format == "PNG" and "exif" not in image.info and _tells_later(stream):
        image.load()
        orientation = _of_loaded(image)
    else:
        orientation = _of_header(image)
    return (height, width) if orientation in _TURNED else (width, height)


def _of_loaded(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken EXIF block is no reason to refuse good pixels
        return 1


def _of_header(image: Image.Image) -> int:
    try:
        # Not the method of a PNG file, which decodes the pixels to see what comes after them.
        return int(Image.Image.getexif(image).get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as above
        return 1


def _tells_later(stream: BinaryIO) -> bool:
    """Whether a PNG has texts or an EXIF block after its pixels."""
    stream.seek(8)
    pixels_seen = False
    while len(head := stream.read(8)) == 8:
        length, name = struct.unpack(">I4s", head)
        pixels_seen = pixels_seen or name == b"IDAT"
        if pixels_seen and name in _PNG_TEXTS:
            return True
        stream.seek(length + 4, 1)
    return False
