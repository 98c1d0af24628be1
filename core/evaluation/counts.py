"""Figures that need a decision: one confusion matrix and the rates read from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.evaluation.rates import CONFIDENCE, Rate, wilson

DRAWS = 20_000


@dataclass(frozen=True)
class Confusion:
    """Counts of decisions against labels; *defective* is the positive class.

    The paper names its classes the other way round (its positives are the good images), so its TN is the
    `tp` here, its FN the `fp`, its FP the `fn`, and its TP the `tn`. Eq. 12 is `accuracy`; Eq. 13,
    TN / (TN + FN), is `precision`; Eq. 14, TN / (TN + FP), is `recall`; Eq. 15 is `f1`. The figures are the
    same ones.

    A rate whose denominator is 0 is None.

    Raises:
        ValueError: a negative count.
    """

    tp: int
    fp: int
    fn: int
    tn: int

    def __post_init__(self) -> None:
        if min(self.tp, self.fp, self.fn, self.tn) < 0:
            raise ValueError("A confusion matrix holds counts of 0 or more.")

    @staticmethod
    def of(pairs: Iterable[tuple[bool, bool]]) -> Confusion:
        """Count `(is defective, was called defective)` pairs."""
        table = [[0, 0], [0, 0]]
        for defective, called in pairs:
            table[bool(defective)][bool(called)] += 1
        return Confusion(tp=table[1][1], fp=table[0][1], fn=table[1][0], tn=table[0][0])

    @property
    def total(self) -> int:
        """All images counted."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def accuracy(self) -> Rate | None:
        """Right decisions among all (Eq. 12)."""
        return wilson(self.tp + self.tn, self.total)

    @property
    def precision(self) -> Rate | None:
        """Defective ones among those called defective (Eq. 13)."""
        return wilson(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> Rate | None:
        """Defective ones that were called defective (Eq. 14)."""
        return wilson(self.tp, self.tp + self.fn)

    @property
    def false_alarm_rate(self) -> Rate | None:
        """Good ones that were called defective."""
        return wilson(self.fp, self.fp + self.tn)

    @property
    def f1(self) -> Rate | None:
        """Harmonic mean of precision and recall (Eq. 15), as `2 tp / (2 tp + fp + fn)`.

        The interval is by seeded simulation, the numbers of good and defective images held fixed: recall
        and false-alarm rate are drawn from their Beta posteriors under Jeffreys' prior and F1 is computed
        from each draw (after Goutte and Gaussier, "A probabilistic interpretation of precision, recall and
        F-score, with implication for evaluation", ECIR 2005).
        Resampling the images themselves would give a perfect result on five images the interval [1, 1].
        """
        k, n = 2 * self.tp, 2 * self.tp + self.fp + self.fn
        if n == 0:
            return None
        low, high = _f1_ends(self.tp, self.fp, self.fn, self.tn)
        value = k / n
        # A posterior never reaches 0 or 1, so the figure itself may lie just outside it.
        return Rate(value, min(low, value), max(high, value), k, n)

    def to_dict(self) -> dict[str, Any]:
        """The counts and every rate as plain values for JSON; None stays None."""
        rates = {
            "accuracy": self.accuracy,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "false_alarm_rate": self.false_alarm_rate,
        }
        counts = {"tp": self.tp, "fp": self.fp, "fn": self.fn, "tn": self.tn}
        return counts | {name: rate and rate.to_dict() for name, rate in rates.items()}


@lru_cache(maxsize=10_000)
def _f1_ends(tp: int, fp: int, fn: int, tn: int) -> tuple[float, float]:
    # Kept: a cut that is dragged to and fro comes by the same counts again.
    generator = np.random.default_rng(0)
    found = (tp + fn) * generator.beta(tp + 0.5, fn + 0.5, DRAWS)
    alarms = (fp + tn) * generator.beta(fp + 0.5, tn + 0.5, DRAWS)
    called = found + alarms + tp + fn
    drawn = np.divide(2 * found, called, out=np.zeros(DRAWS), where=called > 0)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)
