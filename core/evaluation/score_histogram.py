"""The histogram of a score table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.score_table import ScoreTable

BINS = 60
LEAST = 1e-3
"""The axis reaches at least so far."""


@dataclass(frozen=True, eq=False)
class ScoreHistogram:
    """Images per bin; bin i holds `edges[i] <= score < edges[i + 1]`.

    Attributes:
        edges: `(B + 1,)`, rising.
        good, defective: images of each label, `(B,)`.
        trained: those of both labels that the model was trained on, `(B,)`.
    """

    edges: NDArray[np.float64]
    good: NDArray[np.int64]
    defective: NDArray[np.int64]
    trained: NDArray[np.int64]


def score_histogram(table: ScoreTable, bins: int = BINS, *, log: bool = False) -> ScoreHistogram | None:
    """Count the table's scores into bins up to just above the worst one; None without scores.

    Args:
        log: bins of one ratio from the lowest score on, in place of bins of one width from 0 on. Scores of 0 are then
            in none of them.
    """
    if not len(table):
        return None
    # The worst score belongs into the last bin although no bin holds its upper edge.
    top = float(np.nextafter(max(float(table.scores[-1]), LEAST) * (1 + 1e-9), np.inf))
    if log:
        above = table.scores[table.scores > 0]
        lowest = float(above[0]) if above.size else LEAST / 10
        edges = np.geomspace(min(lowest, top / 2), top, bins + 1)
        # Rounding must not push the ends past the scores that they hold.
        edges[0], edges[-1] = min(lowest, top / 2), top
    else:
        edges = np.linspace(0.0, top, bins + 1)
    return ScoreHistogram(
        edges,
        np.diff(np.searchsorted(table.good_scores, edges)),
        np.diff(np.searchsorted(table.defective_scores, edges)),
        np.diff(np.searchsorted(table.scores[table.trained], edges)),
    )
