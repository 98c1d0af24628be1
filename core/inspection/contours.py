"""Contours of a mask, measured in the original image's pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.images import scratch
from core.images.bands import bands
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
    count, labels, stats, centroids = cv2.connectedComponentsWithStatsWithAlgorithm(
        candidates, 8, cv2.CV_32S, cv2.CCL_GRANA, scratch.empty(candidates.shape, np.int32)
    )
    if count == 1:
        return np.zeros(candidates.shape, np.bool_), ()
    # No pixel may be background; its area of 0 must not be divided by.
    areas = np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    keep = areas >= min_area
    keep[0] = False
    mask: Mask = scratch.empty((height, width), np.bool_)
    contrast, similarity = np.zeros(count), np.zeros(count)
    for band in bands(width, height):
        rows = mask[band.rows]
        np.take(keep, labels[band.rows], out=rows)
        # Only pixels of parts that are large enough are summed: most parts of a noisy map are specks.
        parts = labels[band.rows][rows]
        contrast += np.bincount(parts, _difference(original[band.rows][rows], repair[band.rows][rows]), count)
        similarity += np.bincount(parts, ssim_map[band.rows][rows], count)
    contrast /= areas
    similarity /= areas
    if min_contrast > 0:
        keep &= contrast >= min_contrast
        for band in bands(width, height):
            np.take(keep, labels[band.rows], out=mask[band.rows])
    outlines = _outlines(mask, labels)
    order = sorted(outlines, key=lambda part: (-int(areas[part]), part))
    if not order:
        return mask, ()
    scale = np.array([sx, sy], np.float32)
    table = np.column_stack(
        [
            areas * (sx * sy),
            areas * (100 / (height * width)),
            similarity,
            contrast,
            (centroids + 0.5) * scale - 0.5,
            stats[:, :2] * scale,
            stats[:, 2:4] * scale,
        ]
    )[order].tolist()
    defects = []
    for part, (area, percent, ssim, faint, x, y, left, top, w, h) in zip(order, table, strict=True):
        contour = (outlines[part] + np.float32(0.5)) * scale - np.float32(0.5)
        # Corner points are pixel centres: a pixel's own extent is added.
        length = max(cv2.minAreaRect(contour)[1]) + (sx + sy) / 2
        defects.append(Defect(contour, area, percent, length, ssim, faint, x, y, left, top, w, h))
    return mask, tuple(defects)


def _difference(original: FloatImage, repair: FloatImage) -> FloatImage:
    """|original - repair| of pixels, `(N,)` or `(N, 3)`; colour is the mean over channels."""
    difference: FloatImage = np.abs(original - repair)
    return difference if difference.ndim == 1 else difference.mean(axis=1, dtype=np.float32)


def _outlines(mask: Mask, labels: NDArray[np.int32]) -> dict[int, FloatImage]:
    """The outer contour of every part, `(N, 2)` float32 in working pixels, by the part's label."""
    # CCOMP, not EXTERNAL: a part that lies in a hole of another is a defect of its own.
    contours, tree = cv2.findContours(mask.view(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return {}
    outer = [c[:, 0] for c, parent in zip(contours, tree[0, :, 3], strict=True) if parent < 0]
    first = np.array([points[0] for points in outer])
    parts = labels[first[:, 1], first[:, 0]].tolist()
    return {part: points.astype(np.float32) for part, points in zip(parts, outer, strict=True)}
