"""What a fill works on: the surroundings of one defect."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.images.picture import FloatImage

SoftMask = NDArray[np.float32]
Rng = np.random.Generator

LEAST_CONTRAST = 0.02
"""A picture without any texture still gets defects that can be seen."""


@dataclass(frozen=True)
class Patch:
    """A defect's surroundings, cut out of its picture.

    Attributes:
        pixels: float32 in [0, 1], `(h, w)` or `(h, w, 3)`; not to be written to.
        mask: the defect's soft mask, `(h, w)`.
        other: the whole of another good picture, `(H, W)` or `(H, W, 3)`.
        level: the pixels' mean.
        contrast: standard deviation of the whole picture, at least `LEAST_CONTRAST`.
    """

    pixels: FloatImage
    mask: SoftMask
    other: FloatImage
    level: float
    contrast: float

    def spread(self, field: FloatImage) -> FloatImage:
        """A field `(h, w)` so that it can be added to the pixels, colours or not."""
        return field[..., None] if self.pixels.ndim == 3 else field


Fill = Callable[[Patch, Rng], FloatImage]
"""What the surroundings would look like if the defect were everywhere; of the pixels' shape, float32, perhaps beyond
[0, 1]."""


def log_uniform(rng: Rng, low: float, high: float) -> float:
    """A random number between the two, each doubling as likely as the next."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def either(rng: Rng) -> int:
    """-1 or 1."""
    return 1 if rng.random() < 0.5 else -1
