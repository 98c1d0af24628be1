"""Figures per pixel, gathered image by image in memory that does not grow with their number."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.inspection.result import FloatImage, Mask

BINS = 2**16
FPR_LIMIT = 0.3


@dataclass(frozen=True)
class PixelFigures:
    """How well the SSIM map and the segmented mask agree with the true masks.

    Attributes:
        auroc: area under the ROC curve of 1 - SSIM over all inspected pixels.
        aupro: area under the per-region-overlap curve up to a false-positive rate of 0.3, divided by 0.3
            (Bergmann et al., MVTec AD, 2021): every true region counts the same, whatever its size.
        iou: segmented pixels that are truly defective, over pixels that are either, all images together; a
            contour on a good image enlarges the denominator.
        iou_per_image: the same per defective image, then the mean over them.
        images, defective_images, regions: what was counted.

    A figure is None where it is not defined: no defective pixel, or no good one.
    """

    auroc: float | None
    aupro: float | None
    iou: float | None
    iou_per_image: float | None
    images: int
    defective_images: int
    regions: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


class PixelAccumulator:
    """Sums over images from which the pixel figures follow.

    1 - SSIM is sorted into 65,536 bins over 0..2, 3e-5 wide, finer than the SSIM map itself is exact. A
    region's overlap enters as its share of the region's area, so one summed histogram holds the mean over
    all regions.
    """

    def __init__(self) -> None:
        self._good = np.zeros(BINS, dtype=np.int64)
        self._defective = np.zeros(BINS, dtype=np.int64)
        self._overlap = np.zeros(BINS, dtype=np.float64)
        self._images = self._regions = 0
        self._intersection = self._union = 0
        self._ious: list[float] = []

    def add(self, ssim_map: FloatImage, found: Mask, truth: Mask, looked_at: Mask | None = None) -> None:
        """Count one image.

        Args:
            ssim_map: `(H, W)` in [-1, 1].
            found: `(H, W)`, True where the inspection segmented a defect.
            truth: `(H, W)`, True where the true mask has one; all False for a good image.
            looked_at: `(H, W)`, True where the image is inspected; only these pixels count, and of a true region only
                its part among them (a region that falls into several parts there counts as so many). None: all.

        Raises:
            ValueError: they differ in shape.
        """
        if not ssim_map.shape == found.shape == truth.shape:
            raise ValueError(f"Shapes differ: {ssim_map.shape}, {found.shape}, {truth.shape}.")
        good = ~truth
        if looked_at is not None:
            if looked_at.shape != truth.shape:
                raise ValueError(f"Shapes differ: {looked_at.shape}, {truth.shape}.")
            found, truth, good = found & looked_at, truth & looked_at, good & looked_at
        anomaly = 1.0 - ssim_map.astype(np.float64)
        bins = np.clip(anomaly * (BINS / 2), 0, BINS - 1).astype(np.int64)
        self._images += 1
        self._good += np.bincount(bins[good], minlength=BINS)
        intersection, union = int(np.sum(found & truth)), int(np.sum(found | truth))
        self._intersection += intersection
        self._union += union
        if not truth.any():
            return
        self._defective += np.bincount(bins[truth], minlength=BINS)
        self._ious.append(intersection / union)
        count, regions = cv2.connectedComponents(truth.astype(np.uint8), connectivity=8)
        area = np.bincount(regions.ravel(), minlength=count)
        share = 1.0 / area[regions[truth]]
        self._overlap += np.bincount(bins[truth], weights=share, minlength=BINS)
        self._regions += count - 1

    def figures(self) -> PixelFigures:
        """The figures over all images added so far."""
        auroc = aupro = None
        if self._good.any() and self._defective.any():
            fpr = _rising_share(self._good)
            auroc = _area(fpr, _rising_share(self._defective), 1.0)
            aupro = _area(fpr, _rising_share(self._overlap), FPR_LIMIT)
        return PixelFigures(
            auroc=auroc,
            aupro=aupro,
            iou=self._intersection / self._union if self._union and self._ious else None,
            iou_per_image=float(np.mean(self._ious)) if self._ious else None,
            images=self._images,
            defective_images=len(self._ious),
            regions=self._regions,
        )


def _rising_share(histogram: NDArray[Any]) -> NDArray[np.float64]:
    """Share at or above each level, from the highest level down: `(BINS + 1,)` from 0 to 1."""
    total = np.cumsum(histogram[::-1], dtype=np.float64)
    return np.concatenate([[0.0], total / total[-1]])


def _area(x: NDArray[np.float64], y: NDArray[np.float64], limit: float) -> float:
    """Area under the curve up to `limit`, divided by `limit`; the cut segment is interpolated."""
    inside = int(np.searchsorted(x, limit, side="right"))
    x_cut, y_cut = x[:inside], y[:inside]
    if x_cut[-1] < limit:
        last = y_cut[-1] + (limit - x_cut[-1]) / (x[inside] - x_cut[-1]) * (y[inside] - y_cut[-1])
        x_cut, y_cut = np.append(x_cut, limit), np.append(y_cut, last)
    return float(np.trapezoid(y_cut, x_cut)) / limit
