"""Mirrored margins, for networks that halve a picture whose sides do not halve."""

from __future__ import annotations

from collections.abc import Callable

from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from core.nets.generator import MIN_SIDE


def framed(x: Tensor, *, multiple: int = 1, least: int = MIN_SIDE) -> tuple[Tensor, int, int]:
    """Mirror `(N, C, H, W)` outwards until each side is a multiple of `multiple` and no shorter than `least`.

    The margin lies half before and half behind, for a mirror reaches no further than the picture: `least` is at most
    twice the shortest side, and `multiple` no more than `least`.

    Returns:
        the framed picture, and where in it (row, column) the picture begins.

    Raises:
        ValueError: a side is shorter than 16 pixels.
    """
    height, width = x.shape[2:]
    if min(height, width) < MIN_SIDE:
        raise ValueError(f"the network needs at least {MIN_SIDE} x {MIN_SIDE} pixels, not {width} x {height}")
    more_y, more_x = (max(least, -(-side // multiple) * multiple) - side for side in (height, width))
    top, left = more_y // 2, more_x // 2
    if more_y or more_x:
        x = F.pad(x, (left, more_x - left, top, more_y - top), mode="reflect")
    return x, top, left


def in_frame(x: Tensor, body: Callable[[Tensor], Tensor], *, multiple: int, least: int = MIN_SIDE) -> Tensor:
    """`body`, which keeps the size of what it gets, on the framed picture; the margin is cut off its result."""
    height, width = x.shape[2:]
    wider, top, left = framed(x, multiple=multiple, least=least)
    return body(wider)[..., top : top + height, left : left + width]
