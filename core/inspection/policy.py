"""How the cuts are chosen, as a user writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from core.errors import CalibrationError
from core.language import later

Kind = Literal["best-f1", "far", "no-miss", "cost", "good-only"]


@dataclass(frozen=True)
class Policy:
    """A calibration policy.

    Attributes:
        kind: `best-f1`: the highest F1; `far`: the most defects at a false-alarm rate of at most `rate`; `no-miss`: the
            fewest false alarms with every known defect NG; `cost`: the lowest total cost; `good-only`: from good images
            alone.
        rate: the largest accepted false-alarm rate, 0..1 (`far`).
        false_alarm_cost, miss_cost: the price of one false alarm and one missed defect (`cost`).
    """

    kind: Kind
    rate: float = 0.0
    false_alarm_cost: float = 1.0
    miss_cost: float = 1.0

    def __str__(self) -> str:
        if self.kind == "far":
            return f"far={self.rate:g}"
        if self.kind == "cost":
            return f"cost={self.false_alarm_cost:g}:{self.miss_cost:g}"
        return self.kind


NUMBER = r"(\d+(?:\.\d+)?|\.\d+)"
MOST_COST = 1e12
"""Of one false alarm or miss: a sum of such over all images still has digits to tell one more by."""


def parse_policy(text: str) -> Policy:
    """Read `best-f1`, `far=0.01`, `no-miss`, `cost=1:20` or `good-only`.

    Raises:
        CalibrationError: anything else.
    """
    if text == "best-f1":
        return Policy("best-f1")
    if text == "no-miss":
        return Policy("no-miss")
    if text == "good-only":
        return Policy("good-only")
    if (match := re.fullmatch(f"far={NUMBER}", text)) and float(match[1]) < 1:
        return Policy("far", rate=float(match[1]))
    if (
        (match := re.fullmatch(f"cost={NUMBER}:{NUMBER}", text))
        and 0 < float(match[1]) <= MOST_COST
        and 0 < float(match[2]) <= MOST_COST
    ):
        return Policy("cost", false_alarm_cost=float(match[1]), miss_cost=float(match[2]))
    raise CalibrationError(
        later("Inspection", "'{policy}' is not a calibration policy.", policy=text),
        later(
            "Inspection",
            "Use best-f1, far=0.01 (a rate from 0 to 1), no-miss, cost=1:20 (false alarm : miss) or good-only.",
        ),
    )
