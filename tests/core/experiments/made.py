"""Inspections of pictures made by hand, without a network."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.inspection.compare import compare
from core.inspection.contours import measure
from core.inspection.result import FloatImage, Inspection, InspectionImages, Mask, Verdict

WINDOW = 17
SIDE = 96


def texture(seed: int = 0, strength: float = 0.04) -> FloatImage:
    """Fine noise around a middle grey, `(96, 96)`."""
    noise = np.random.default_rng(seed).normal(0.5, strength, (SIDE, SIDE))
    return noise.astype(np.float32)


def square(left: int, top: int, side: int) -> Mask:
    """True inside a square."""
    mask = np.zeros((SIDE, SIDE), np.bool_)
    mask[top : top + side, left : left + side] = True
    return mask


def looked(original: FloatImage, repair: FloatImage, window: int = WINDOW) -> InspectionImages:
    """The pictures with their map."""
    similarity, _ = compare(original, repair, window)
    return InspectionImages(original, repair, similarity, np.zeros(similarity.shape, np.bool_))


def inspection(
    path: Path, original: FloatImage, repair: FloatImage, found: Mask, score: float, verdict: Verdict
) -> Inspection:
    """A result with contours around `found`."""
    images = looked(original, repair)
    height, width = original.shape
    mask, defects = measure(
        found.astype(np.uint8), original, repair, images.ssim_map, 0, 0.0, (width, height)
    )
    return Inspection(
        path=path,
        width=width,
        height=height,
        score=score,
        verdict=verdict,
        review_cut=0.4,
        ng_cut=0.5,
        otsu_level=0.5,
        level=0.5,
        defects=defects,
        repair_seconds=0.0,
        segment_seconds=0.0,
        images=InspectionImages(original, repair, images.ssim_map, mask),
    )
