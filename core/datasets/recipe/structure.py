"""What a synthetic defect looks like inside: the texture itself is another, or lies elsewhere. See `patch.Fill`."""

from __future__ import annotations

import math

import cv2
import numpy as np

from core.datasets.recipe.patch import Patch, Rng, either, log_uniform
from core.images.picture import FloatImage


def blur(patch: Patch, rng: Rng) -> FloatImage:
    """The fine texture missing."""
    smooth: FloatImage = cv2.GaussianBlur(patch.pixels, (0, 0), log_uniform(rng, 2, 8))
    return smooth


def wiped(patch: Patch, rng: Rng) -> FloatImage:
    """The texture drawn out in one direction, over 7 to 31 px."""
    length = 2 * int(rng.integers(3, 16)) + 1
    kernel = np.zeros((length, length), np.uint8)
    angle, middle = rng.uniform(0, math.pi), length // 2
    reach = np.rint(np.array([math.cos(angle), math.sin(angle)]) * middle).astype(int)
    cv2.line(kernel, tuple(middle - reach), tuple(middle + reach), 1)
    drawn_out: FloatImage = cv2.filter2D(patch.pixels, -1, kernel.astype(np.float32) / kernel.sum())
    return drawn_out


def faded(patch: Patch, rng: Rng) -> FloatImage:
    """The texture fainter: four tenths down to one."""
    return _contrast(patch, rng.uniform(0.1, 0.4))


def strong(patch: Patch, rng: Rng) -> FloatImage:
    """The texture 2 to 3.5 times as strong."""
    return _contrast(patch, rng.uniform(2, 3.5))


def _contrast(patch: Patch, factor: float) -> FloatImage:
    middle = np.float32(patch.pixels.mean())
    return middle + np.float32(factor) * (patch.pixels - middle)


def coarse(patch: Patch, rng: Rng) -> FloatImage:
    """Texture from elsewhere, magnified 1.5 to 4 times."""
    return _elsewhere(patch, rng, rng.uniform(1.5, 4), 0)


def fine(patch: Patch, rng: Rng) -> FloatImage:
    """Texture from elsewhere at a third to two thirds of its size."""
    return _elsewhere(patch, rng, rng.uniform(0.33, 0.67), 0)


def turned(patch: Patch, rng: Rng) -> FloatImage:
    """Texture from elsewhere, turned by 30 to 150 degrees, and lighter or darker: where a texture has no direction the
    turn alone would be no defect."""
    pixels = _elsewhere(patch, rng, 1, rng.uniform(30, 150))
    return pixels + np.float32(either(rng) * patch.contrast * rng.uniform(0.7, 2))


def _elsewhere(patch: Patch, rng: Rng, zoom: float, degrees: float) -> FloatImage:
    """A random part of the other picture, magnified and turned."""
    (height, width), (h, w) = patch.other.shape[:2], patch.pixels.shape[:2]
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    # A picture that is shrunk keeps what fits into the smaller pixels.
    source = patch.other if zoom >= 1 else cv2.GaussianBlur(patch.other, (0, 0), 0.4 / zoom)
    affine = cv2.getRotationMatrix2D((x, y), degrees, zoom) + np.array([[0, 0, w / 2 - x], [0, 0, h / 2 - y]])
    part: FloatImage = cv2.warpAffine(
        source, affine, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return part


def noise(patch: Patch, rng: Rng) -> FloatImage:
    """Grain of 1 to 4 px instead of the texture."""
    level = patch.level + patch.contrast * rng.uniform(-1, 1)
    return np.broadcast_to(np.float32(level) + _grain(patch, rng, 0.8, 2.5), patch.pixels.shape)


def dusty(patch: Patch, rng: Rng) -> FloatImage:
    """Grain of 1 to 4 px on the texture."""
    return patch.pixels + _grain(patch, rng, 1, 3)


def _grain(patch: Patch, rng: Rng, low: float, high: float) -> FloatImage:
    height, width = patch.pixels.shape[:2]
    size = rng.uniform(1, 4)
    small = rng.standard_normal((max(2, round(height / size)), max(2, round(width / size))), np.float32)
    pattern = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return patch.spread(pattern) * np.float32(patch.contrast * rng.uniform(low, high))


def slipped(patch: Patch, rng: Rng) -> FloatImage:
    """The texture shifted by 3 to 12 px to a side."""
    angle, length = rng.uniform(0, 2 * math.pi), rng.uniform(3, 12)
    return _moved(patch, length * math.cos(angle), length * math.sin(angle))


def dragged(patch: Patch, rng: Rng) -> FloatImage:
    """The texture pulled to a side, most in the middle of the defect: 4 to 16 px."""
    angle, length = rng.uniform(0, 2 * math.pi), rng.uniform(4, 16)
    pull = cv2.GaussianBlur(patch.mask, (0, 0), 2) * np.float32(length)
    return _moved(patch, pull * np.float32(math.cos(angle)), pull * np.float32(math.sin(angle)))


def crumpled(patch: Patch, rng: Rng) -> FloatImage:
    """The texture bent to and fro by smooth waves of 2 to 6 px that end with the defect."""
    height, width = patch.pixels.shape[:2]
    wave, strong = rng.uniform(4, 12), rng.uniform(2, 6)
    small = rng.standard_normal((2, max(3, round(height / wave)), max(3, round(width / wave))), np.float32)
    bend = patch.mask * np.float32(strong)
    fields = [cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC) * bend for field in small]
    return _moved(patch, *fields)


def _moved(patch: Patch, dx: float | FloatImage, dy: float | FloatImage) -> FloatImage:
    """Each pixel from `(dx, dy)` further on."""
    height, width = patch.pixels.shape[:2]
    x = np.broadcast_to(np.arange(width, dtype=np.float32)[None] + np.float32(dx), (height, width))
    y = np.broadcast_to(np.arange(height, dtype=np.float32)[:, None] + np.float32(dy), (height, width))
    moved: FloatImage = cv2.remap(
        patch.pixels,
        np.ascontiguousarray(x),
        np.ascontiguousarray(y),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    return moved
