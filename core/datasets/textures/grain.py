"""Fine leather-like grain; the defect is a sliver, a thin raised splinter with a lit and a dark side."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import Mask, Texture, band, noise
from core.datasets.textures.place import frame, pick, sign
from core.images.picture import FloatImage


def paint(size: int, surface: Generator, defect: Generator | None) -> tuple[FloatImage, Mask]:
    """See `Paint`."""
    cells = np.tanh(band(surface, size, 1.7) * np.float32(1.4)) * np.float32(0.085)
    coarse = band(surface, size, 4.0) * np.float32(0.035)
    rough = surface.standard_normal((size, size), dtype=np.float32) * np.float32(0.02)
    image = np.float32(0.45) + cells + coarse + rough + noise(surface, size, 45) * np.float32(0.03)
    mask = np.zeros((size, size), np.bool_)
    if defect is not None:
        half_length = pick(defect, 0.06, 0.13) * size
        place = frame(defect, size, float(half_length), (0, 180), 0.15)
        # Widest in the middle, pointed at both ends.
        width = pick(defect, 1.8, 3.0) * np.clip(1 - place.along**2, np.float32(0), np.float32(1))
        inside = np.clip(width - np.abs(place.across) + np.float32(0.5), np.float32(0), np.float32(1))
        inside *= width > 0  # beyond the ends, the bent middle line goes on
        relief = np.clip(place.across / np.maximum(width, np.float32(0.5)), np.float32(-1), np.float32(1))
        body = np.float32(0.45) + np.float32(0.18) * sign(defect) + np.float32(0.12) * relief * sign(defect)
        cover = inside * pick(defect, 0.75, 0.95)
        image = image * (1 - cover) + body * cover
        mask = inside > 0.3
    return image.astype(np.float32), mask


TEXTURE = Texture("grain", "fine leather-like grain", "sliver: a thin splinter, bright or dark", paint)
