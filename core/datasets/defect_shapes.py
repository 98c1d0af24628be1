"""Where a synthetic defect lies: soft masks of the usual shapes."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

SoftMask = NDArray[np.float32]
Rng = np.random.Generator
Shape = Callable[[int, int, Rng], SoftMask]

SHIFT = 4  # OpenCV draws with 1/16 pixel precision


def _point(x: float, y: float) -> tuple[int, int]:
    return round(x * 2**SHIFT), round(y * 2**SHIFT)


def _size(height: int, width: int, rng: Rng, low: float, high: float) -> float:
    """A length in pixels, log-uniform between `low` pixels and `high` times the shorter side."""
    return float(np.exp(rng.uniform(math.log(low), math.log(max(low + 1, high * min(height, width))))))


def _centre(height: int, width: int, rng: Rng) -> tuple[float, float]:
    return float(rng.uniform(0, width)), float(rng.uniform(0, height))


def ellipse(height: int, width: int, rng: Rng) -> SoftMask:
    """A filled ellipse of any direction, 6 px up to half the picture long, at most 6 times as long as wide."""
    mask = np.zeros((height, width), np.float32)
    long = _size(height, width, rng, 6, 0.5)
    wide = max(2.0, long / rng.uniform(1, 6))
    x, y = _centre(height, width, rng)
    axes = _point(long / 2, wide / 2)
    cv2.ellipse(mask, _point(x, y), axes, rng.uniform(0, 180), 0, 360, 1.0, -1, cv2.LINE_AA, SHIFT)
    return mask


def blob(height: int, width: int, rng: Rng) -> SoftMask:
    """An irregular patch: an ellipse's inside where smooth noise is high."""
    side = int(max(8, _size(height, width, rng, 8, 0.5)))
    noise = cv2.resize(
        rng.standard_normal((5, 5)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC
    )
    grid = np.linspace(-1, 1, side, dtype=np.float32)
    patch = (1.2 - 1.6 * np.hypot(grid[None], grid[:, None]) + 0.5 * noise > 0).astype(np.float32)
    return _paste(patch, height, width, rng)


def scratch(height: int, width: int, rng: Rng) -> SoftMask:
    """A thin, slightly bent line, 1 to 4 px thick and 12 px up to the whole picture long."""
    mask = np.zeros((height, width), np.float32)
    length = _size(height, width, rng, 12, 1.0)
    x, y = _centre(height, width, rng)
    angle = rng.uniform(0, 2 * math.pi)
    points = [_point(x, y)]
    steps = int(rng.integers(2, 7))
    for _ in range(steps):
        angle += rng.normal(0, 0.25)
        x, y = x + math.cos(angle) * length / steps, y + math.sin(angle) * length / steps
        points.append(_point(x, y))
    lines = [np.array(points, np.int32)]
    cv2.polylines(mask, lines, False, 1.0, int(rng.integers(1, 5)), cv2.LINE_AA, SHIFT)
    return mask


def sliver(height: int, width: int, rng: Rng) -> SoftMask:
    """A straight bar of any direction, 2 to 10 px thick."""
    mask = np.zeros((height, width), np.float32)
    length, thick = _size(height, width, rng, 10, 0.7), rng.uniform(2, 10)
    box = cv2.boxPoints((_centre(height, width, rng), (length, thick), float(rng.uniform(0, 180))))
    cv2.fillPoly(mask, [np.rint(box * 2**SHIFT).astype(np.int32)], 1.0, cv2.LINE_AA, SHIFT)
    return mask


def spots(height: int, width: int, rng: Rng) -> SoftMask:
    """One to six round spots of 2 to 14 px near each other."""
    mask = np.zeros((height, width), np.float32)
    x, y = _centre(height, width, rng)
    for _ in range(int(rng.integers(1, 7))):
        dx, dy = rng.normal(0, 0.08 * min(height, width), 2)
        cv2.circle(
            mask, _point(x + dx, y + dy), round(rng.uniform(1, 7) * 2**SHIFT), 1.0, -1, cv2.LINE_AA, SHIFT
        )
    return mask


def _paste(patch: SoftMask, height: int, width: int, rng: Rng) -> SoftMask:
    """`patch` at a random place of an empty mask, cut off at the border."""
    mask = np.zeros((height, width), np.float32)
    ph, pw = patch.shape
    x, y = int(rng.integers(-pw // 3, width - pw // 2)), int(rng.integers(-ph // 3, height - ph // 2))
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + pw, width), min(y + ph, height)
    mask[top:bottom, left:right] = patch[top - y : bottom - y, left - x : right - x]
    return mask


SHAPES: dict[str, Shape] = {
    "ellipse": ellipse,
    "blob": blob,
    "scratch": scratch,
    "sliver": sliver,
    "spots": spots,
}
