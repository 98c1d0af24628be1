"""Where a synthetic defect lies: filled shapes, drawn around a centre."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from core.datasets.recipe.patch import Rng, log_uniform

Canvas = NDArray[np.uint8]
Point = tuple[float, float]
Shape = Callable[[Canvas, Point, float, Rng], None]
"""(canvas to draw on with 255, centre (x, y), longest extent in pixels, generator)."""

SHIFT = 4  # OpenCV draws with 1/16 pixel precision
OUTLINE = 64
"""Corners of an irregular outline."""


def fixed(x: float, y: float) -> tuple[int, int]:
    """A point, or two lengths, as OpenCV takes them with `SHIFT`."""
    return round(x * 2**SHIFT), round(y * 2**SHIFT)


def fill(canvas: Canvas, points: NDArray[np.floating]) -> None:
    """Fill a polygon of corners `(n, 2)`."""
    cv2.fillPoly(canvas, [np.rint(points * 2**SHIFT).astype(np.int32)], 255, cv2.LINE_AA, SHIFT)


def _oval(canvas: Canvas, centre: Point, long: float, wide: float, rng: Rng) -> None:
    axes = fixed(max(long - 1, 0.5) / 2, max(wide - 1, 0.5) / 2)
    cv2.ellipse(canvas, fixed(*centre), axes, rng.uniform(0, 180), 0, 360, 255, -1, cv2.LINE_AA, SHIFT)


def spot(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """Nearly round."""
    _oval(canvas, centre, size, size / rng.uniform(1, 1.4), rng)


def ellipse(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """An ellipse of any direction, at most 4 times as long as wide."""
    _oval(canvas, centre, size, size / rng.uniform(1, 4), rng)


def blob(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """An irregular outline, as a liquid runs: the radius wanders between a fifth and the whole."""
    angles = np.linspace(0, 2 * math.pi, OUTLINE, endpoint=False)
    waves = np.arange(1, 9)
    strengths, phases = rng.normal(0, 0.5, len(waves)) / waves, rng.uniform(0, 2 * math.pi, len(waves))
    wander = (strengths * np.cos(angles[:, None] * waves + phases)).sum(1)
    radius = np.exp(wander - wander.max()).clip(0.2) * size / 2
    fill(canvas, np.stack([np.cos(angles), np.sin(angles)], 1) * radius[:, None] + centre)


def _turned(outline: list[Point], centre: Point, rng: Rng) -> NDArray[np.floating]:
    angle = rng.uniform(0, math.pi)
    cos, sin = math.cos(angle), math.sin(angle)
    corners: NDArray[np.floating] = np.asarray(outline) @ np.array([[cos, sin], [-sin, cos]]) + centre
    return corners


def bar(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """A straight bar of any direction, 2 to 10 px thick and at least twice as long."""
    half, thick = size / 2, min(log_uniform(rng, 2, 10), size / 2) / 2
    outline = [(-half, -thick), (half, -thick), (half, thick), (-half, thick)]
    fill(canvas, _turned(outline, centre, rng))


def splinter(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """Widest somewhere in the middle, 2 to 10 px, and pointed at both ends."""
    half, thick = size / 2, min(log_uniform(rng, 2, 10), size / 2) / 2
    at = rng.uniform(-0.4, 0.4) * half
    fill(canvas, _turned([(-half, 0), (at, -thick), (half, 0), (at, thick)], centre, rng))


def strip(canvas: Canvas, centre: Point, size: float, rng: Rng) -> None:
    """A broad bar of any direction, 1.5 to 4 times as long as wide."""
    slant = math.atan(1 / rng.uniform(1.5, 4))
    half, wide = size / 2 * math.cos(slant), size / 2 * math.sin(slant)
    outline = [(-half, -wide), (half, -wide), (half, wide), (-half, wide)]
    fill(canvas, _turned(outline, centre, rng))
