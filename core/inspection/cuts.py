"""The two cuts on the anomaly score, and what they make of a score."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.inspection.result import Verdict


@dataclass(frozen=True)
class Cuts:
    """A score below `review` is OK, from `ng` up NG, between them Review.

    Raises:
        ValueError: a cut is negative or no finite number, or the review cut lies above the NG cut.
    """

    review: float
    ng: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.ng) and 0 <= self.review <= self.ng):
            raise ValueError(f"{self.review:g} and {self.ng:g} are no pair of cuts.")

    def verdict(self, score: float) -> Verdict:
        """The decision on one score."""
        if score >= self.ng:
            return Verdict.NG
        return Verdict.REVIEW if score >= self.review else Verdict.OK
