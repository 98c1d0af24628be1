"""OTSU's threshold on an SSIM map (Otsu 1979; paper, section "Methodology")."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands

FloatImage = NDArray[np.float32]
Mask = NDArray[np.bool_]


def otsu_level(ssim_map: FloatImage, looked_at: Mask | None = None) -> float:
    """The SSIM level that best splits the map's histogram of 256 bins into two classes.

    Equals `skimage.filters.threshold_otsu` to one bin (1/255 of the map's own range). A constant map has nothing to
    split: the result is its value, and no pixel lies below.

    Args:
        ssim_map: float32 `(H, W)`, or `(N,)` pixels of it.
        looked_at: bool, of the same shape, True somewhere: which pixels count; None: all of them.

    Returns:
        a value within the map's range; pixels *below* it are the dissimilar class.
    """
    width = ssim_map[0].size

    def parts() -> Iterator[FloatImage]:
        for band in bands(width, len(ssim_map)):
            rows = ssim_map[band.rows]
            part = rows.reshape(-1) if looked_at is None else rows[looked_at[band.rows]]
            if part.size:
                yield part

    ends = [(float(part.min()), float(part.max())) for part in parts()]
    low, high = min(least for least, _ in ends), max(most for _, most in ends)
    if high - low < 1e-6:
        return low
    scale = 255.0 / (high - low)
    count = ssim_map.size if looked_at is None else int(np.count_nonzero(looked_at))
    quantised = scratch.empty((count,), np.uint8)
    done = 0
    for part in parts():
        quantised[done : done + part.size] = cv2.convertScaleAbs(
            cv2.subtract(part, low), alpha=scale
        ).reshape(-1)
        done += part.size
    split, _ = cv2.threshold(quantised, 0, 255, cv2.THRESH_OTSU, dst=quantised)
    return low + (float(split) + 0.5) / scale
