"""From a run's loss curves to the few points that are drawn. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

DRAWN_POINTS = 800
"""Points of one curve at most: more than a plot is wide in pixels on a small screen, and quick to draw."""

BAND_POINTS = 100
"""Of a band: its outline follows the extremes, and Qt takes a second to fill ten ragged ones of many points."""

LEAST = 1e-6
"""A logarithmic axis ends here: losses of 0 have no place on it."""

OUTLIERS = 0.02
"""Share of the points cut off at each end of the axis when outliers are ignored."""


class CurveLike(Protocol):
    """What `core.training.curves.Curve` has: arrays of one length, `step` rising."""

    @property
    def step(self) -> FloatArray:
        """Steps, counted from the beginning of the run."""

    @property
    def low(self) -> FloatArray:
        """The least loss around each step."""

    @property
    def mean(self) -> FloatArray:
        """The mean loss around each step."""

    @property
    def high(self) -> FloatArray:
        """The greatest loss around each step."""


@dataclass(frozen=True)
class Line:
    """What is drawn of one curve.

    Attributes:
        step, mean: `(n,)`, the mean smoothed.
        band_step, low, high: `(m,)`, with m at most n: all of the curve's values lie between `low` and `high`.
    """

    step: FloatArray
    mean: FloatArray
    band_step: FloatArray
    low: FloatArray
    high: FloatArray


def line(curve: CurveLike, first: float, smoothing: float, points: int = DRAWN_POINTS) -> Line:
    """The part of `curve` from step `first` on in at most `points` points, its mean smoothed.

    Args:
        smoothing: 0 (none) to below 1: the share of the mean so far in each next value.
    """
    start = int(np.searchsorted(curve.step, first))
    step, low, mean, high = (
        np.asarray(a[start:], np.float64) for a in (curve.step, curve.low, curve.mean, curve.high)
    )
    return Line(
        _merged(step, points),
        smoothed(_merged(mean, points), smoothing),
        _merged(step, BAND_POINTS),
        _merged(low, BAND_POINTS, np.minimum),
        _merged(high, BAND_POINTS, np.maximum),
    )


def _merged(values: FloatArray, points: int, how: np.ufunc | None = None) -> FloatArray:
    """Neighbours put together, by their mean unless `how` says otherwise, so that at most `points` are left."""
    size = -(-len(values) // points)
    if size <= 1:
        return values
    starts = np.arange(0, len(values), size)
    if how is not None:
        return np.asarray(how.reduceat(values, starts), np.float64)
    return np.asarray(np.add.reduceat(values, starts) / np.diff(np.append(starts, len(values))), np.float64)


def smoothed(values: FloatArray, smoothing: float) -> FloatArray:
    """The exponential mean of `values`, without the pull to 0 that a plain one has at its beginning.

    What is no number stays so and has no part in the others.
    """
    if smoothing <= 0:
        return values
    known = np.isfinite(values)
    share = smoothing ** np.arange(len(values))
    total = np.convolve(np.where(known, values, 0), share)[: len(values)]
    weight = np.convolve(known.astype(np.float64), share)[: len(values)]
    return np.where(known, total / np.where(known, weight, 1), np.nan)


def span(lines: Iterable[Line], *, log: bool, robust: bool) -> tuple[float, float]:
    """Lower and upper end of the axis for `lines`, in the axis's own scale (decades where it is logarithmic).

    `robust` leaves the extreme 2 % at each end out, however far they lie; otherwise the whole bands are seen.
    """
    shown = list(lines)
    parts = [a for one in shown for a in ((one.mean,) if robust else (one.low, one.mean, one.high))]
    values = np.concatenate(parts) if parts else np.zeros(0)
    values = on_axis(values[np.isfinite(values)], log)
    if not len(values):
        return (-3.0, 1.0) if log else (0.0, 1.0)
    ends = np.quantile(values, (OUTLIERS, 1 - OUTLIERS)) if robust else (values.min(), values.max())
    low, high = float(ends[0]), float(ends[1])
    margin = max((high - low) * 0.08, 0.05 if log else 0.02 * max(abs(high), 1e-3))
    return low - margin, high + margin


def on_axis(values: FloatArray, log: bool) -> FloatArray:
    """`values` as a logarithmic or plain axis places them."""
    if not log:
        return values
    result: FloatArray = np.log10(np.maximum(values, LEAST))
    return result
