"""Synthetic defects where a picture is inspected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.datasets.defects import FAMILY_NAMES, VISIBLE, add_defects
from core.inspection.result import FloatImage, Mask
from core.inspection.working import overlaid, seen

TRIES = 8


def defects_inside(
    picture: FloatImage,
    other: FloatImage,
    looked_at: Mask | None,
    rng: np.random.Generator,
    families: Sequence[str] = FAMILY_NAMES,
) -> tuple[FloatImage, FloatImage]:
    """Put synthetic defects on a good picture, see `core.datasets.defects.add_defects`.

    With `looked_at` they are cut at the border of what is inspected, and drawn anew, up to eight times, where nothing
    of them is seen inside; then the picture stays as it is. Outside, the result is continued from its inside, defects
    and all, as the inspection will show it.

    Returns:
        The picture, and the defects' soft mask, 0 outside.
    """
    if looked_at is None:
        return add_defects(picture, other, rng, families=families)
    for _ in range(TRIES):
        broken, mask = add_defects(picture, other, rng, families=families)
        if np.abs(broken - picture)[looked_at].max() >= VISIBLE:
            return seen(broken, looked_at), overlaid(np.zeros_like(mask), mask, looked_at)
    return picture, np.zeros(looked_at.shape, np.float32)
