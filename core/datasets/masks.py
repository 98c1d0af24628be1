"""Read the picture that marks an image's defect."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.convert import to_channels, to_uint8
from core.images.read import read_picture

_THRESHOLD = 128


def read_mask(path: Path, width: int | None = None, height: int | None = None) -> NDArray[np.bool_]:
    """Read a mask, `(H, W)`, True where its value is at least 128 of 255 (soft edges are cut there).

    Args:
        path: the mask's file.
        width, height: size asked for; where the file differs, nearest pixels are taken. None: as in the file.

    Raises:
        ImageFileError: the file cannot be read.
    """
    mask = to_uint8(to_channels(read_picture(path).pixels, 1)) >= _THRESHOLD
    size = (width or mask.shape[1], height or mask.shape[0])
    if size == (mask.shape[1], mask.shape[0]):
        return mask
    # INTER_NEAREST_EXACT takes pixel centres, as Pillow and the bicubic resize of the images do.
    resized = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST_EXACT)
    return np.asarray(resized, dtype=np.bool_)
