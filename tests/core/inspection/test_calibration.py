"""The calibration policies on cases that can be checked by hand or by exhaustion."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score

from core.errors import CalibrationError
from core.inspection.calibration import Calibration, fit, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.policy import Policy, parse_policy
from core.inspection.result import Verdict
from core.inspection.verdict import verdict_of

GOOD = [0.10, 0.12, 0.15, 0.20, 0.30]
BAD = [0.25, 0.40, 0.50]


def cut(good: list[float], bad: list[float], policy: str) -> Calibration:
    return fit(good, bad, parse_policy(policy), noise_level=0.4)


def test_best_f1_beats_every_other_cut() -> None:
    rng = np.random.default_rng(0)
    for _ in range(4):
        good, bad = rng.normal(0.3, 0.1, 30).clip(0).tolist(), rng.normal(0.5, 0.1, 12).clip(0).tolist()
        truth = [0] * 30 + [1] * 12
        scores = np.array(good + bad)
        chosen = f1_score(truth, scores >= cut(good, bad, "best-f1").ng_cut)
        others = [f1_score(truth, scores >= t) for t in np.linspace(0, 1, 60)]
        assert chosen >= max(others) - 1e-12


def test_false_alarm_rate_keeps_its_promise_and_catches_the_most() -> None:
    # One of five may alarm: the cut lies just above the second-highest good score.
    assert 0.20 < cut(GOOD, BAD, "far=0.2").ng_cut <= 0.25
    assert cut(GOOD, BAD, "far=0.19").ng_cut == pytest.approx(0.35)
    assert cut(GOOD, BAD, "far=0").ng_cut == pytest.approx(0.35)


def test_costs_by_hand() -> None:
    # 0.25 is missed above 0.275 (cost 20) and 0.30 alarms below 0.35 (cost 1): catching all is cheaper.
    assert 0.20 < cut(GOOD, BAD, "cost=1:20").ng_cut <= 0.25
    assert cut(GOOD, BAD, "cost=20:1").ng_cut == pytest.approx(0.35)


def test_the_review_band_reaches_down_to_the_faintest_known_defect() -> None:
    calibration = cut(GOOD, BAD, "far=0")
    assert calibration.ng_cut == pytest.approx(0.35)
    assert 0.20 < calibration.review_cut <= 0.25
    assert verdict_of(0.26, calibration) is Verdict.REVIEW
    assert verdict_of(0.35, calibration) is Verdict.NG
    assert verdict_of(0.15, calibration) is Verdict.OK
    assert verdict_of(0.9, None) is Verdict.UNCALIBRATED


def test_separable_scores_leave_a_band_in_the_gap() -> None:
    calibration = cut([0.1, 0.2], [0.6, 0.8], "best-f1")
    assert calibration.ng_cut == pytest.approx(0.4)
    assert calibration.review_cut == pytest.approx(0.3)
    assert not any("overlap" in w for w in calibration.warnings)


def test_good_only_passes_every_known_good_image_and_follows_the_spread() -> None:
    rng = np.random.default_rng(1)
    good = np.exp(rng.normal(-1.5, 0.1, 400)).tolist()
    calibration = cut(good, [], "good-only")
    assert calibration.ng_cut > max(good)
    # 99 % and 99.9 % points of the distribution that the scores were drawn from
    assert calibration.review_cut == pytest.approx(np.exp(-1.5 + 2.326 * 0.1), rel=0.05)
    fresh = np.exp(rng.normal(-1.5, 0.1, 5000))
    assert (fresh >= calibration.ng_cut).mean() < 0.005


@pytest.mark.parametrize(
    ("good", "bad", "policy"),
    [
        ([0.1], [0.5], "best-f1"),
        (GOOD, [], "best-f1"),
        (GOOD, [], "cost=1:20"),
        (GOOD, [], "no-miss"),
        ([0.1, float("nan")], [], "good-only"),
    ],
)
def test_impossible_calibrations_say_so(good: list[float], bad: list[float], policy: str) -> None:
    with pytest.raises(CalibrationError):
        cut(good, bad, policy)


def test_degenerate_calibrations_warn() -> None:
    warnings = cut([0.2] * 5, [0.1, 0.1], "best-f1").warnings
    assert len(warnings) == 3
    assert any("same score" in w for w in warnings)
    assert any("apart" in w for w in warnings)
    # Each says what to do.
    for words, way_out in (
        ("same score", "train again"),
        ("apart", "check the labels"),
        ("5 good", "add good ones"),
    ):
        assert any(words in w and way_out in w for w in warnings)
    assert "Review" in cut(GOOD * 4, BAD, "best-f1").warnings[0]
    assert cut(GOOD * 4, [0.4], "best-f1").warnings == ()


def test_cuts_set_cuts_are_kept_with_their_warnings() -> None:
    calibration = set_cuts(Cuts(0.2, 0.3), BAD, GOOD, noise_level=0.4)
    assert calibration.policy == "manual"
    assert calibration.cuts == Cuts(0.2, 0.3)
    assert calibration.good_scores == tuple(BAD)
    assert any("apart" in w for w in calibration.warnings)
    assert set_cuts(Cuts(0, 0), [], [], noise_level=0).warnings != ()


@pytest.mark.parametrize(
    "text", ["", "f1", "far=1", "far=-0.1", "far=x", "cost=1", "cost=0:1", "cost=1:2:3", "Best-F1"]
)
def test_unknown_policies_are_refused(text: str) -> None:
    with pytest.raises(CalibrationError, match="policy"):
        parse_policy(text)


@pytest.mark.parametrize("text", ["best-f1", "good-only", "no-miss", "far=0.01", "cost=1:20"])
def test_policies_read_back(text: str) -> None:
    assert str(parse_policy(text)) == text
    assert parse_policy(str(parse_policy(text))) == parse_policy(text)
    assert isinstance(parse_policy(text), Policy)


def test_cuts_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="review cut"):
        Calibration(
            policy="manual", review_cut=0.5, ng_cut=0.4, noise_level=0, good_scores=(), defective_scores=()
        )


@pytest.mark.parametrize("rate", ["0.07", "0.29", "0.57", "0.58"])
def test_a_rate_allows_as_many_false_alarms_as_it_says(rate: str) -> None:
    good = [number / 1000 for number in range(100)]
    cuts = cut(good, [1.0, 1.1], f"far={rate}")
    assert sum(score >= cuts.ng_cut for score in good) == round(float(rate) * 100)


def test_a_cost_without_an_end_is_no_policy() -> None:
    with pytest.raises(CalibrationError, match="not a calibration policy"):
        parse_policy("cost=1:" + "9" * 400)
