"""Read one image file to pixels in [0, 1], by one stated mapping for every file.

Pillow decodes everything but 16-bit colour, which it would cut to 8 bits; OpenCV decodes that. Safe to call
from several threads: nothing global is touched after import.
"""

from __future__ import annotations

import stat
import warnings
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, UnidentifiedImageError

from core.errors import ImageFileError
from core.images import decode
from core.images.picture import Picture

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP")
MAX_PIXELS = 400_000_000

# Pillow's own limit (89 megapixels) is below that of a line-scan camera. Set once, at import, and never per
# call: a limit changed per call would hold for the other threads too. It still guards what `Image.size` does
# not tell, such as the tile size of a TIFF.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# A file with an odd tag is either readable or an error with its name; a warning on stderr helps no one.
warnings.filterwarnings("ignore", module=r"PIL\.")

_SAVE_AS = "Save it again as an 8- or 16-bit PNG, JPEG, BMP, TIFF or WebP."


def read_picture(path: Path, *, bits16: int = 16, max_pixels: int = MAX_PIXELS) -> Picture:
    """Decode `path` (PNG, JPEG, BMP, TIFF or WebP, by content and not by suffix).

    8-bit samples map as v / 255. Samples stored in 16 bits map as v / (2**bits16 - 1), clipped to 1; there is
    never a stretch by the image's own range, so two pictures of one camera stay comparable. A TIFF that
    declares 12 bits a sample is mapped by 12. Palettes are expanded (to grey if all their colours are grey),
    alpha is dropped (it says nothing about the surface, and compositing would invent edges), CMYK becomes
    RGB, EXIF rotation is applied, and of several pages the first is read.

    Args:
        path: the file.
        bits16: significant bits of a camera that stores in 16-bit files, 9 to 16 (10, 12 and 14 are common).
        max_pixels: width * height allowed, checked before any pixel is decoded; at most `MAX_PIXELS` counts.

    Raises:
        ImageFileError: missing, a folder, no permission, empty, truncated, not one of the five formats, too
            large, or samples that have no stated mapping (floating point, 32-bit, signed, Lab).
        ValueError: `bits16` is out of range.
    """
    if not 9 <= bits16 <= 16:
        raise ValueError(f"bits16 must be 9 to 16, not {bits16}")
    path = Path(path)
    try:
        _check_file(path)
        with path.open("rb") as stream:
            return _read(stream, path, bits16, min(max_pixels, MAX_PIXELS))
    except ImageFileError:
        raise
    except FileNotFoundError:
        raise ImageFileError(f"{path} does not exist.", "Check the path and the file's name.", path) from None
    except PermissionError:
        raise ImageFileError(
            f"{path} may not be read.", "Give yourself read permission on it.", path
        ) from None
    except OSError as error:
        raise ImageFileError(
            f"{path} cannot be opened: {error}.", "Check the disk and the path.", path
        ) from error


def _check_file(path: Path) -> None:
    info = path.stat()
    if stat.S_ISDIR(info.st_mode):
        raise ImageFileError(f"{path} is a folder, not an image.", "Give an image file.", path)
    if not stat.S_ISREG(info.st_mode):  # opening a pipe or a device could wait for ever
        raise ImageFileError(f"{path} is not a regular file.", "Give an image file.", path)
    if info.st_size == 0:
        raise ImageFileError(f"{path} is empty (0 bytes).", "Copy it again from its source.", path)


def _read(stream: BinaryIO, path: Path, bits16: int, max_pixels: int) -> Picture:
    try:
        image = Image.open(stream, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(path, max_pixels) from None
    except UnidentifiedImageError:
        raise ImageFileError(
            f"{path} is not a PNG, JPEG, BMP, TIFF or WebP image, or its beginning is damaged.",
            _SAVE_AS,
            path,
        ) from None
    except Exception as error:  # a damaged header can raise nearly anything inside a decoder
        raise _damaged(path, error) from error
    with image:
        if image.width * image.height > max_pixels:
            raise _too_large(path, max_pixels, image.width, image.height)
        mode = image.mode
        try:
            samples, scale = decode.samples(image, stream, bits16)
        except decode.UnsupportedSamplesError as error:
            raise ImageFileError(
                f"{path} holds {error}, which have no fixed scale.", _SAVE_AS, path
            ) from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large(path, max_pixels) from None
        except MemoryError:
            raise ImageFileError(
                f"{path} does not fit into memory ({image.width} x {image.height} pixels).",
                "Close other programs or cut the image into parts.",
                path,
            ) from None
        except Exception as error:  # as above: truncated or damaged data
            raise _damaged(path, error) from error
    pixels = np.divide(samples, np.float32(scale), dtype=np.float32)
    if bits16 < 16 and samples.dtype != np.uint8:
        np.minimum(pixels, np.float32(1), out=pixels)
    return Picture(np.ascontiguousarray(pixels), 8 if samples.dtype == np.uint8 else 16, mode)


def _damaged(path: Path, error: Exception) -> ImageFileError:
    return ImageFileError(
        f"{path} is truncated or damaged ({error}).", "Copy it again from its source.", path
    )


def _too_large(path: Path, limit: int, width: int = 0, height: int = 0) -> ImageFileError:
    size = f"{width} x {height} pixels" if width else "its header asks for too many pixels"
    return ImageFileError(
        f"{path} is too large ({size}; the limit is {limit:,} pixels).", "Cut it into smaller images.", path
    )
