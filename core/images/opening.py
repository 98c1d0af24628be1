"""Open one image file after checking it, and give everything that can go wrong with it one kind of error."""

from __future__ import annotations

import io
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from core.errors import ImageFileError, InspectionStoppedError
from core.images import faults
from core.images.pixel_format import UnsupportedSamplesError
from core.images.stopping import check

FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP")
MAX_PIXELS = 400_000_000

# Pillow's own limit (89 megapixels) is below that of a line-scan camera. Set once, at import, and never per
# call: a limit changed per call would hold for the other threads too. It still guards what `Image.size` does
# not tell, such as the tile size of a TIFF.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# A file with an odd tag is either readable or an error with its name; a warning on stderr helps no one.
warnings.filterwarnings("ignore", module=r"PIL\.")


@contextmanager
def opened(path: Path, max_pixels: int = MAX_PIXELS) -> Iterator[tuple[Image.Image, BinaryIO]]:
    """Yield `path` as a Pillow image of which only the header was read, and the stream it reads from.

    Whatever the block raises on damaged data becomes an `ImageFileError` too.

    Args:
        path: the file; its content counts, not its suffix.
        max_pixels: width * height allowed; at most `MAX_PIXELS` counts.

    Raises:
        ImageFileError: missing, a folder, no permission, empty, truncated, not one of `FORMATS`, too large, or
            samples that have no stated mapping (floating point, 32-bit, signed, Lab).
        InspectionStoppedError: nobody wants it any more; asked before every block that is read.
    """
    path = Path(path)
    with _open_file(path) as stream:
        image = _open_image(stream, path, min(max_pixels, MAX_PIXELS))
        try:
            with image:
                yield image, stream
        except InspectionStoppedError:
            raise
        except UnsupportedSamplesError as error:
            raise faults.NO_SCALE.error(path, samples=error.kind) from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise faults.BOMB.error(path, limit=max_pixels) from None
        except MemoryError:
            raise faults.NO_MEMORY.error(path, size=f"{image.width} x {image.height}") from None
        except Exception as error:  # truncated or damaged data can raise nearly anything inside a decoder
            raise faults.DAMAGED.error(path, error=error) from error


class _Stream(io.BufferedReader):
    """A file whose decoder can be stopped: those of PNG and JPEG ask for one block after the other."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As a file's own."""
        check()
        return super().read(size)


def _open_file(path: Path) -> BinaryIO:
    try:
        _check_file(path)
        return _Stream(path.open("rb", buffering=0))
    except ImageFileError:
        raise
    except FileNotFoundError:
        raise faults.MISSING.error(path) from None
    except PermissionError:
        raise faults.FORBIDDEN.error(path) from None
    except OSError as error:
        raise faults.NOT_OPENED.error(path, error=error) from error


def _check_file(path: Path) -> None:
    info = path.stat()
    if stat.S_ISDIR(info.st_mode):
        raise faults.A_FOLDER.error(path)
    if not stat.S_ISREG(info.st_mode):  # opening a pipe or a device could wait for ever
        raise faults.NO_FILE.error(path)
    if info.st_size == 0:
        raise faults.EMPTY.error(path)


def _open_image(stream: BinaryIO, path: Path, max_pixels: int) -> Image.Image:
    try:
        image = Image.open(stream, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise faults.BOMB.error(path, limit=max_pixels) from None
    except UnidentifiedImageError:
        raise faults.NO_IMAGE.error(path) from None
    except InspectionStoppedError:
        raise
    except Exception as error:  # a damaged header too
        raise faults.DAMAGED.error(path, error=error) from error
    if image.width * image.height > max_pixels:
        raise faults.TOO_LARGE.error(path, size=f"{image.width} x {image.height}", limit=max_pixels)
    return image
