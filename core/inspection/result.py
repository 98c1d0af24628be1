"""What an inspection finds: one frozen record that every screen, file and figure reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.images.areas import Area
from core.inspection.stamp import FileStamp
from core.language import Later, english, later

FloatImage = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Verdict(StrEnum):
    """The decision on one image; `UNCALIBRATED` where the model holds no calibration."""

    OK = "OK"
    REVIEW = "Review"
    NG = "NG"
    UNCALIBRATED = "Uncalibrated"


@dataclass(frozen=True)
class Defect:
    """One contour and its figures, in the original image's pixels (x right, y down).

    Attributes:
        contour: `(N, 2)` float32, closed polygon of x, y.
        area_px: area in original pixels.
        area_percent: the same as a share of the image, 0-100.
        length_px: the longer side of the smallest enclosing rectangle.
        mean_ssim: mean SSIM inside, -1..1; lower = more different from the repair.
        contrast: mean |original - repair| inside, 0..1.
        x, y: centroid.
        left, top, width, height: bounding box.
    """

    contour: NDArray[np.float32]
    area_px: float
    area_percent: float
    length_px: float
    mean_ssim: float
    contrast: float
    x: float
    y: float
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class InspectionImages:
    """The pictures behind an inspection, at the model's working size.

    Attributes:
        original, repair: float32 in [0, 1], `(H, W)` or `(H, W, 3)`.
        ssim_map: float32 `(H, W)` in [-1, 1]; low where the repair changed the picture.
        mask: bool `(H, W)`, True where a defect was segmented.
        looked_at: bool `(H, W)`, read-only, True where the picture was inspected; None: everywhere. Elsewhere the
            repair is the original and the map 1.
        critic_map: float32 `(H, W)`, D_p's, at most 1, low where it is surprised; None where it does not count.
    """

    original: FloatImage
    repair: FloatImage
    ssim_map: FloatImage
    mask: Mask
    looked_at: Mask | None = None
    critic_map: FloatImage | None = None


@dataclass(frozen=True)
class Inspection:
    """The result for one readable image.

    Attributes:
        width, height: the original image's size in pixels.
        score: anomaly score, larger = worse, from 0: a mean of 1 - SSIM, and D_p's surprise where it counts.
        verdict: by the stored cuts.
        review_cut, ng_cut: score at or above which the verdict is Review / NG; None if uncalibrated.
        otsu_level: OTSU's SSIM threshold on this map.
        level: the SSIM level actually used for the contour (see `segment`).
        defects: largest first.
        repair_seconds, segment_seconds: wall time of the network, and of SSIM + OTSU + contours.
        images: the pictures, or None where the caller did not ask to keep them.
        areas: what was inspected and what ignored; empty = all of it was inspected.
        stamp: of the file as it was before it was read; None where nobody looked.
    """

    path: Path
    width: int
    height: int
    score: float
    verdict: Verdict
    review_cut: float | None
    ng_cut: float | None
    otsu_level: float
    level: float
    defects: tuple[Defect, ...]
    repair_seconds: float
    segment_seconds: float
    images: InspectionImages | None = None
    areas: tuple[Area, ...] = ()
    stamp: FileStamp | None = None

    @property
    def area_px(self) -> float:
        """Total defect area in original pixels."""
        return sum(d.area_px for d in self.defects)

    @property
    def area_percent(self) -> float:
        """Total defect area as a share of the image, 0-100."""
        return sum(d.area_percent for d in self.defects)


@dataclass(frozen=True)
class FailedInspection:
    """One file that could not be inspected, and why; the run goes on.

    Attributes:
        error: why, in English.
        told: why, to be translated; "" where nobody knows more than the English.
    """

    path: Path
    error: str
    stamp: FileStamp | None = None
    told: str | Later = field(default="", compare=False)

    @classmethod
    def because(cls, path: Path, why: str | Later, stamp: FileStamp | None = None) -> FailedInspection:
        """With `why` in English and in the user's language."""
        return cls(path, english(why), stamp, why)

    @property
    def shown(self) -> str:
        """Why, in the user's language."""
        return str(self.told) or self.error


def too_large(path: Path, stamp: FileStamp | None) -> FailedInspection:
    """What is said of a picture that the memory does not hold."""
    why = later("Inspection", "{path} does not fit into memory. Cut it into parts.", path=path)
    return FailedInspection.because(path, why, stamp)
