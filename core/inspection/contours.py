"""Contours of a mask, measured in the original image's pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.inspection.result import Defect, FloatImage, Mask


def measure(
    candidates: NDArray[np.uint8],
    original: FloatImage,
    repair: FloatImage,
    ssim_map: FloatImage,
    min_area: int,
    min_contrast: float,
    size: tuple[int, int],
) -> tuple[Mask, tuple[Defect, ...]]:
    """Measure the 8-connected parts of a mask and drop those that are too small or too faint.

    Args:
        candidates: uint8 `(H, W)` at working size, non-zero inside.
        min_area: in pixels at working size.
        min_contrast: mean |original - repair|, 0..1.
        size: the original image's (width, height).

    Returns:
        The mask of what was kept, and its defects, largest first. A point at working pixel `u` lies at
        `(u + 0.5) * scale - 0.5` in the original: pixel centres stay pixel centres. Holes count neither to the
        area nor as contours of their own.
    """
    height, width = candidates.shape
    sx, sy = size[0] / width, size[1] / height
    count, labels, stats, centroids = cv2.connectedComponentsWithStats(candidates, connectivity=8)
    if count == 1:
        return np.zeros(candidates.shape, np.bool_), ()
    difference = cv2.absdiff(original, repair)
    if difference.ndim == 3:
        difference = difference.mean(axis=2, dtype=np.float32)
    # No pixel may be background; its area of 0 must not be divided by.
    areas = np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    flat = labels.ravel()
    contrast = np.bincount(flat, difference.ravel(), count) / areas
    similarity = np.bincount(flat, ssim_map.ravel(), count) / areas
    keep = (areas >= min_area) & (contrast >= min_contrast)
    keep[0] = False
    mask = keep[labels]
    # CCOMP, not EXTERNAL: a part that lies in a hole of another is a defect of its own.
    contours, tree = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    defects = []
    for contour, (_, _, _, parent) in zip(contours, tree[0] if contours else (), strict=True):
        if parent >= 0:
            continue
        points = contour[:, 0, :]
        part = int(labels[points[0, 1], points[0, 0]])
        scaled = ((points + 0.5) * (sx, sy) - 0.5).astype(np.float32)
        sides = cv2.minAreaRect(((points + 0.5) * (sx, sy)).astype(np.float32))[1]
        x, y, w, h = stats[part, : cv2.CC_STAT_AREA]
        defects.append(
            Defect(
                contour=scaled,
                area_px=float(areas[part] * sx * sy),
                area_percent=float(100 * areas[part] / (height * width)),
                # Corner points are pixel centres: a pixel's own extent is added.
                length_px=float(max(sides) + (sx + sy) / 2),
                mean_ssim=float(similarity[part]),
                contrast=float(contrast[part]),
                x=float((centroids[part, 0] + 0.5) * sx - 0.5),
                y=float((centroids[part, 1] + 0.5) * sy - 0.5),
                left=float(x * sx),
                top=float(y * sy),
                width=float(w * sx),
                height=float(h * sy),
            )
        )
    defects.sort(key=lambda d: d.area_px, reverse=True)
    return mask, tuple(defects)
