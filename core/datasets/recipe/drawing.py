"""One defect of a family: a shape with a soft edge times a fill."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.datasets.recipe.families import Family
from core.datasets.recipe.patch import LEAST_CONTRAST, Patch, Rng, SoftMask, log_uniform
from core.datasets.recipe.shapes import Canvas
from core.images.picture import FloatImage

BESIDE = 0.08
"""How far the parts of one defect scatter: a share of the picture's shorter side (standard deviation)."""
MARGIN = 16
"""Pixels round a defect that its fill sees."""
SHARP = 0.3
"""A blur of a smaller sigma, in pixels, changes nothing."""


@dataclass(frozen=True)
class Defect:
    """A defect that was drawn, of a part of the picture.

    Attributes:
        rows, columns: the part.
        pixels: the defective picture there.
        mask: the soft mask there, 1 in its middle.
    """

    rows: slice
    columns: slice
    pixels: FloatImage
    mask: SoftMask


def draw(family: Family, picture: FloatImage, other: FloatImage, rng: Rng) -> Defect | None:
    """A defect somewhere in `picture`, which is left as it is; None where the shape lies outside.

    Args:
        picture, other: float32 in [0, 1], `(H, W)` or `(H, W, 3)`, of the same shape; see `Patch`.
    """
    canvas = np.zeros(picture.shape[:2], np.uint8)
    _mark(family, canvas, rng)
    x, y, width, height = cv2.boundingRect(canvas)
    if not width:
        return None
    sigma = _breadth(canvas[y : y + height, x : x + width]) * rng.uniform(*family.edge)
    margin = MARGIN + math.ceil(3 * sigma)
    rows = slice(max(0, y - margin), y + height + margin)
    columns = slice(max(0, x - margin), x + width + margin)
    mask = _softened(canvas[rows, columns], sigma)
    around = picture[rows, columns]
    patch = Patch(around, mask, other, float(around.mean()), max(LEAST_CONTRAST, float(picture.std())))
    inside = family.fills[int(rng.integers(len(family.fills)))](patch, rng)
    alpha = patch.spread(mask * np.float32(rng.uniform(*family.opacity)))
    pixels = np.clip(around + alpha * (inside - around), 0, 1)
    return Defect(rows, columns, pixels, mask)


def _mark(family: Family, canvas: Canvas, rng: Rng) -> None:
    """One of the family's shapes, once or several times near each other."""
    height, width = canvas.shape
    shorter = min(height, width)
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    shape = family.shapes[int(rng.integers(len(family.shapes)))]
    for part in range(int(rng.integers(1, family.most + 1))):
        dx, dy = rng.normal(0, BESIDE * shorter, 2) if part else (0, 0)
        size = log_uniform(rng, family.smallest, max(family.smallest + 1, family.largest * shorter))
        shape(canvas, (x + dx, y + dy), size, rng)


def _breadth(canvas: Canvas) -> float:
    """Half the greatest breadth of what is drawn, in pixels; at least half a pixel."""
    drawn = cv2.copyMakeBorder((canvas > 127).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT)
    return max(0.5, float(cv2.distanceTransform(drawn, cv2.DIST_L2, 3).max()))


def _softened(canvas: Canvas, sigma: float) -> SoftMask:
    """The drawn part with a soft edge; the middle of a thin line does not fade away with its edge."""
    mask: SoftMask = canvas.astype(np.float32)
    if sigma >= SHARP:
        cv2.GaussianBlur(mask, (0, 0), sigma, dst=mask)
    mask /= mask.max()
    return mask
