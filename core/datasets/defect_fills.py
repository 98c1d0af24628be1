"""What a synthetic defect looks like inside: every way a surface usually goes wrong."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

FloatImage = NDArray[np.float32]
Rng = np.random.Generator
Fill = Callable[[FloatImage, FloatImage, Rng], FloatImage]
"""(picture, another picture of the same size, generator) -> the filled picture, all float32 in [0, 1]."""


def stain(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """Darker or brighter by 1 to 4 standard deviations of the picture, texture kept."""
    step = max(float(picture.std()), 0.02) * rng.uniform(1, 4) * rng.choice([-1, 1])
    return picture + np.float32(step)


def flat(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """One grey instead of the texture, anywhere in the picture's own range or beyond it."""
    level = picture.mean() + picture.std() * rng.uniform(-3, 3)
    return np.full_like(picture, level)


def blur(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """The fine texture missing."""
    sigma = float(np.exp(rng.uniform(np.log(1.0), np.log(8.0))))
    smooth: FloatImage = cv2.GaussianBlur(picture, (0, 0), sigma)
    return smooth


def coarse(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """Another scale of the texture: another picture's centre magnified 1.5 to 4 times."""
    height, width = picture.shape[:2]
    zoom = rng.uniform(1.5, 4)
    h, w = max(4, int(height / zoom)), max(4, int(width / zoom))
    y, x = int(rng.integers(0, height - h + 1)), int(rng.integers(0, width - w + 1))
    part = other[y : y + h, x : x + w]
    magnified: FloatImage = cv2.resize(part, (width, height), interpolation=cv2.INTER_LINEAR)
    return magnified


def swap(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """Texture from elsewhere, turned: another picture, mirrored or rotated by a half turn, brightness changed."""
    turned = other[:: int(rng.choice([-1, 1])), :: int(rng.choice([-1, 1]))]
    return turned + np.float32(rng.normal(0, 0.5) * picture.std())


def contrast(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """The texture fainter (down to 0.1) or stronger (up to 3)."""
    factor = rng.uniform(0.1, 0.6) if rng.random() < 0.5 else rng.uniform(1.7, 3)
    changed: FloatImage = picture.mean() + np.float32(factor) * (picture - picture.mean())
    return changed


def noise(picture: FloatImage, other: FloatImage, rng: Rng) -> FloatImage:
    """Grain of 1 to 6 px instead of the texture."""
    height, width = picture.shape[:2]
    grain = rng.uniform(1, 6)
    small = rng.standard_normal((max(2, int(height / grain)), max(2, int(width / grain)))).astype(np.float32)
    pattern = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    if picture.ndim == 3:
        pattern = pattern[..., None]
    level = picture.mean() + picture.std() * np.float32(rng.uniform(-1.5, 1.5))
    return np.broadcast_to(level + picture.std() * np.float32(rng.uniform(0.3, 2)) * pattern, picture.shape)


FILLS: dict[str, Fill] = {
    "stain": stain,
    "flat": flat,
    "blur": blur,
    "coarse": coarse,
    "swap": swap,
    "contrast": contrast,
    "noise": noise,
}
