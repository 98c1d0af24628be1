"""Figures at a pair of cuts, by hand and against other programs."""

from __future__ import annotations

import numpy as np
import pytest

from core.datasets.dataset import Split
from core.evaluation.cut_figures import cut_figures
from core.evaluation.parts import parts_per_thousand, summed
from core.evaluation.rates import Estimate, wilson
from core.evaluation.score_table import ScoredImage, ScoreTable
from core.evaluation.verdict_counts import LabelCounts, VerdictCounts
from core.inspection.cuts import Cuts


def table(good: list[float], bad: list[float], seen: Split | None = None) -> ScoreTable:
    return ScoreTable(
        [*(ScoredImage(s, False, seen=seen) for s in good), *(ScoredImage(s, True) for s in bad)]
    )


def test_rates_by_hand() -> None:
    figures = cut_figures(table([0.1, 0.2, 0.3, 0.6], [0.1, 0.35, 0.7, 0.8, 0.9]), Cuts(0.25, 0.5))
    shares = {item.name: (item.rate.k, item.rate.n) for item in figures.rates if item.rate}
    assert shares == {
        "Precision": (3, 4),
        "Recall": (3, 5),
        "F1": (6, 9),
        "False alarms": (1, 4),
        "Missed": (1, 5),
        "Reviewed": (2, 9),
    }
    assert figures.ng_point is not None
    assert figures.review_point is not None
    assert (figures.ng_point.false_alarm_rate, figures.ng_point.recall) == (0.25, 0.6)
    assert (figures.review_point.false_alarm_rate, figures.review_point.recall) == (0.5, 0.8)
    assert figures.review_point.precision == pytest.approx(4 / 6)
    assert figures.rate("Recall") == wilson(3, 5)


def test_expected_parts_by_hand() -> None:
    parts = cut_figures(table([0.1, 0.2, 0.3, 0.6], [0.1, 0.35, 0.7, 0.8, 0.9]), Cuts(0.25, 0.5), 0.1).parts
    assert parts.review is not None
    assert parts.false_alarms is not None
    assert parts.misses is not None
    assert parts.review.value == pytest.approx(900 / 4 + 100 / 5)
    assert parts.false_alarms.value == pytest.approx(900 / 4)
    assert parts.misses.value == pytest.approx(100 / 5)
    cost = parts.cost(1, 20)
    assert cost is not None
    assert cost.value == pytest.approx(900 / 4 + 20 * 100 / 5)


def test_without_defective_images_only_good_parts_are_expected() -> None:
    figures = cut_figures(table([0.1, 0.2, 0.3, 0.6], []), Cuts(0.25, 0.5), 0.1)
    assert figures.parts.review is not None
    assert figures.parts.review.value == pytest.approx(250)
    assert figures.parts.misses is None
    assert figures.parts.cost(1, 20) is None
    assert figures.ng_point is None
    assert figures.rate("Recall") is None


def test_the_interval_of_a_sum_covers_as_often_as_it_says() -> None:
    """Of the review load, by simulation: the true load lies within it in about 95 % of all samples."""
    rng = np.random.default_rng(0)
    true = 900 * 0.08 + 100 * 0.3
    inside = 0
    for good, bad in zip(rng.binomial(120, 0.08, 1000), rng.binomial(40, 0.3, 1000), strict=True):
        counts = LabelCounts(VerdictCounts(120 - good, good, 0), VerdictCounts(40 - bad, bad, 0))
        load = parts_per_thousand(counts, 0, 0.1).review
        assert load is not None
        assert load.low is not None
        assert load.high is not None
        inside += load.low <= true <= load.high
    assert 0.93 < inside / 1000 < 0.98


def test_one_term_keeps_its_own_interval() -> None:
    assert summed([(10, Estimate(0.2, 0.1, 0.4))]) == Estimate(2, 1, 4)
    assert summed([(1, Estimate(0.2, 0.1, 0.4)), (1, None)]) is None


def test_training_images_are_counted_where_a_figure_holds_them() -> None:
    figures = cut_figures(table([0.1, 0.6], [0.3, 0.7], seen=Split.TRAIN), Cuts(0.25, 0.5))
    assert {item.name: item.trained for item in figures.rates} == {
        "Precision": 1,
        "Recall": 0,
        "F1": 1,
        "False alarms": 2,
        "Missed": 0,
        "Reviewed": 2,
    }
    assert figures.parts.trained == 2
    assert cut_figures(table([0.1], [0.3], seen=Split.VALIDATION), Cuts(0, 1)).parts.trained == 0


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_lies_between_0_and_1(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        cut_figures(ScoreTable(), Cuts(0, 1), share)
