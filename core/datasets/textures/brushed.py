"""Brushed metal: long horizontal streaks; the defect is a thin scratch across them."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import Mask, Texture, noise, rise
from core.datasets.textures.place import frame, pick, sign
from core.images.picture import FloatImage


def paint(size: int, surface: Generator, defect: Generator | None) -> tuple[FloatImage, Mask]:
    """See `Paint`."""
    streaks = noise(surface, size, 60, 0.8) * np.float32(0.055) + noise(surface, size, 14, 0.6) * np.float32(
        0.05
    )
    rough = surface.standard_normal((size, size), dtype=np.float32) * np.float32(0.022)
    light = noise(surface, size, 50) * np.float32(0.035)
    image = np.float32(0.55) + streaks + rough + light
    mask = np.zeros((size, size), np.bool_)
    if defect is not None:
        place = frame(defect, size, float(pick(defect, 0.08, 0.2) * size), (25, 155), 0.25)
        width = pick(defect, 0.7, 1.3)
        ends = rise(np.abs(place.along), 1.0, 0.6)
        # A groove: one flank catches the light, the other lies in shadow.
        lit = np.exp(-(((place.across - width * np.float32(0.6)) / width) ** 2) / 2)
        shade = np.exp(-(((place.across + width * np.float32(1.2)) / width) ** 2) / 2)
        image += (lit - np.float32(0.6) * shade) * ends * pick(defect, 0.16, 0.26) * sign(defect)
        mask = (np.abs(place.across) < 2.5 * width) & (np.abs(place.along) < 0.9)
    return image.astype(np.float32), mask


TEXTURE = Texture("brushed", "brushed metal, horizontal streaks", "scratch across the streaks", paint)
