"""Write 8-bit pixels as PNG, quickly and whole or not at all; not flushed to disk one by one."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from core.files import write_atomically
from core.images.picture import ByteImage

# Level 1 takes about as long as no compression, and on surface photos gives files within 1 % of level 6.
_COMPRESSION = 1


def write_png(path: Path, pixels: ByteImage) -> None:
    """Write `pixels`, uint8 `(H, W)` grey or `(H, W, 3)` RGB, to `path`; folders are made as needed.

    Raises:
        ValueError: not uint8, or another shape.
        OSError: the folder cannot be written, or the disk is full; an older file at `path` is then untouched.
    """
    if pixels.dtype != np.uint8 or (pixels.ndim != 2 and pixels.shape[2:] != (3,)) or pixels.size == 0:
        raise ValueError(f"cannot write {pixels.dtype} pixels of shape {pixels.shape} as an 8-bit PNG")
    ordered = pixels if pixels.ndim == 2 else pixels[..., ::-1]
    # Encoded in memory, since OpenCV's own file writer cannot open non-ASCII names on Windows.
    done, data = cv2.imencode(
        ".png", np.ascontiguousarray(ordered), [cv2.IMWRITE_PNG_COMPRESSION, _COMPRESSION]
    )
    if not done:
        raise OSError(f"the PNG for {path} could not be encoded")
    with write_atomically(path, durable=False) as temporary:
        temporary.write_bytes(data.tobytes())
