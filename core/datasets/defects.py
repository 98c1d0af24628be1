"""Synthetic defects on good pictures (the idea of the paper's reference [26], Zhao et al. 2018).

A defect is a shape (where) times a fill (what it looks like inside), with a soft edge. The recipe is broad on
purpose: one that happens to suit a texture says nothing about the next.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.datasets.defect_fills import FILLS
from core.datasets.defect_shapes import SHAPES

FloatImage = NDArray[np.float32]

VISIBLE = 0.02
"""A defect changes at least some pixel by this much (5 grey levels of 255); smaller ones teach nothing."""


def add_defects(
    picture: FloatImage, other: FloatImage, rng: np.random.Generator, most: int = 3
) -> tuple[FloatImage, FloatImage]:
    """Put one to `most` synthetic defects on a good picture.

    Args:
        picture: float32 in [0, 1], `(H, W)` or `(H, W, 3)`, at least 16 px a side.
        other: a second good picture of the same shape, the source of misplaced texture.
        rng: decides everything; the same generator state gives the same defects.
        most: the largest number of defects.

    Returns:
        The defective picture, and its soft mask, float32 `(H, W)` in [0, 1], 0 where nothing was changed.
    """
    height, width = picture.shape[:2]
    result = picture
    total = np.zeros((height, width), np.float32)
    for _ in range(int(rng.integers(1, most + 1))):
        mask = _soft_mask(height, width, rng)
        fill = FILLS[str(rng.choice(list(FILLS)))]
        alpha = mask * np.float32(rng.uniform(0.5, 1.0))
        blend = alpha[..., None] if picture.ndim == 3 else alpha
        filled = np.clip(result + blend * (fill(result, other, rng) - result), 0, 1)
        if np.abs(filled - result).max() < VISIBLE:
            continue
        result = filled
        total = np.maximum(total, mask)
    return result, total


def _soft_mask(height: int, width: int, rng: np.random.Generator) -> FloatImage:
    """A shape with an edge from sharp to so soft that a broad defect fades away over a third of its width."""
    mask = SHAPES[str(rng.choice(list(SHAPES)))](height, width, rng)
    area = float(mask.sum())
    if area < 1:
        return mask
    broad = float(cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 3).max())
    sigma = rng.uniform(0, max(1.5, 0.6 * broad))
    if sigma < 0.3:
        return mask
    soft: FloatImage = cv2.GaussianBlur(mask, (0, 0), sigma)
    # The middle of a thin line must not fade away with its edge.
    return soft / max(float(soft.max()), 1e-6)
