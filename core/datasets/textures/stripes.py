"""A ribbed profile; the defect is a rib that is too thick or too thin over some length."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import Mask, Texture, grid, noise, rise
from core.datasets.textures.place import pick
from core.images.picture import FloatImage

_PERIOD = 13.0


def paint(size: int, surface: Generator, defect: Generator | None) -> tuple[FloatImage, Mask]:
    """See `Paint`."""
    x, y = grid(size)
    tilt = np.float32(np.tan(np.deg2rad(surface.uniform(-5, 5))))
    period = np.float32(_PERIOD * surface.uniform(0.92, 1.08))
    phase = (x + y * tilt) / period + noise(surface, size, 24) * np.float32(0.05) + pick(surface, 0, 1)
    ribs = np.round(phase)
    thickness = noise(surface, size, 16) * np.float32(0.1)
    tone = surface.normal(0, 0.02, 2 * size).astype(np.float32)
    rough = noise(surface, size, 0.6) * np.float32(0.025)
    light = noise(surface, size, 40) * np.float32(0.03)
    mask = np.zeros((size, size), np.bool_)
    if defect is not None:
        # On a rib that crosses the middle rows well inside the picture.
        middle = float(defect.uniform(0.15, 0.85)) * size
        column = int(defect.uniform(0.12, 0.88) * size)
        rib = ribs[int(middle), column]
        along = np.abs(y - np.float32(middle)) / (pick(defect, 0.08, 0.16) * size)
        window = rise(along, 1.0, 0.5) * rise(np.abs(phase - rib), 0.75, 0.45)
        # Thicker shows less than thinner, since the gap between ribs is dark either way.
        change = pick(defect, 0.65, 0.85) * np.float32(-1 if defect.random() < 0.5 else 1.3)
        thickness = thickness + window * change
        mask = (window > 0.25) & (np.abs(phase - rib) < 0.5)
    crest = np.cos(np.float32(2 * np.pi) * phase)
    profile = rise(crest + thickness, -0.45, 0.45)
    # One tone a rib: a plain stretch of the same rib differs from its neighbours without being a defect.
    tones = tone[(ribs.astype(np.int64) - int(ribs.min())) % len(tone)]
    image = np.float32(0.36) + profile * (np.float32(0.24) + tones) + rough + light
    return image.astype(np.float32), mask


TEXTURE = Texture("stripes", "ribbed profile", "thickness change: a rib too thick or too thin", paint)
