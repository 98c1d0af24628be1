"""Where scores and counts stand on the histogram's axes, and which of them are written there. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Ticks = list[tuple[float, str]]
Floats = NDArray[np.float64]

PAD = 0.04
"""Free share of the score axis at either end."""

LEADS = ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 5), (1,))
"""What is written of each decade, the densest first."""


@dataclass(frozen=True)
class ScoreAxis:
    """Scores on a linear axis, or on one of decades.

    Attributes:
        least: the lowest score that an axis of decades shows, above 0; lower ones stand there too.
    """

    log: bool = False
    least: float = 1e-3

    @classmethod
    def of(cls, edges: Floats, *, log: bool) -> ScoreAxis:
        """The axis for bins with these rising edges, 0 or above."""
        positive = edges[edges > 0]
        first = float(positive[0]) if len(positive) else 1e-3
        # A bin that begins at 0 gets some width on an axis of decades, which has no 0.
        return cls(log, first if edges[0] > 0 else first / 2)

    def at(self, scores: ArrayLike) -> Floats:
        """Places on the axis, in the shape of `scores`."""
        values = np.asarray(scores, np.float64)
        return np.log10(np.maximum(values, self.least)) if self.log else values

    def score(self, place: float) -> float:
        """The score at a place of the axis, never below 0."""
        return 10.0**place if self.log else max(place, 0.0)

    def span(self, scores: ArrayLike) -> tuple[float, float]:
        """Both ends of an axis that shows all these scores, of which there is at least one, with some room around."""
        places = self.at(scores)
        low, high = float(places.min()), float(places.max())
        pad = PAD * (high - low) or 0.05 * abs(high) or 0.1
        return low - pad, high + pad

    def ticks(self, low: float, high: float, room: int) -> Ticks:
        """At most about `room` written scores between two places."""
        first, last = self.score(low), self.score(high)
        if self.log and last > 3 * first:
            return [(math.log10(v), _short(v)) for v in _decades(first, last, room)]
        step = nice_step((last - first) / max(room, 1))
        steps = range(math.ceil(first / step - 1e-9), math.floor(last / step + 1e-9) + 1)
        return [(float(self.at(n * step)), _short(n * step)) for n in steps]


def heights(counts: ArrayLike, *, log: bool) -> Floats:
    """Bars of 0..1 for counts of 0 or more, the highest of them 1; all 0 where there is none."""
    values = np.asarray(counts, np.float64)
    grown = np.log10(1 + values) if log else values
    most = float(grown.max(initial=0.0))
    return grown / most if most else grown


def count_ticks(most: int, gap: float, *, log: bool) -> Ticks:
    """Written counts from 1 to `most` by their height (see `heights`), at least `gap` apart, as from 0."""
    if most < 1:
        return []
    if log:
        decades = range(math.floor(math.log10(most)) + 1)
        leads = (1, 2, 5) if most < 10 else (1,)
        values = [lead * 10**decade for decade in decades for lead in leads if lead * 10**decade <= most]
    else:
        step = max(1, math.ceil(nice_step(most * gap)))
        values = list(range(step, most + 1, step))
    found: Ticks = []
    for value in values:
        place = math.log10(1 + value) / math.log10(1 + most) if log else value / most
        if place - (found[-1][0] if found else 0.0) >= gap:
            found.append((place, f"{value:,}"))
    return found


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 5 times a power of ten that is at least `least` (above 0)."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(lead * power for lead in (1.0, 2.0, 5.0, 10.0) if lead * power >= least * (1 - 1e-9))


def _decades(first: float, last: float, room: int) -> list[float]:
    powers = range(math.floor(math.log10(first)), math.ceil(math.log10(last)) + 1)
    for leads in LEADS:
        values = [lead * 10.0**power for power in powers for lead in leads]
        values = [v for v in values if first <= v <= last]
        if len(values) <= room:
            return values
    return values[:: math.ceil(len(values) / max(room, 1))]


def _short(score: float) -> str:
    return f"{score:.4g}" if score >= 1e-4 or score == 0 else f"{score:.0e}"
