"""One figure for an image: how badly its worst place differs from the repair."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]


def dissimilarity(ssim_map: FloatImage, window: int) -> FloatImage:
    """Mean of 1 - SSIM over a `window` x `window` square around every pixel; `(H, W)` in [0, 2]."""
    local: FloatImage = cv2.blur(cv2.subtract(1.0, ssim_map), (window, window), borderType=cv2.BORDER_REFLECT)
    return local


def anomaly_score(local: FloatImage) -> float:
    """The largest local dissimilarity, 0..2; larger = worse.

    A maximum over windows, not a mean over the image: a defect scores the same in a small and in a large picture.
    """
    return float(local.max())
