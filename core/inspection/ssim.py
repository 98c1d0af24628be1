"""The SSIM map: where, and how much, the repair differs from the original (paper Eq. 4-7)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands

FloatImage = NDArray[np.float32]

WINDOW = 9
"""Side of the sliding window in pixels, the paper's choice."""
C1 = 0.01**2
C2 = 0.03**2


def ssim_map(original: FloatImage, repair: FloatImage) -> FloatImage:
    """SSIM in a 9 x 9 window around every pixel; colour is the mean over channels.

    Equals `skimage.metrics.structural_similarity(..., full=True, win_size=9, data_range=1)` (uniform window, sample
    covariance, mirrored border) to 5e-5, several times faster: four box filters in OpenCV, in float32.

    Args:
        original, repair: float32 in [0, 1], `(H, W)` or `(H, W, 3)`, of one shape.

    Returns:
        float32 `(H, W)` in [-1, 1]; 1 = the same.

    Raises:
        ValueError: the shapes differ.
    """
    if original.shape != repair.shape:
        raise ValueError(f"original {original.shape} and repair {repair.shape} differ in shape")
    # Variances come out of float32 as differences of means of squares; around 0 they lose far fewer bits than
    # around the picture's own level. The shift leaves (co)variances as they are and is undone for the means.
    level = float(original.mean())
    height, width = original.shape[:2]
    similarity: FloatImage = scratch.empty((height, width))
    for band in bands(width, height, WINDOW // 2):
        values = _ssim(original[band.reach], repair[band.reach], level)[band.inner]
        similarity[band.rows] = values if values.ndim == 2 else values.mean(axis=2, dtype=np.float32)
    return similarity


def _box(x: FloatImage) -> FloatImage:
    mean: FloatImage = cv2.boxFilter(x, -1, (WINDOW, WINDOW), borderType=cv2.BORDER_REFLECT)
    return mean


def _ssim(original: FloatImage, repair: FloatImage, level: float) -> FloatImage:
    shift = (level, level, level, 0)
    x, y = cv2.subtract(original, shift), cv2.subtract(repair, shift)
    mx, my = _box(x), _box(y)
    vxy = _box(cv2.multiply(x, y))
    # SSIM needs the variances only as their sum: one filter for both.
    vsum = _box(cv2.add(cv2.multiply(x, x), cv2.multiply(y, y)))
    mxy = cv2.multiply(mx, my)
    msum = cv2.add(cv2.multiply(mx, mx), cv2.multiply(my, my))
    sample = WINDOW**2 / (WINDOW**2 - 1)
    # 2 cov + C2 and var + var + C2
    top2 = cv2.addWeighted(vxy, 2 * sample, mxy, -2 * sample, C2)
    low2 = cv2.addWeighted(vsum, sample, msum, -sample, C2)
    # Undo the shift: (mx + l)(my + l) = mxy + l (mx + my) + l^2, and the squares likewise.
    total = cv2.add(mx, my)
    top1 = cv2.addWeighted(mxy, 2, total, 2 * level, 2 * level * level + C1)
    low1 = cv2.addWeighted(msum, 1, total, 2 * level, 2 * level * level + C1)
    values: FloatImage = cv2.divide(cv2.multiply(top1, top2), cv2.multiply(low1, low2))
    return values
