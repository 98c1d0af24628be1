"""From an SSIM map to defect contours: OTSU, with a guard that lets it say "nothing here"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from core.images import scratch
from core.images.bands import bands
from core.inspection.calibration import Calibration
from core.inspection.contours import measure
from core.inspection.otsu import otsu_level
from core.inspection.result import Defect, FloatImage, Mask

COVERED = 0.25
"""Share of a place that reached the cut below which it is outlined itself (docs/adr/0031)."""


class SegmentSettings(BaseModel):
    """How the SSIM map is cut into defects.

    `otsu`: the paper's rule, OTSU's level whatever the map shows; on a good picture it outlines noise. `guarded`:
    OTSU's level, but never above the level of good pictures' noise, and only parts in which the local dissimilarity
    reaches the review cut, and such places themselves where next to nothing of them lies below the level; a picture
    with the verdict OK has no contour. `fixed`: one level for all pictures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    mode: Literal["otsu", "guarded", "fixed"] = Field("guarded", description="how the level is chosen")
    fixed_level: float = Field(0.5, ge=-1, le=1, description="SSIM level of the mode 'fixed'")
    min_area: int = Field(16, ge=0, description="smallest defect, in pixels at working size")
    min_contrast: float = Field(0.0, ge=0, le=1, description="smallest mean |original - repair| of a defect")


@dataclass(frozen=True)
class Segmentation:
    """Defects of one picture.

    Attributes:
        otsu_level: OTSU's SSIM threshold.
        level: the SSIM level used.
        mask: bool `(H, W)` at working size, True inside the kept defects.
        defects: in the original image's pixels, largest first.
    """

    otsu_level: float
    level: float
    mask: Mask
    defects: tuple[Defect, ...]


def segment(
    original: FloatImage,
    repair: FloatImage,
    ssim_map: FloatImage,
    local: FloatImage,
    settings: SegmentSettings,
    calibration: Calibration | None,
    *,
    window: int,
    size: tuple[int, int],
    looked_at: Mask | None = None,
) -> Segmentation:
    """Cut the map at a level and measure what lies below it.

    Args:
        original, repair: the working pictures, float32 in [0, 1], `(H, W)` or `(H, W, 3)`.
        ssim_map: `(H, W)` in [-1, 1].
        local: the dissimilarity that the score is the maximum of, `(H, W)`; see `core.inspection.score`.
        calibration: the guard's levels; without it `guarded` is as `otsu`.
        window: side in pixels of the squares that `local` averages over.
        size: the original image's (width, height), in whose pixels the defects are measured.
        looked_at: `(H, W)`, True where the picture is inspected; None: everywhere. OTSU's histogram counts these
            pixels only, and a defect that reaches beyond them is cut there.
    """
    otsu = otsu_level(ssim_map, looked_at)
    level = otsu
    seeds: NDArray[np.uint8] | None = None
    if settings.mode == "fixed":
        level = settings.fixed_level
    elif settings.mode == "guarded" and calibration is not None:
        level = min(otsu, calibration.noise_level)
        cut = calibration.review_cut
        seeds = _inside(local, lambda rows: rows >= cut, looked_at)
        if not seeds.any():
            return Segmentation(otsu, level, np.zeros(ssim_map.shape, np.bool_), ())
    candidates = _inside(ssim_map, lambda rows: rows < level, looked_at)
    if seeds is not None:
        candidates = _touching(candidates, seeds, window)
        if settings.min_contrast == 0:
            _add_uncovered(candidates, seeds)
    mask, defects = measure(
        candidates, original, repair, ssim_map, settings.min_area, settings.min_contrast, size
    )
    if seeds is not None and not defects and settings.min_contrast == 0:
        # What is flagged is outlined, however small.
        mask, defects = measure(seeds, original, repair, ssim_map, 0, 0.0, size)
    return Segmentation(otsu, level, mask, defects)


def _inside(
    values: FloatImage, chosen: Callable[[FloatImage], Mask], looked_at: Mask | None
) -> NDArray[np.uint8]:
    """1 where a value is chosen and inspected, else 0."""
    height, width = values.shape
    inside: NDArray[np.uint8] = scratch.empty((height, width), np.uint8)
    for band in bands(width, height):
        rows = chosen(values[band.rows])
        inside[band.rows] = rows if looked_at is None else rows & looked_at[band.rows]
    return inside


def _touching(candidates: NDArray[np.uint8], seeds: NDArray[np.uint8], window: int) -> NDArray[np.uint8]:
    """The parts of `candidates` that meet a window whose dissimilarity reached the cut."""
    height, width = candidates.shape
    room = scratch.empty((height, width), np.int32)
    count, labels = cv2.connectedComponents(candidates, room, connectivity=8)
    met = np.zeros(count, np.uint8)
    square = np.ones((window, window), np.uint8)
    for band in bands(width, height, window // 2):
        reach = cv2.dilate(seeds[band.reach], square)[band.inner]
        met[labels[band.rows][reach > 0]] = 1
    met[0] = 0
    kept: NDArray[np.uint8] = scratch.empty((height, width), np.uint8)
    for band in bands(width, height):
        kept[band.rows] = met[labels[band.rows]]
    return kept


def _add_uncovered(candidates: NDArray[np.uint8], seeds: NDArray[np.uint8]) -> None:
    """Put those parts of `seeds` into `candidates` of which less than `COVERED` lies in these.

    D_p can flag a place that the repair hardly changes; of that the level leaves a speck or nothing.
    """
    height, width = candidates.shape
    room = scratch.empty((height, width), np.int32)
    count, labels = cv2.connectedComponents(seeds, room, connectivity=8)
    areas, covered = np.zeros(count), np.zeros(count)
    for band in bands(width, height):
        parts = labels[band.rows]
        areas += np.bincount(parts.ravel(), minlength=count)
        covered += np.bincount(parts[candidates[band.rows] > 0], minlength=count)
    missing = (covered < COVERED * areas).astype(np.uint8)
    missing[0] = 0
    for band in bands(width, height):
        candidates[band.rows] |= missing[labels[band.rows]]
