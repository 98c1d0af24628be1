"""Synthetic defects on good pictures (the idea of the paper's reference [26], Zhao et al. 2018)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.datasets.recipe.drawing import draw
from core.datasets.recipe.families import FAMILIES, Family
from core.datasets.recipe.names import FAMILY_NAMES
from core.images.areas import Mask
from core.images.picture import FloatImage

__all__ = ["FAMILIES", "FAMILY_NAMES", "VISIBLE", "Family", "add_defects", "one_defect"]

VISIBLE = 0.02
"""A defect changes at least some pixel by this much (5 grey levels of 255); smaller ones teach nothing."""
EDGE = 0.5
"""Where a soft defect ends in its mask: where half of it is there."""
FEWEST = 3
"""Pixels of a defect that are seen: a hole of 2 px has as many."""


def add_defects(
    picture: FloatImage,
    other: FloatImage,
    rng: np.random.Generator,
    most: int = 3,
    families: Sequence[str] = FAMILY_NAMES,
) -> tuple[FloatImage, FloatImage]:
    """Put one to `most` synthetic defects on a good picture.

    Args:
        picture: float32 in [0, 1], `(H, W)` or `(H, W, 3)`, at least 16 px a side.
        other: a second good picture of the same shape, the source of misplaced texture.
        rng: decides everything; the same generator state gives the same defects.
        most: the largest number of defects.
        families: keys of `FAMILIES`, each as likely as the others; at least one.

    Returns:
        The defective picture, and its soft mask, float32 `(H, W)` in [0, 1], 0 where nothing was changed. Now and then
        nothing visible comes about: then the picture is as it was.
    """
    result = picture.copy()
    total = np.zeros(picture.shape[:2], np.float32)
    for _ in range(int(rng.integers(1, most + 1))):
        family = FAMILIES[families[int(rng.integers(len(families)))]]
        defect = draw(family, result, other, rng)
        if defect is None:
            continue
        place = defect.rows, defect.columns
        if np.abs(defect.pixels - result[place]).max() >= VISIBLE:
            result[place] = defect.pixels
            total[place] = np.maximum(total[place], defect.mask)
    return result, total


def one_defect(
    picture: FloatImage,
    other: FloatImage,
    rng: np.random.Generator,
    families: Sequence[str] = FAMILY_NAMES,
    looked_at: Mask | None = None,
) -> tuple[FloatImage, Mask] | None:
    """Try to put one defect on a good picture that is to be tested with; see `add_defects`.

    Args:
        looked_at: `(H, W)`, where the picture is inspected; None: everywhere.

    Returns:
        The defective picture and its mask, bool `(H, W)`; None where less than three pixels of it can be seen.
    """
    pixels, soft = add_defects(picture, other, rng, most=1, families=families)
    mask = soft >= EDGE
    seen = mask if looked_at is None else mask & looked_at
    if (np.abs(pixels - picture)[seen] >= VISIBLE).sum() < FEWEST:
        return None
    return pixels, mask
