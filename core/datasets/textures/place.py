"""Where a defect lies: its own coordinate system in the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import grid
from core.images.picture import FloatImage


@dataclass(frozen=True)
class Frame:
    """Coordinates along and across a defect.

    Attributes:
        along: 0 at its centre, -1 and 1 at its ends, `(H, W)`.
        across: signed distance in pixels from its (perhaps bent) middle line, `(H, W)`.
    """

    along: FloatImage
    across: FloatImage


def frame(rng: Generator, size: int, half_length: float, angles: tuple[float, float], bend: float) -> Frame:
    """A frame at a random place, so that most of the defect lies inside the picture.

    Args:
        rng: decides place, direction and bend.
        size: the picture's side in pixels.
        half_length: in pixels.
        angles: range of the direction in degrees, from the x axis.
        bend: the middle line's largest sag, as a share of `half_length`.
    """
    centre_x, centre_y = rng.uniform(0.12, 0.88, 2) * size
    angle = np.deg2rad(rng.uniform(*angles))
    sag = rng.uniform(-bend, bend) * half_length
    x, y = grid(size)
    dx, dy = x - np.float32(centre_x), y - np.float32(centre_y)
    cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    along = ((dx * cos + dy * sin) / np.float32(half_length)).astype(np.float32, copy=False)
    across: FloatImage = dy * cos - dx * sin + np.float32(sag) * (along * along - 1)
    return Frame(along, across)


def pick(rng: Generator, low: float, high: float) -> np.float32:
    """A uniform number as float32, so that pictures stay float32."""
    return np.float32(rng.uniform(low, high))


def sign(rng: Generator) -> np.float32:
    """-1 or 1."""
    return np.float32(rng.choice((-1.0, 1.0)))
