"""How many good and how many defective images get each verdict."""

from __future__ import annotations

from dataclasses import dataclass

from core.datasets.dataset import Label
from core.evaluation.counts import Confusion
from core.inspection.result import Verdict


@dataclass(frozen=True)
class VerdictCounts:
    """Images per verdict."""

    ok: int
    review: int
    ng: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.ok + self.review + self.ng

    def of(self, verdict: Verdict) -> int:
        """The images with one verdict; 0 for `UNCALIBRATED`."""
        return {Verdict.OK: self.ok, Verdict.REVIEW: self.review, Verdict.NG: self.ng}.get(verdict, 0)


@dataclass(frozen=True)
class LabelCounts:
    """Images per label and verdict: the confusion matrix with Review as a column of its own."""

    good: VerdictCounts
    defective: VerdictCounts

    def of(self, label: Label, verdict: Verdict) -> int:
        """One cell: images of a label (good or defective) with a verdict."""
        return (self.defective if label is Label.DEFECTIVE else self.good).of(verdict)

    @property
    def total(self) -> int:
        """All images."""
        return self.good.total + self.defective.total

    @property
    def confusion(self) -> Confusion:
        """The two-by-two matrix, where only NG is "called defective", as `evaluate` counts: a part in Review is not
        rejected, so that it is no false alarm, and it is not found before somebody looks at it."""
        good, bad = self.good, self.defective
        return Confusion(tp=bad.ng, fp=good.ng, fn=bad.ok + bad.review, tn=good.ok + good.review)
