"""Turn what marks an image's defect, a picture or outlines, into pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.datasets.polygon_fill import fill_polygon
from core.datasets.polygon_mask import MaskSource, PolygonMask
from core.images.convert import to_channels, to_uint8
from core.images.read import read_picture

__all__ = ["MaskSource", "PolygonMask", "read_mask"]

_THRESHOLD = 128


def read_mask(mask: MaskSource, width: int | None = None, height: int | None = None) -> NDArray[np.bool_]:
    """The pixels that a mask marks, `(H, W)`.

    A picture marks where its value is at least 128 of 255 (soft edges are cut there); outlines mark the pixels whose
    centre lies inside, and what is thinner than that as a line.

    Args:
        mask: a file, or outlines.
        width, height: size asked for. Where a picture or runs differ, nearest pixels are taken; outlines are
            drawn at that size. None: as in the file, or as they were drawn.

    Raises:
        ImageFileError: the file cannot be read.
    """
    if isinstance(mask, PolygonMask):
        return _draw(mask, width or mask.width, height or mask.height)
    pixels = to_uint8(to_channels(read_picture(mask).pixels, 1)) >= _THRESHOLD
    return _resize(pixels, width or pixels.shape[1], height or pixels.shape[0])


def _draw(mask: PolygonMask, width: int, height: int) -> NDArray[np.bool_]:
    runs = mask.run_pixels()
    if runs is None:
        drawn = np.zeros((height, width), dtype=np.bool_)
    else:
        drawn = np.ascontiguousarray(_resize(runs, width, height))
    scale = np.array([width / mask.width, height / mask.height])
    for corners in mask.polygons:
        # Scaled about the image's corner, which lies half a pixel before the first pixel's centre.
        fill_polygon(drawn, (corners.astype(np.float64) + 0.5) * scale - 0.5)
    return drawn


def _resize(mask: NDArray[np.bool_], width: int, height: int) -> NDArray[np.bool_]:
    if (width, height) == (mask.shape[1], mask.shape[0]):
        return mask
    # INTER_NEAREST_EXACT takes pixel centres, as Pillow and the bicubic resize of the images do.
    resized = cv2.resize(mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST_EXACT)
    return np.asarray(resized, dtype=np.bool_)
