"""A cast or sand-blasted surface lit from one side; the defect is a spot, a stain that fills the pits."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import Mask, Texture, band, noise, rise
from core.datasets.textures.place import frame, pick
from core.images.picture import FloatImage


def _shade(height: FloatImage, angle: float) -> FloatImage:
    """Brightness of a surface of this height under a low light: its slope towards the light."""
    down, right = np.gradient(height)
    slope = right * np.float32(np.cos(angle)) + down * np.float32(np.sin(angle))
    return np.asarray(slope, dtype=np.float32)


def paint(size: int, surface: Generator, defect: Generator | None) -> tuple[FloatImage, Mask]:
    """See `Paint`."""
    height = band(surface, size, 1.5) + np.float32(2.5) * band(surface, size, 3.5)
    pits = rise(band(surface, size, 2.2), 1.3, 2.2)
    relief = _shade(height, float(surface.uniform(-0.3, 0.3)) - 2.2) * np.float32(0.085)
    rough = surface.standard_normal((size, size), dtype=np.float32) * np.float32(0.02)
    light = noise(surface, size, 45) * np.float32(0.03)
    mask = np.zeros((size, size), np.bool_)
    depth = np.ones((size, size), np.float32)
    stain = np.zeros((size, size), np.float32)
    if defect is not None:
        radius = pick(defect, 0.03, 0.06) * size
        place = frame(defect, size, float(radius), (0, 180), 0.0)
        distance = np.hypot(place.along, place.across / (radius * pick(defect, 0.7, 1.0)))
        distance = distance + noise(defect, size, float(radius) / 2) * np.float32(0.15)
        spot = rise(distance, 1.2, 0.75)
        depth = 1 - spot * pick(defect, 0.45, 0.7)
        stain = spot * (pick(defect, -0.15, -0.1) if defect.random() < 0.7 else pick(defect, 0.1, 0.15))
        mask = distance < 1
    image = np.float32(0.48) + stain + depth * (relief - pits * np.float32(0.1)) + rough + light
    return image.astype(np.float32), mask


TEXTURE = Texture("cast", "cast surface lit from one side", "spot: a stain that fills the pits", paint)
