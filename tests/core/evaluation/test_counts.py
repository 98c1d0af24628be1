from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn import metrics

from core.evaluation.counts import Confusion
from core.evaluation.rates import wilson


def test_rates_equal_scikit_learn() -> None:
    generator = np.random.default_rng(3)
    truth = generator.random(200) < 0.3
    called = np.where(generator.random(200) < 0.8, truth, ~truth)
    confusion = Confusion.of(zip(truth, called, strict=True))
    assert [[confusion.tn, confusion.fp], [confusion.fn, confusion.tp]] == metrics.confusion_matrix(
        truth, called
    ).tolist()
    expected = {
        "accuracy": metrics.accuracy_score(truth, called),
        "precision": metrics.precision_score(truth, called),
        "recall": metrics.recall_score(truth, called),
        "f1": metrics.f1_score(truth, called),
        "false_alarm_rate": 1 - metrics.recall_score(~truth, ~called),
    }
    for name, value in expected.items():
        rate = getattr(confusion, name)
        assert rate.value == pytest.approx(value), name
        assert rate.value == rate.k / rate.n
        assert rate.low < rate.value < rate.high, name


@pytest.mark.parametrize(
    ("k", "n"), [(0, 1), (1, 1), (0, 40), (7, 40), (40, 40), (3, 10_000), (9_998, 10_000)]
)
def test_wilson_equals_scipy(k: int, n: int) -> None:
    rate = wilson(k, n)
    expected = binomtest(k, n).proportion_ci(0.95, "wilson")
    assert rate is not None
    assert (rate.low, rate.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert (rate.value, rate.k, rate.n) == (k / n, k, n)


@pytest.mark.parametrize(("k", "n"), [(-1, 4), (5, 4), (1, 0)])
def test_impossible_shares_are_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(k, n)


def test_undefined_rates_are_none() -> None:
    empty = Confusion(0, 0, 0, 0)
    assert {empty.accuracy, empty.precision, empty.recall, empty.f1, empty.false_alarm_rate} == {None}
    only_good = Confusion(tp=0, fp=0, fn=0, tn=5)
    assert only_good.precision is None
    assert only_good.recall is None
    assert only_good.f1 is None
    assert only_good.accuracy is not None
    assert only_good.to_dict()["f1"] is None


def test_a_perfect_result_on_few_images_is_not_certain() -> None:
    f1 = Confusion(tp=5, fp=0, fn=0, tn=5).f1
    assert f1 is not None
    assert f1.value == f1.high == 1.0
    assert 0.5 < f1.low < 0.9


def test_nothing_found_is_zero_and_not_undefined() -> None:
    f1 = Confusion(tp=0, fp=0, fn=4, tn=6).f1
    assert f1 is not None
    assert f1.value == f1.low == 0.0
    assert 0 < f1.high < 1


def test_the_f1_interval_covers_what_resampling_the_images_covers() -> None:
    confusion = Confusion(tp=150, fp=30, fn=50, tn=770)
    generator = np.random.default_rng(1)
    tp = generator.binomial(200, 150 / 200, 50_000)
    fp = generator.binomial(800, 30 / 800, 50_000)
    low, high = np.quantile(2 * tp / (tp + 200 + fp), [0.025, 0.975])
    assert confusion.f1 is not None
    assert confusion.f1.low == pytest.approx(low, abs=0.01)
    assert confusion.f1.high == pytest.approx(high, abs=0.01)


def test_intervals_repeat() -> None:
    assert Confusion(3, 1, 2, 9).f1 == Confusion(3, 1, 2, 9).f1


def test_the_papers_equations_under_other_letters() -> None:
    """Eq. 12-15 with the paper's letters: its positive is the good image."""
    tp_paper, fp_paper, fn_paper, tn_paper = 240, 6, 14, 30
    ours = Confusion(tp=tn_paper, fp=fn_paper, fn=fp_paper, tn=tp_paper)
    precision = tn_paper / (tn_paper + fn_paper)
    recall = tn_paper / (tn_paper + fp_paper)
    assert ours.accuracy is not None
    assert ours.precision is not None
    assert ours.recall is not None
    assert ours.f1 is not None
    assert ours.accuracy.value == pytest.approx((tn_paper + tp_paper) / 290)
    assert (ours.precision.value, ours.recall.value) == pytest.approx((precision, recall))
    assert ours.f1.value == pytest.approx(2 * precision * recall / (precision + recall))


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts of 0 or more"):
        Confusion(-1, 0, 0, 0)
