"""The score histogram of a report, in numbers that any drawing can use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Label
from core.export.report.data import ReportData

BINS = 48
ROOM = 1.04
"""The axis goes a little beyond the worst score and both cuts."""
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    """Images of one label in one bin, stacked on the labels before it; edges as scores, heights as images."""

    left: float
    right: float
    low: int
    high: int


@dataclass(frozen=True)
class Histogram:
    """Bars by label, and the axes: `right` is the score at the end, `top` the number of images there."""

    bars: dict[Label, tuple[Bar, ...]]
    right: float
    top: int
    score_ticks: tuple[float, ...]
    count_ticks: tuple[int, ...]


def histogram(data: ReportData) -> Histogram | None:
    """Count all images into bins of one width from 0 up; None without images."""
    if not data.images:
        return None
    last = max(image.score for image in data.images)
    right = max(last, data.cuts.ng if data.cuts else 0.0, 1e-3) * ROOM
    edges = np.linspace(0.0, right, BINS + 1)
    low = np.zeros(BINS, np.int64)
    bars: dict[Label, tuple[Bar, ...]] = {}
    for label in data.labels:
        high = low + np.histogram(data.scores(label), edges)[0]
        numbers = zip(edges[:-1].tolist(), edges[1:].tolist(), low.tolist(), high.tolist(), strict=True)
        bars[label] = tuple(Bar(*bar) for bar in numbers if bar[3] > bar[2])
        low = high
    highest = int(low.max())
    count_step = max(1, round(_step(highest / 4)))
    top = -(-highest // count_step) * count_step
    score_step = _step(right / 8)
    return Histogram(
        bars,
        right,
        top,
        tuple(score_step * n for n in range(int(right / score_step) + 1)),
        tuple(range(0, top + 1, count_step)),
    )


def _step(least: float) -> float:
    """The round number (1, 2 or 5 with zeros) that is at least `least`."""
    power = 10.0 ** np.floor(np.log10(max(least, 1e-9)))
    return float(next(s * power for s in (*STEPS, 10) if s * power >= least * (1 - 1e-9)))
