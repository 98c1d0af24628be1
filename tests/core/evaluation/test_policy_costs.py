"""What the policies choose and cost."""

from __future__ import annotations

import pytest

from core.datasets.dataset import Split
from core.errors import CalibrationError
from core.evaluation.policy_costs import Prices, cost_of, policy_costs
from core.evaluation.score_table import ScoredImage, ScoreTable
from core.inspection.choosing import choose_cuts
from core.inspection.cuts import Cuts
from core.inspection.policy import parse_policy

GOOD = [0.10, 0.12, 0.15, 0.20, 0.30]
BAD = [0.25, 0.40, 0.50]
PRICES = Prices(defective_share=0.1)


def table(good: list[float], bad: list[float], trained: int = 0) -> ScoreTable:
    """The first `trained` good images were trained on."""
    return ScoreTable(
        [
            *(ScoredImage(s, False, seen=Split.TRAIN if n < trained else None) for n, s in enumerate(good)),
            *(ScoredImage(s, True) for s in bad),
        ]
    )


def test_every_policy_says_what_it_costs() -> None:
    found = policy_costs(
        table(GOOD, BAD), ("best-f1", "far=0.2", "no-miss", "cost=1:20", "good-only"), PRICES
    )
    for item in found:
        assert item.cuts == choose_cuts(GOOD, BAD, parse_policy(item.policy))
        assert item.title
        assert item.meaning
        assert item.figures is not None
        assert item.cost is not None
        counts = item.figures.counts
        expected = 900 * counts.good.ng / 5 + 20 * 100 * counts.defective.ok / 3
        assert item.cost.value == pytest.approx(expected)
    assert len({item.title for item in found}) == 5


def test_no_known_defect_is_missed_at_the_fewest_false_alarms() -> None:
    item = policy_costs(table(GOOD, BAD), ("no-miss",), PRICES)[0]
    assert item.cuts is not None
    assert item.cuts.ng == pytest.approx((0.20 + 0.25) / 2)
    assert item.cuts.review == pytest.approx((0.20 + item.cuts.ng) / 2)
    assert item.figures is not None
    assert item.figures.counts.defective.ng == 3
    assert item.figures.counts.good.ng == 1
    # Not even where every good image scores higher.
    assert choose_cuts([0.5, 0.6], [0.1], parse_policy("no-miss")) == Cuts(0.1, 0.1)


def test_impossible_policies_give_a_reason_and_no_cuts() -> None:
    far, no_miss = policy_costs(table(GOOD, []), ("far=0.1", "no-miss"), PRICES)
    assert far.cuts is not None
    assert no_miss.cuts is no_miss.figures is no_miss.cost is None
    assert "needs defective images" in no_miss.reason


def test_training_images_are_counted_and_never_fitted_to() -> None:
    item = policy_costs(table([0.9, *GOOD], BAD, trained=1), ("far=0",), PRICES)[0]
    assert item.cuts == choose_cuts(GOOD, BAD, parse_policy("far=0"))
    assert item.figures is not None
    assert item.figures.trained.good.ng == 1


def test_known_cuts_cost_the_same_way() -> None:
    item = cost_of(
        table(GOOD, BAD), Cuts(0.11, 0.2), PRICES, "stored", "In the model file", "As it judges now."
    )
    assert item.cost is not None
    assert item.cost.value == pytest.approx(900 * 2 / 5)


def test_unknown_policies_are_refused() -> None:
    with pytest.raises(CalibrationError):
        policy_costs(table(GOOD, BAD), ("best",), PRICES)
