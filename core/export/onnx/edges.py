"""Continue and average pictures whose size is not known when a graph is made."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812


def side(x: Tensor, dimension: int) -> Tensor:
    """A side's length as a tensor; while a graph is made it stays open."""
    return torch.as_tensor(x.shape[dimension])


def _counted(first: int, end: Tensor) -> Tensor:
    """`first`, `first + 1` and so on, before `end`."""
    # Its type knows nothing of an end that is a tensor, which a graph needs.
    counted: Tensor = torch.arange(first, end)  # type: ignore[call-overload]
    return counted


def reflected(x: Tensor, margin: int) -> Tensor:
    """`(N, C, H, W)` continued on all four sides as `numpy.pad(..., "reflect")` does, a side of 1 included."""
    for dimension in (2, 3):
        length = side(x, dimension)
        period = torch.clamp(2 * (length - 1), min=1)
        place = _counted(-margin, length + margin) % period
        x = x.index_select(dimension, torch.minimum(place, period - place))
    return x


def symmetric(x: Tensor, dimension: int, before: int, after: int | Tensor) -> Tensor:
    """Continued along one dimension as `numpy.pad(..., "symmetric")` and OpenCV's BORDER_REFLECT do."""
    length = side(x, dimension)
    place = _counted(-before, length + after) % (2 * length)
    return x.index_select(dimension, torch.minimum(place, 2 * length - 1 - place))


def at_least(x: Tensor, least: int) -> Tensor:
    """Continued at the right and the bottom until no side is shorter than `least`."""
    for dimension in (2, 3):
        x = symmetric(x, dimension, 0, torch.clamp(least - side(x, dimension), min=0))
    return x


def box_mean(x: Tensor, window: int) -> Tensor:
    """The mean over a `window` x `window` square around every pixel, as OpenCV's `blur` with BORDER_REFLECT."""
    before = window // 2
    for dimension, kernel in ((2, (window, 1)), (3, (1, window))):
        x = F.avg_pool2d(symmetric(x, dimension, before, window - 1 - before), kernel, stride=1)
    return x
