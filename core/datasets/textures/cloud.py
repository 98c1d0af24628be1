"""Interference-like ripples under slow light, as in DAGM's class 1; the defect is a patch without them."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import Mask, Texture, grid, noise, rise
from core.datasets.textures.place import frame, pick
from core.images.picture import FloatImage

_WAVES = 3
_MEAN, _RIPPLE, _FINE, _LIGHT = (np.float32(v) for v in (0.33, 0.075, 0.03, 0.03))


def _ripples(size: int, rng: Generator) -> FloatImage:
    x, y = grid(size)
    total = np.zeros((size, size), np.float32)
    for _ in range(_WAVES):
        period = pick(rng, 4.0, 7.0)
        angle = rng.uniform(0, np.pi)
        wander = noise(rng, size, 22) * np.float32(2.5)  # radians: bends the wave fronts
        phase = (
            (x * np.float32(np.cos(angle)) + y * np.float32(np.sin(angle))) * np.float32(2 * np.pi) / period
        )
        envelope = rise(noise(rng, size, 28), -1.2, 1.2) + np.float32(0.25)
        total += envelope * np.cos(phase + wander)
    return total / np.float32(1.1)


def paint(size: int, surface: Generator, defect: Generator | None) -> tuple[FloatImage, Mask]:
    """See `Paint`."""
    ripples = _ripples(size, surface)
    fine = noise(surface, size, 0.7)
    light = noise(surface, size, 30) * _LIGHT
    mask = np.zeros((size, size), np.bool_)
    presence = np.ones((size, size), np.float32)
    stain = np.zeros((size, size), np.float32)
    if defect is not None:
        half_length = pick(defect, 0.06, 0.12) * size
        place = frame(defect, size, float(half_length), (0, 180), 0.1)
        half_width = half_length * pick(defect, 0.4, 0.75)
        radius = np.hypot(place.along, place.across / half_width)
        patch = rise(radius, 1.25, 0.7)
        presence = 1 - patch * pick(defect, 0.85, 0.95)
        stain = patch * pick(defect, -0.05, 0.02)
        mask = radius < 1
    image = _MEAN + light + stain + presence * (ripples * _RIPPLE + fine * _FINE)
    return image.astype(np.float32), mask


TEXTURE = Texture("cloud", "fine ripples under slow light", "blotch: a patch without the fine texture", paint)
