"""Read one image file to pixels in [0, 1], by one stated mapping for every file.

Pillow decodes everything but 16-bit colour, which it would cut to 8 bits; OpenCV decodes that. Safe to call
from several threads: nothing global is touched after import.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.images import decode, scratch
from core.images.bands import bands
from core.images.opening import MAX_PIXELS, opened
from core.images.picture import Picture

Decoded = Callable[[decode.Samples, int], None]
"""Called with the samples of a file, `(H, W)` or `(H, W, 3)`, and the value that means 1.0; must not keep them."""


def read_picture(
    path: Path,
    *,
    bits16: int = 16,
    max_pixels: int = MAX_PIXELS,
    decoded: Decoded | None = None,
) -> Picture:
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
        decoded: called before the samples become floats, which takes as long again for a large file.

    Raises:
        ImageFileError: missing, a folder, no permission, empty, truncated, not one of the five formats, too
            large, or samples that have no stated mapping (floating point, 32-bit, signed, Lab).
        InspectionStoppedError: nobody wants it any more (see `core.images.stopping`).
        ValueError: `bits16` is out of range.
    """
    if not 9 <= bits16 <= 16:
        raise ValueError(f"bits16 must be 9 to 16, not {bits16}")
    with opened(path, max_pixels) as (image, stream):
        mode = image.mode
        samples, scale = decode.samples(image, stream, bits16)
        if decoded is not None:
            decoded(samples, scale)
        pixels = scratch.empty(samples.shape)
        for band in bands(samples.shape[1], samples.shape[0]):
            rows = pixels[band.rows]
            np.divide(samples[band.rows], np.float32(scale), out=rows, dtype=np.float32)
            if bits16 < 16 and samples.dtype != np.uint8:
                np.minimum(rows, np.float32(1), out=rows)
        return Picture(pixels, 8 if samples.dtype == np.uint8 else 16, mode)
