"""What a synthetic texture is, and the fields that they are painted from."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from core.images.picture import FloatImage

Mask = NDArray[np.bool_]
# From this sigma on, noise is blurred at a lower resolution and enlarged, which looks the same and is faster.
_FULL_RESOLUTION_SIGMA = 4.0


class Paint(Protocol):
    """Paint a surface of `size` x `size` pixels, about [0, 1], and mark its defect.

    `surface` alone decides the surface; `defect`, if given, only what is wrong with it.
    """

    def __call__(
        self, size: int, surface: Generator, defect: Generator | None
    ) -> tuple[FloatImage, Mask]: ...


@dataclass(frozen=True)
class Texture:
    """A synthetic surface with its fitting defect.

    Attributes:
        name: key in `TEXTURES`.
        description: the surface, in a few words.
        defect: the defect, in a few words.
        paint: makes one picture.
    """

    name: str
    description: str
    defect: str
    paint: Paint


def generator(texture: str, seed: int | tuple[int, ...], stream: int) -> Generator:
    """A random generator of its own for each texture, seed and stream (0: surface, 1: defect, 2: another surface)."""
    numbers = (seed,) if isinstance(seed, int) else seed
    # The length keeps (1,) and (1, 0) apart, which NumPy's seeding would treat alike.
    return np.random.default_rng([zlib.crc32(texture.encode()), stream, len(numbers), *numbers])


def noise(rng: Generator, size: int, sigma_x: float, sigma_y: float | None = None) -> FloatImage:
    """Gaussian noise of mean 0 and standard deviation 1, smoothed by `sigma_x`, `sigma_y` pixels."""
    sigmas = (sigma_y if sigma_y is not None else sigma_x, sigma_x)
    # Height, then width: pixels of the white noise, with a margin so that the blur meets no border.
    steps = [max(1, int(sigma / _FULL_RESOLUTION_SIGMA)) for sigma in sigmas]
    inner = [-(-size // step) + 2 for step in steps]
    margins = [int(np.ceil(3 * sigma / step)) for sigma, step in zip(sigmas, steps, strict=True)]
    shape = tuple(n + 2 * m for n, m in zip(inner, margins, strict=True))
    field = rng.standard_normal(shape, dtype=np.float32)
    blurred = cv2.GaussianBlur(field, (0, 0), sigmas[1] / steps[1], sigmaY=sigmas[0] / steps[0])
    blurred = blurred[margins[0] : margins[0] + inner[0], margins[1] : margins[1] + inner[1]]
    # Each axis of a Gaussian blur divides the standard deviation by about sqrt(2 sqrt(pi) sigma); measured
    # instead, since that does not hold for a sigma below 1. A tiny patch of slow noise has nearly no spread.
    spread = [_spread(sigma / step) for sigma, step in zip(sigmas, steps, strict=True)]
    scaled = blurred / np.float32(spread[0] * spread[1])
    if steps == [1, 1]:
        return np.ascontiguousarray(scaled[:size, :size], dtype=np.float32)
    whole = (inner[1] * steps[1], inner[0] * steps[0])
    enlarged = cv2.resize(scaled, whole, interpolation=cv2.INTER_CUBIC)
    return np.ascontiguousarray(enlarged[:size, :size], dtype=np.float32)


def _spread(sigma: float) -> float:
    """Standard deviation of unit white noise after a Gaussian blur along one axis."""
    length = 2 * int(np.ceil(4 * sigma)) + 1
    return float(np.linalg.norm(cv2.getGaussianKernel(length, sigma)))


def band(rng: Generator, size: int, sigma: float) -> FloatImage:
    """Noise of blobs about `sigma` pixels wide without slower parts; standard deviation about 1."""
    fine = noise(rng, size, sigma)
    slow: FloatImage = np.asarray(cv2.GaussianBlur(fine, (0, 0), 2 * sigma), dtype=np.float32)
    return (fine - slow) / np.float32(0.72)


def grid(size: int) -> tuple[FloatImage, FloatImage]:
    """Pixel coordinates x as a row `(1, size)` and y as a column `(size, 1)`."""
    axis = np.arange(size, dtype=np.float32)
    return axis[np.newaxis, :], axis[:, np.newaxis]


def rise(field: FloatImage, start: float | np.float32, stop: float | np.float32) -> FloatImage:
    """Smooth step from 0 at `start` to 1 at `stop`; falls if `stop` is the smaller."""
    t: FloatImage = np.clip(
        (field - np.float32(start)) / np.float32(stop - start), np.float32(0), np.float32(1)
    )
    return t * t * (3 - 2 * t)
