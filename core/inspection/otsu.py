"""OTSU's threshold on an SSIM map (Otsu 1979; paper, section "Methodology")."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images.bands import bands

FloatImage = NDArray[np.float32]


def otsu_level(ssim_map: FloatImage) -> float:
    """The SSIM level that best splits the map's histogram of 256 bins into two classes.

    Equals `skimage.filters.threshold_otsu` to one bin (1/255 of the map's own range). A constant map has nothing to
    split: the result is its value, and no pixel lies below.

    Args:
        ssim_map: float32 `(H, W)`, or `(N,)` pixels of it.

    Returns:
        a value within the map's range; pixels *below* it are the dissimilar class.
    """
    low, high = float(ssim_map.min()), float(ssim_map.max())
    if high - low < 1e-6:
        return low
    scale = 255.0 / (high - low)
    rows = ssim_map.reshape(len(ssim_map), -1)
    quantised = np.empty(rows.shape, np.uint8)
    for band in bands(rows.shape[1], len(rows)):
        quantised[band.rows] = cv2.convertScaleAbs(cv2.subtract(rows[band.rows], low), alpha=scale)
    split, _ = cv2.threshold(quantised, 0, 255, cv2.THRESH_OTSU, dst=quantised)
    return low + (float(split) + 0.5) / scale
