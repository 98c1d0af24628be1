"""Every figure that follows from a score table and a pair of cuts."""

from __future__ import annotations

from dataclasses import dataclass

from core.evaluation.parts import PartsPerThousand, parts_per_thousand
from core.evaluation.rates import Rate, wilson
from core.evaluation.score_table import ScoreTable
from core.evaluation.verdict_counts import LabelCounts
from core.inspection.cuts import Cuts
from core.language import Later, later

DEFECTIVE_SHARE = 0.01
"""The share of defective parts that expected numbers assume where nobody says another: a labelled set has far more
defects than a production has."""


@dataclass(frozen=True)
class NamedRate:
    """A rate as a table shows it.

    Attributes:
        title: what to call it.
        meaning: what is counted, in one sentence.
        rate: None where it is not defined (nothing to divide by).
        trained: images among those counted that the model was trained on; with any, the rate is too good.
    """

    title: Later
    meaning: Later
    rate: Rate | None
    trained: int

    @property
    def name(self) -> str:
        """The title in English, for programs."""
        return self.title.english


@dataclass(frozen=True)
class Point:
    """Where one cut lies on the ROC and the PR curve; `precision` is None where it rejects nothing."""

    false_alarm_rate: float
    recall: float
    precision: float | None


@dataclass(frozen=True)
class CutFigures:
    """What a pair of cuts does to the images of a table.

    Attributes:
        cuts: the pair.
        counts: images per label and verdict.
        trained: those among them that the model was trained on.
        rates: precision, recall, F1, false alarms, missed, reviewed. In the first four only NG is "called
            defective", as in `evaluate`; the last two say what Review does.
        parts: expected numbers in a production.
        ng_point, review_point: the cuts on the curves, the second as if whatever goes to review were rejected; None
            where a label has no image.
    """

    cuts: Cuts
    counts: LabelCounts
    trained: LabelCounts
    rates: tuple[NamedRate, ...]
    parts: PartsPerThousand
    ng_point: Point | None
    review_point: Point | None

    def rate(self, name: str) -> Rate | None:
        """The rate of that name.

        Raises:
            KeyError: there is none.
        """
        return {item.name: item.rate for item in self.rates}[name]


def cut_figures(table: ScoreTable, cuts: Cuts, defective_share: float = DEFECTIVE_SHARE) -> CutFigures:
    """Measure `cuts` on the images of `table`: look-ups in sorted scores, no pass over the images.

    Raises:
        ValueError: `defective_share` is not within 0..1.
    """
    counts, trained = table.counts(cuts), table.trained_counts(cuts)
    good, bad = counts.good, counts.defective
    return CutFigures(
        cuts=cuts,
        counts=counts,
        trained=trained,
        rates=_rates(counts, trained),
        parts=parts_per_thousand(counts, trained.total, defective_share),
        ng_point=_point(good.ng, good.total, bad.ng, bad.total),
        review_point=_point(good.ng + good.review, good.total, bad.ng + bad.review, bad.total),
    )


def _rates(counts: LabelCounts, trained: LabelCounts) -> tuple[NamedRate, ...]:
    confusion, bad = counts.confusion, counts.defective
    called = trained.good.ng + trained.defective.ng
    return (
        NamedRate(
            later("Calibrate", "Precision"),
            later("Calibrate", "Defective ones among those judged NG."),
            confusion.precision,
            called,
        ),
        NamedRate(
            later("Calibrate", "Recall"),
            later("Calibrate", "Defective ones that are judged NG."),
            confusion.recall,
            trained.defective.total,
        ),
        NamedRate(
            later("Calibrate", "F1"),
            later("Calibrate", "Harmonic mean of precision and recall."),
            confusion.f1,
            trained.good.ng + trained.defective.total,
        ),
        NamedRate(
            later("Calibrate", "False alarms"),
            later("Calibrate", "Good ones that are judged NG."),
            confusion.false_alarm_rate,
            trained.good.total,
        ),
        NamedRate(
            later("Calibrate", "Missed"),
            later("Calibrate", "Defective ones that are judged OK."),
            wilson(bad.ok, bad.total),
            trained.defective.total,
        ),
        NamedRate(
            later("Calibrate", "Reviewed"),
            later("Calibrate", "Images of both labels that somebody has to look at."),
            wilson(counts.good.review + bad.review, counts.total),
            trained.total,
        ),
    )


def _point(alarms: int, good: int, found: int, defective: int) -> Point | None:
    if not good or not defective:
        return None
    called = found + alarms
    return Point(alarms / good, found / defective, found / called if called else None)
