"""Which part of a picture a step sees: numbers that are drawn once, and then hold wherever the picture lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.inspection.result import FloatImage, Mask
from core.training.data import LabelledPicture
from core.training.packed import unpacked

FLIPS: tuple[tuple[int, ...], ...] = ((), (1,), (0,))
"""Axes of `(H, W)` that are turned round: none, left-right, up-down (paper, section "Implementation details")."""


@dataclass(frozen=True)
class Cut:
    """Where a crop lies in its picture, and how it is turned.

    Attributes:
        index: of the picture among those it was drawn from.
        top, left: pixels, in the picture as `at_least` continues it.
        side: of the square, pixels; 0: the whole picture.
        flipped: one of `FLIPS`.
        turned: quarter turns, counter-clockwise, 0..3, after the flip.
    """

    index: int
    top: int
    left: int
    side: int
    flipped: tuple[int, ...]
    turned: int = 0

    @property
    def window(self) -> tuple[slice, slice]:
        """Rows and columns."""
        if not self.side:
            return slice(None), slice(None)
        return slice(self.top, self.top + self.side), slice(self.left, self.left + self.side)


def draw_cut(
    pictures: Sequence[LabelledPicture],
    index: int,
    side: int,
    rng: np.random.Generator,
    *,
    turns: bool = False,
    towards: Mask | None = None,
) -> Cut:
    """A random square of one of the pictures (`side` 0: all of it), flipped in one of three ways with equal chance.

    Under areas it has a random inspected pixel in its middle half (as far as the picture's border leaves room): a crop
    of ignored pixels teaches nothing.

    Args:
        turns: turn it by 0 to 3 quarters as well.
        towards: `(H, W)`: has one of these pixels there instead, if there is one.
    """
    places = towards if towards is not None and towards.any() else pictures[index].looked_at
    top, left = _corner(pictures[index], places, side, rng) if side else (0, 0)
    flipped = FLIPS[int(rng.integers(len(FLIPS)))]
    return Cut(index, top, left, side, flipped, int(rng.integers(4)) if turns else 0)


def _corner(
    picture: LabelledPicture, places: Mask | None, side: int, rng: np.random.Generator
) -> tuple[int, int]:
    height, width = (max(side, length) for length in picture.size)
    if places is None:
        return int(rng.integers(height - side + 1)), int(rng.integers(width - side + 1))
    chosen = np.flatnonzero(at_least(places, side))
    y, x = divmod(int(chosen[rng.integers(len(chosen))]), width)
    top, left = (
        max(0, min(place - int(rng.integers(side // 4, side - side // 4)), length - side))
        for place, length in ((y, height), (x, width))
    )
    return top, left


def at_least(array: NDArray[Any], side: int) -> NDArray[Any]:
    """`(H, W)` or `(H, W, C)`, continued by reflection to `side` pixels at least."""
    height, width = array.shape[:2]
    if height >= side and width >= side:
        return array
    pad = [(0, max(0, side - height)), (0, max(0, side - width))] + [(0, 0)] * (array.ndim - 2)
    return np.pad(array, pad, "symmetric")


def taken(array: NDArray[Any], cut: Cut) -> NDArray[Any]:
    """What `cut` shows of `(H, W)` or `(H, W, C)`, contiguous."""
    shown = np.flip(at_least(array, cut.side)[cut.window], cut.flipped)
    return np.ascontiguousarray(np.rot90(shown, cut.turned))


def pixels_in(picture: LabelledPicture, cut: Cut) -> FloatImage:
    """What `cut` shows of a picture, float32 in [0, 1]."""
    return unpacked(taken(picture.stored, cut))


def planes(pixels: NDArray[Any]) -> NDArray[Any]:
    """`(H, W)` or `(H, W, 3)` to contiguous `(C, H, W)`."""
    return np.ascontiguousarray(pixels[None] if pixels.ndim == 2 else pixels.transpose(2, 0, 1))
