"""Whether a surface looks the same after a quarter turn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.training.packed import Packed, unpacked

SIDE = 64
"""Of the squares whose spectra are compared, pixels."""
SQUARES = 200
RINGS = (2, 4, 8, 16, 32)
"""Borders between bands of frequencies, cycles per square."""
SECTORS = 8
ALIKE = 0.35
"""Largest mean difference of log power, over bands and directions, of a surface that may be turned: a factor of 1.4."""


def may_turn(pictures: Sequence[Packed]) -> bool:
    """Whether quarter turns of these good pictures, as `core.training.packed` has them, are good pictures too.

    Compared is the power in bands of frequencies and directions, over up to 200 squares, with that after a quarter
    turn. A grain, a weave of equal threads or a casting passes; brushed metal, stripes or wood does not.
    """
    power = np.zeros((len(RINGS) - 1, SECTORS))
    window = np.hanning(SIDE)[:, None] * np.hanning(SIDE)[None]
    rng = np.random.default_rng(0)
    count = 0
    for _ in range(SQUARES):
        picture = pictures[int(rng.integers(len(pictures)))]
        if min(picture.shape[:2]) < SIDE:
            continue
        top, left = (int(rng.integers(length - SIDE + 1)) for length in picture.shape[:2])
        square = unpacked(picture[top : top + SIDE, left : left + SIDE]).astype(np.float64)
        if square.ndim == 3:
            square = square.mean(axis=2)
        spread = max(float(square.std()), 1e-3)
        power += _binned(np.abs(np.fft.fft2(window * (square - square.mean()) / spread)) ** 2)
        count += 1
    if not count:
        return False
    logs = np.log(power / count + 1e-6)
    turned = np.roll(logs, SECTORS // 2, axis=1)
    return bool(np.abs(logs - turned).mean() <= ALIKE)


def _binned(spectrum: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean power by ring and by direction over half a circle, `(rings, SECTORS)`."""
    frequency = np.fft.fftfreq(SIDE, 1 / SIDE)
    radius = np.hypot(frequency[:, None], frequency[None])
    # The first sector is centred on a direction, so that lines along an axis fall into one sector.
    angle = np.arctan2(frequency[:, None], frequency[None])
    sector = np.rint(angle / np.pi * SECTORS).astype(int) % SECTORS
    ring = np.digitize(radius, RINGS) - 1
    inside = (ring >= 0) & (ring < len(RINGS) - 1)
    index = (ring * SECTORS + sector)[inside]
    length = (len(RINGS) - 1) * SECTORS
    sums = np.bincount(index, spectrum[inside], length)
    means: NDArray[np.float64] = sums / np.bincount(index, minlength=length).clip(1)
    return means.reshape(-1, SECTORS)
