"""Areas in an image's pixels: to and from shares, kept inside the image, on whole pixels. No Qt.

Pixel centres lie at integers: an image of width `w` reaches from -0.5 to `w - 0.5`, and edges of pixels lie at halves.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from pydantic import ValidationError

from core.images.areas import Area, AreaKind

Shape = Literal["rectangle", "ellipse", "polygon"]
Point = tuple[float, float]
Size = tuple[int, int]
"""Width and height in pixels."""


def to_pixels(area: Area, size: Size) -> list[Point]:
    """The points of `area` on an image of `size`."""
    return [(x * size[0] - 0.5, y * size[1] - 0.5) for x, y in area.points]


def make_area(kind: AreaKind, shape: Shape, points: Sequence[Point], size: Size) -> Area | None:
    """The area with these points in pixels, cut at the image's edges; None where nothing of it lies inside.

    An ellipse that reaches over an edge keeps its form, since cutting its box would bend it: what counts is the part
    inside.
    """
    shares = [((x + 0.5) / size[0], (y + 0.5) / size[1]) for x, y in points]
    if shape == "polygon":
        shares = _without_repeats(_cut(shares))
    elif shares:
        left, right = sorted((shares[0][0], shares[-1][0]))
        top, bottom = sorted((shares[0][1], shares[-1][1]))
        inside = max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)
        if inside[0] >= inside[2] or inside[1] >= inside[3]:
            return None
        if shape == "rectangle":
            left, top, right, bottom = inside
        shares = [(left, top), (right, bottom)]
    try:
        return Area(kind=kind, shape=shape, points=tuple(shares))
    except ValidationError:
        return None


def to_edge(value: float, length: int) -> float:
    """The edge between two pixels next to `value`, inside an image that is `length` pixels long."""
    return min(max(float(math.floor(value + 1)), 0.0), float(length)) - 0.5


def step_inside(step: float, low: float, high: float, length: int) -> float:
    """`step` in whole pixels for what reaches from `low` to `high`, shorter where it would leave the image.

    What reaches over an edge already may stay so, but not get farther out.
    """
    least, most = min(-0.5 - low, 0.0), max(length - 0.5 - high, 0.0)
    return min(max(float(round(step)), least), most)


def _without_repeats(points: list[Point]) -> list[Point]:
    return [p for i, p in enumerate(points) if p != points[i - 1]]


def _cut(points: list[Point]) -> list[Point]:
    """The part of a polygon inside the unit square, by Sutherland and Hodgman: one side after the other."""
    for axis, bound, sign in ((0, 0.0, 1), (0, 1.0, -1), (1, 0.0, 1), (1, 1.0, -1)):
        kept: list[Point] = []
        for i, here in enumerate(points):
            before = points[i - 1]
            inside = sign * (here[axis] - bound) >= 0
            if inside != (sign * (before[axis] - bound) >= 0):
                share = (bound - before[axis]) / (here[axis] - before[axis])
                other = before[1 - axis] + share * (here[1 - axis] - before[1 - axis])
                kept.append((bound, other) if axis == 0 else (other, bound))
            if inside:
                kept.append(here)
        points = kept
    return points
