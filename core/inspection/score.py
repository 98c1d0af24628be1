"""One figure for an image: how badly its worst place differs from the repair."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands

FloatImage = NDArray[np.float32]
Mask = NDArray[np.bool_]

FULL_WEIGHT = 0.25
"""Inspected share of a window from which on its mean counts in full; a right-angled corner leaves a little more."""


def dissimilarity(ssim_map: FloatImage, window: int, looked_at: Mask | None = None) -> FloatImage:
    """Mean of 1 - SSIM over a `window` x `window` square around every pixel; `(H, W)` in [0, 2].

    With `looked_at`, `(H, W)` and True somewhere, the mean is over the inspected pixels of the window, so that a
    defect beside an area's border weighs as much as one beside the picture's, and 0 outside.
    """
    height, width = ssim_map.shape
    local: FloatImage = scratch.empty((height, width))
    if looked_at is None:
        for band in bands(width, height, window // 2):
            local[band.rows] = _mean(cv2.subtract(1.0, ssim_map[band.reach]), window)[band.inner]
        return local
    # In the tip of a pointed area a window holds a handful of pixels, whose mean is noise: the largest of such means
    # would decide. They get less weight; windows farther in hold the same pixels and judge them in full. Where the
    # whole area is as small as that, its best window counts in full.
    least = min(FULL_WEIGHT, _largest_share(looked_at, window))
    for band in bands(width, height, window // 2):
        weight = looked_at[band.reach].astype(np.float32)
        difference = _mean(cv2.subtract(1.0, ssim_map[band.reach]) * weight, window)[band.inner]
        mean = difference / np.maximum(_mean(weight, window)[band.inner], least)
        local[band.rows] = np.where(looked_at[band.rows], mean, np.float32(0))
    return local


def _largest_share(looked_at: Mask, window: int) -> float:
    """The largest share of a window around an inspected pixel that is inspected."""
    height, width = looked_at.shape
    largest = 0.0
    for band in bands(width, height, window // 2):
        share = _mean(looked_at[band.reach].astype(np.float32), window)[band.inner]
        largest = max(largest, float(share.max(where=looked_at[band.rows], initial=0.0)))
    return largest


def _mean(values: FloatImage, window: int) -> FloatImage:
    mean: FloatImage = cv2.blur(values, (window, window), borderType=cv2.BORDER_REFLECT)
    return mean


def anomaly_score(local: FloatImage) -> float:
    """The largest local dissimilarity, 0..2; larger = worse.

    A maximum over windows, not a mean over the image: a defect scores the same in a small and in a large picture.
    """
    return float(local.max())
