"""Where a synthetic defect lies: lines, drawn around a centre. See `shapes.Shape`."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from core.datasets.recipe.patch import Rng, log_uniform
from core.datasets.recipe.shapes import SHIFT, Canvas, Point, fixed

STRIDE = (2.0, 6.0)
"""Length of a crack's straight pieces, in pixels."""
MOST_BRANCHES = 4
THIN, SMOOTH = 1.7, 1.3
"""Up to which width a line is OpenCV's thinnest, and what its smoothing adds to a polygon's; in pixels."""
BESIDE = 6
"""How far scratches of one stroke lie apart, in pixels (standard deviation)."""
CORE = 0.2
"""Of a glare, as a share of its halo."""
RINGS = 12
"""Steps of a halo's brightness."""
RAY = ((1, 70), (0.7, 130), (0.45, 200))
"""A ray's brightness at these shares of its length: it fades away."""


def _draw(canvas: Canvas, points: NDArray[np.floating], thick: float, bright: int = 255) -> None:
    """A line through points `(n, 2)`, `thick` px wide: OpenCV's own are nearly twice as wide, but for the thinnest."""
    if thick < THIN:
        corners = np.rint(points * 2**SHIFT).astype(np.int32)
        cv2.polylines(canvas, [corners], False, bright, 1, cv2.LINE_AA, SHIFT)
        return
    along = np.diff(points, axis=0)
    half = (thick - SMOOTH) / 2 / np.maximum(np.hypot(*along.T), 1e-6)[:, None]
    aside = along[:, ::-1] * (-1, 1) * half
    start, end = points[:-1], points[1:]
    pieces = np.stack([start + aside, end + aside, end - aside, start - aside], 1)
    for piece in np.rint(pieces * 2**SHIFT).astype(np.int32):
        cv2.fillConvexPoly(canvas, piece, bright, cv2.LINE_AA, SHIFT)


def _walk(
    start: Point, angle: float, turns: NDArray[np.floating], strides: NDArray[np.floating]
) -> NDArray[np.floating]:
    """Points of a walk `(n + 1, 2)` that turns before each stride."""
    angles = angle + turns
    steps = np.stack([np.cos(angles), np.sin(angles)], 1) * strides[:, None]
    return np.concatenate([[start], start + np.cumsum(steps, 0)])


def scratch(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """A thin, slightly bent line, 1 to 3 px thick and mostly the thinner; one in four has company beside it."""
    angle, thick = rng.uniform(0, 2 * math.pi), log_uniform(rng, 1, min(3, 1 + size / 24))
    for line in range(1 if rng.random() < 0.75 else int(rng.integers(2, 4))):
        steps, length = int(rng.integers(6, 15)), size * (rng.uniform(0.4, 1) if line else 1)
        bend = np.cumsum(rng.normal(0, 0.1, steps))
        points = _walk((0, 0), angle + rng.normal(0, 0.1), bend, np.full(steps, length / steps))
        aside = rng.normal(0, BESIDE, 2) if line else 0
        _draw(canvas, points - points[steps // 2] + centre + aside, thick)


def crack(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """A jagged walk of 1 to 3 px thickness with up to four thinner branches."""
    angle = rng.uniform(0, 2 * math.pi)
    trunk = _jagged((0, 0), angle, size, rng)
    trunk += centre - trunk[len(trunk) // 2]
    thick = log_uniform(rng, 1, 3)
    _draw(canvas, trunk, thick)
    if len(trunk) < 4:
        return
    for _ in range(int(rng.integers(0, MOST_BRANCHES + 1))):
        root = trunk[int(rng.integers(1, len(trunk) - 1))]
        aside = angle + rng.uniform(0.5, 1.2) * rng.choice([-1, 1])
        _draw(canvas, _jagged(tuple(root), aside, size * rng.uniform(0.1, 0.4), rng), max(1, 0.7 * thick))


def _jagged(start: Point, angle: float, length: float, rng: Rng) -> NDArray[np.floating]:
    """A walk about in one direction, whose every stride goes another way: it wanders, and comes back to it."""
    strides = rng.uniform(*STRIDE, max(2, round(length / np.mean(STRIDE))))
    wander = np.cumsum(rng.normal(0, 0.25, len(strides)))
    turns = wander - np.linspace(0, wander[-1], len(strides)) + rng.normal(0, 0.6, len(strides))
    return _walk(start, angle, turns, strides * (length / strides.sum()))


def glare(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """A bright core in a halo that falls off to nothing, with up to two crossing rays."""
    halo, rays = np.zeros_like(canvas), np.zeros_like(canvas)
    for ring in np.linspace(0.95, CORE, RINGS):
        brightness = 255 * (1 - ring) ** 2
        cv2.circle(halo, fixed(*centre), fixed(ring * size / 2, 0)[0], brightness, -1, cv2.LINE_AA, SHIFT)
    core = max(1.0, CORE * size / 2)
    cv2.circle(halo, fixed(*centre), fixed(core, 0)[0], 255, -1, cv2.LINE_AA, SHIFT)
    angle = rng.uniform(0, math.pi)
    for ray in range(int(rng.integers(0, 3))):
        turned = angle + ray * math.pi / 2
        reach = np.array([math.cos(turned), math.sin(turned)]) * size * rng.uniform(0.2, 0.5)
        for share, bright in RAY:
            _draw(rays, np.stack([centre - share * reach, centre + share * reach]), 1, bright)
    # Light adds up, it takes nothing away.
    np.maximum(canvas, np.maximum(halo, rays), out=canvas)
