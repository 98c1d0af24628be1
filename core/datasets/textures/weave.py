"""Plain-weave cloth; the defect is a thread that is missing over some length."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from core.datasets.textures.base import Mask, Texture, grid, noise, rise
from core.datasets.textures.place import pick
from core.images.picture import FloatImage

_PERIOD = np.float32(9.0)
_DEPTH = np.float32(0.5)  # how far a thread dips below its neighbour, in thread radii


def _threads(
    across: FloatImage, along: FloatImage, start: float
) -> tuple[FloatImage, FloatImage, FloatImage]:
    """Index, roundness across (0 at the gap to 1 on the ridge) and up-and-down along, of a set of threads."""
    index = np.floor(across)
    offset = 2 * (across - index) - 1
    roundness = np.sqrt(np.clip(1 - offset * offset * np.float32(1.1), np.float32(0), np.float32(1)))
    wave = np.cos(np.float32(np.pi) * (along - np.float32(0.5) + index + np.float32(start)))
    return index, roundness, wave


def paint(size: int, surface: Generator, defect: Generator | None) -> tuple[FloatImage, Mask]:
    """See `Paint`."""
    x, y = grid(size)
    shift_x, shift_y = pick(surface, 0, 1), pick(surface, 0, 1)
    u = x / _PERIOD + shift_x + noise(surface, size, 14) * np.float32(0.07)
    v = y / _PERIOD + shift_y + noise(surface, size, 14) * np.float32(0.07)
    warp, warp_round, warp_wave = _threads(u, v, 0)
    weft, weft_round, weft_wave = _threads(v, u, 1)
    tones = surface.normal(0, 0.018, (2, size)).astype(np.float32)
    fibres = noise(surface, size, 0.6, 1.5), noise(surface, size, 1.5, 0.6)
    light = noise(surface, size, 45) * np.float32(0.025)
    warp_height, weft_height = warp_round + _DEPTH * warp_wave, weft_round + _DEPTH * weft_wave
    mask = np.zeros((size, size), np.bool_)
    if defect is not None:
        half = pick(defect, 0.06, 0.15) * size / _PERIOD
        centre_u, centre_v = (defect.uniform(0.15, 0.85, 2) * size / _PERIOD).astype(np.float32)
        if defect.random() < 0.5:
            gone = (warp == np.floor(centre_u + shift_x)) * rise(
                np.abs(v - shift_y - centre_v), half, half - 0.3
            )
            warp_height = warp_height - 3 * gone
        else:
            gone = (weft == np.floor(centre_v + shift_y)) * rise(
                np.abs(u - shift_x - centre_u), half, half - 0.3
            )
            weft_height = weft_height - 3 * gone
        mask = gone > 0.3
    warp_tone = np.float32(0.03) + tones[0][warp.astype(np.int64) % size] + fibres[0] * np.float32(0.025)
    weft_tone = tones[1][weft.astype(np.int64) % size] + fibres[1] * np.float32(0.025)
    height = np.maximum(warp_height, weft_height)
    tone = np.where(warp_height > weft_height, warp_tone, weft_tone)
    image = np.float32(0.26) + np.float32(0.2) * np.maximum(height, np.float32(-0.3)) + tone + light
    return image.astype(np.float32), mask


TEXTURE = Texture("weave", "plain-weave cloth", "missing weave: a thread absent over some length", paint)
