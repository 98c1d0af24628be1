"""What can be measured on an image's four pictures about why its score is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from core.inspection.result import FloatImage, InspectionImages, Mask
from core.inspection.score import dissimilarity
from core.inspection.ssim import WINDOW

LEVELS = np.float32(255)
RING = 8
"""Pixels that the surroundings of a label reach beyond the score's window."""
SHIFTS = 8
"""Places a side that a label is shifted to, to see how much the texture itself differs from place to place."""
FEWEST = 8
"""Of them that must be clear of the defect."""
QUARTER = 0.75
"""The quantile of the other places' contrasts that counts as usual: a quarter of them have more."""


@dataclass(frozen=True)
class DefectFigures:
    """Of a defective image, at working size; grey levels are those of 0..255.

    Attributes:
        area: pixels that the label covers.
        window: side of the score's window.
        shown, shown_elsewhere: mean of 1 - map inside the label, and away from it.
        peak: highest mean of a window that is centred in the label.
        as_high: share of the windows away from the label that reach `peak`, 0..1.
        change, change_elsewhere: mean grey levels that the repair differs by from the original.
        level, grain: grey levels by which the label's pixels differ from their surroundings in brightness, and in the
            standard deviation of their near neighbours.
        usual_level, usual_grain: what a quarter of the other places of the label's shape reach; None where the label
            leaves too few of them.
        kept: share of the contrast that is still there in the repair, of brightness or grain, whichever stands out
            more.
    """

    area: int
    window: int
    shown: float
    shown_elsewhere: float
    peak: float
    as_high: float
    change: float
    change_elsewhere: float
    level: float
    grain: float
    usual_level: float | None
    usual_grain: float | None
    kept: float


@dataclass(frozen=True)
class PeakFigures:
    """Of the place that gives an image its score, and of the picture around it.

    Attributes:
        x, y: its pixel.
        border: pixels between it and the picture's border.
        window: side of the score's window.
        farther_in: highest mean of a window that is free of the border; 0 where there is none.
        error: mean squared difference (0..255 scale) between original and repair, away from the place.
        shown: median of 1 - map over the picture.
        level: grey levels by which the window is brighter (darker: negative) than its surroundings.
        usual_level: the standard deviation of that over all windows.
        grain, usual_grain: standard deviation of the window's pixels, and its median over all windows.
    """

    x: int
    y: int
    border: int
    window: int
    farther_in: float
    error: float
    shown: float
    level: float
    usual_level: float
    grain: float
    usual_grain: float


def measure_defect(images: InspectionImages, label: Mask, window: int) -> DefectFigures | None:
    """Measure at the label, `(H, W)` of the working size; None where nothing of it is inspected."""
    looked = _looked(images)
    label = label & looked
    if not label.any():
        return None
    original, repair = _grey(images.original), _grey(images.repair)
    near = _grown(label, window // 2)
    away = looked & ~near
    local = dissimilarity(images.ssim_map, window, images.looked_at)
    change, difference = np.abs(original - repair), 1 - images.ssim_map
    peak = float(local[label].max())
    ring = _grown(label, window // 2 + RING) & ~label & looked
    grain = _spread(original, WINDOW)
    level_here, grain_here = _contrast(original, label, ring), _contrast(grain, label, ring)
    others = list(_shifted(label, ring, near, looked))
    usual_level = _usual(original, others)
    usual_grain = _usual(grain, others)
    by_level = abs(level_here) / (usual_level or 1) >= abs(grain_here) / (usual_grain or 1)
    before = level_here if by_level else grain_here
    after = _contrast(repair if by_level else _spread(repair, WINDOW), label, ring)
    return DefectFigures(
        area=int(label.sum()),
        window=window,
        shown=_mean(difference, label),
        shown_elsewhere=_mean(difference, away),
        peak=peak,
        as_high=_mean(local >= peak, away),
        change=_mean(change, label),
        change_elsewhere=_mean(change, away),
        level=abs(level_here),
        grain=abs(grain_here),
        usual_level=usual_level,
        usual_grain=usual_grain,
        kept=max(0.0, after / before) if before else 1.0,
    )


def measure_peak(images: InspectionImages, window: int) -> PeakFigures:
    """Measure where the local dissimilarity is largest."""
    looked = _looked(images)
    original, repair = _grey(images.original), _grey(images.repair)
    local = dissimilarity(images.ssim_map, window, images.looked_at)
    height, width = local.shape
    y, x = (int(n) for n in np.unravel_index(int(local.argmax()), local.shape))
    edge = reach(window)
    within = local[edge : height - edge, edge : width - edge]
    place = np.zeros_like(looked)
    place[max(0, y - window) : y + window + 1, max(0, x - window) : x + window + 1] = True
    level = _blurred(original, window) - _blurred(original, 3 * window)
    grain = _spread(original, window)
    return PeakFigures(
        x=x,
        y=y,
        border=min(x, y, width - 1 - x, height - 1 - y),
        window=window,
        farther_in=float(within.max()) if within.size else 0.0,
        error=_mean(np.square(original - repair), looked & ~place),
        shown=float(np.median(1 - images.ssim_map[looked])),
        level=float(level[y, x]),
        usual_level=float(level[looked].std()),
        grain=float(grain[y, x]),
        usual_grain=float(np.median(grain[looked])),
    )


def reach(window: int) -> int:
    """Pixels from the picture's border within which a window, or an SSIM window in it, reaches over the border."""
    return window // 2 + WINDOW // 2


def _looked(images: InspectionImages) -> Mask:
    everywhere: Mask = np.ones(images.ssim_map.shape, np.bool_)
    return everywhere if images.looked_at is None else images.looked_at


def _grey(picture: FloatImage) -> FloatImage:
    grey: FloatImage = (picture if picture.ndim == 2 else picture.mean(axis=2)) * LEVELS
    return grey


def _grown(mask: Mask, by: int) -> Mask:
    square = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(mask.view(np.uint8), square), np.bool_)


def _blurred(picture: FloatImage, window: int) -> FloatImage:
    mean: FloatImage = cv2.blur(picture, (window, window), borderType=cv2.BORDER_REFLECT)
    return mean


def _spread(picture: FloatImage, window: int) -> FloatImage:
    """Standard deviation in a window around every pixel."""
    centred = picture - picture.mean()
    variance = _blurred(np.square(centred), window) - np.square(_blurred(centred, window))
    spread: FloatImage = np.sqrt(np.maximum(variance, 0))
    return spread


def _mean(values: FloatImage | Mask, where: Mask) -> float:
    return float(np.mean(values[where], dtype=np.float64)) if where.any() else 0.0


def _contrast(values: FloatImage, label: Mask, ring: Mask) -> float:
    return _mean(values, label) - _mean(values, ring) if ring.any() else 0.0


def _shifted(label: Mask, ring: Mask, near: Mask, looked: Mask) -> Iterator[tuple[Mask, Mask]]:
    """The label and its surroundings at other places, clear of the defect. What leaves the picture on one side comes
    back on the other: each part then has its own surroundings there."""
    height, width = label.shape
    for down in range(SHIFTS):
        for right in range(SHIFTS):
            by = (down * height // SHIFTS, right * width // SHIFTS)
            there = np.roll(label, by, (0, 1))
            if not (there & (near | ~looked)).any():
                yield there, np.roll(ring, by, (0, 1)) & looked & ~near


def _usual(values: FloatImage, places: list[tuple[Mask, Mask]]) -> float | None:
    if len(places) < FEWEST:
        return None
    return float(np.quantile([abs(_contrast(values, *place)) for place in places], QUARTER))
