"""A measured share with its counts and its 95 % interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Rate:
    """A share `k / n` in 0..1 with a 95 % interval.

    Attributes:
        value: `k / n`.
        low, high: the interval's ends, 0..1.
        k, n: the counts the share is made of.
    """

    value: float
    low: float
    high: float
    k: int
    n: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Estimate:
    """A figure that is not a share of counts, such as an area under a curve.

    Attributes:
        value: the figure.
        low, high: ends of the 95 % interval; None where the data give none (all resamples agree, as after a
            perfect separation: that is no proof of a width of zero).
    """

    value: float
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def wilson(k: int, n: int) -> Rate | None:
    """The share `k / n` with its Wilson 95 % interval, or None where `n` is 0: 0/0 is not a number.

    Raises:
        ValueError: not 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share.")
    if n == 0:
        return None
    # In closed form: it is asked a dozen times for every step of a dragged cut, where scipy takes a millisecond each.
    share, square = k / n, _Z * _Z
    centre = (k + square / 2) / (n + square)
    half = _Z / (n + square) * sqrt(k * (1 - share) + square / 4)
    low = centre - half if k else 0.0
    high = centre + half if k < n else 1.0
    return Rate(share, low, high, k, n)
