"""A cut moved by a key: never for nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.inspection.cuts import Cuts

STEPS = 200
"""Presses from one end of the scores to the other where they lie close together."""


def nudged(cuts: Cuts, cut: str, direction: int, scores: NDArray[np.float64]) -> Cuts:
    """`cuts` with one of them moved by a small step, or as far as it takes to change at least one verdict.

    Args:
        cut: `review` or `ng`. It stops at the other one.
        direction: 1 = up, -1 = down.
        scores: in rising order, `(N,)`; with none, nothing moves.
    """
    if not scores.size:
        return cuts
    old = cuts.ng if cut == "ng" else cuts.review
    wanted = old + direction * float(scores[-1]) / STEPS
    now, then = (int(n) for n in np.searchsorted(scores, [old, wanted]))
    if now == then:
        wanted = _beyond(scores, now, direction, old)
    if cut == "ng":
        return Cuts(cuts.review, max(wanted, cuts.review))
    return Cuts(min(max(wanted, 0.0), cuts.ng), cuts.ng)


def _beyond(scores: NDArray[np.float64], place: int, direction: int, cut: float) -> float:
    """Half-way behind the next score in that direction; `cut` itself where there is none.

    Args:
        place: so many scores lie below the cut.
    """
    if direction > 0:
        if place == scores.size:
            return cut
        following = int(np.searchsorted(scores, scores[place], side="right"))
        if following == scores.size:
            return float(scores[-1]) * 1.05 + 1e-6
        return float(scores[place] + scores[following]) / 2
    if place == 0:
        return cut
    first = int(np.searchsorted(scores, scores[place - 1]))
    return float(scores[0]) if first == 0 else float(scores[first - 1] + scores[first]) / 2
