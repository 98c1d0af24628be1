"""Each rule on a picture where it must be the cause, and beside it where it must not."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from core.experiments.measures import DefectFigures, PeakFigures, measure_defect, measure_peak
from core.experiments.rules import Kind, Reason, Usual, reason_of_defect, reason_of_good
from core.inspection.compare import compare
from core.inspection.result import FloatImage, Mask
from tests.core.experiments.made import WINDOW, looked, square, texture

CUT = 0.5


def defect(
    original: FloatImage,
    repair: FloatImage,
    label: Mask,
    cut: float = CUT,
    good: tuple[float, ...] = (0.01,) * 9,
    *,
    repairs: bool = True,
) -> Reason:
    _, local = compare(original, repair, WINDOW)
    found = measure_defect(looked(original, repair), label, WINDOW)
    return reason_of_defect(found, float(local.max()), cut, good, repairs=repairs)


def good(original: FloatImage, repair: FloatImage, usual: Usual | None, cut: float = 0.01) -> Reason:
    _, local = compare(original, repair, WINDOW)
    return reason_of_good(measure_peak(looked(original, repair), WINDOW), float(local.max()), cut, usual)


USUAL = Usual(1.0, 0.1)
GROUND = texture(0, 0.01)
"""A quiet surface."""
LARGE, TINY = square(40, 40, 20), square(46, 46, 3)


def darker(where: Mask, by: float = 0.3) -> FloatImage:
    return np.where(where, GROUND - np.float32(by), GROUND)


def test_a_defect_that_is_found_needs_no_cause() -> None:
    reason = defect(darker(LARGE), GROUND, LARGE)
    assert reason.kind is Kind.FOUND


def test_a_tiny_one_is_averaged_away_by_the_window() -> None:
    reason = defect(darker(TINY), GROUND, TINY, cut=0.6)
    assert reason.kind is Kind.SMALL
    assert "the label's 9 px" in reason.line
    assert "17 x 17 px" in reason.line
    assert defect(darker(LARGE), GROUND, LARGE, cut=1.9).kind is not Kind.SMALL


def test_a_faint_one_differs_no_more_than_the_texture() -> None:
    noisy = cv2.GaussianBlur(texture(5, 0.3), (0, 0), 6) + texture(14, 0.02) - np.float32(0.5)
    reason = defect(np.where(LARGE, noisy + np.float32(0.002), noisy), noisy, LARGE)
    assert reason.kind is Kind.FAINT
    assert (
        defect(np.where(LARGE, noisy + np.float32(0.3), noisy), noisy, LARGE, cut=1.9).kind is not Kind.FAINT
    )


def test_one_that_the_repair_leaves_is_said_to_be_left() -> None:
    # What little changes, changes everywhere.
    changed = texture(5, 0.004) - np.float32(0.5)
    reason = defect(darker(LARGE), darker(LARGE) + changed, LARGE)
    assert reason.kind is Kind.LEFT
    assert "100% of its contrast is still there" in reason.line
    assert defect(darker(LARGE), GROUND, LARGE, cut=1.9).kind is not Kind.LEFT


def test_a_verdict_that_comes_from_another_place_says_so() -> None:
    elsewhere = square(5, 5, 20)
    reason = defect(darker(LARGE), np.where(elsewhere, texture(6, 0.2), darker(LARGE)), LARGE, cut=0.4)
    assert reason.kind is Kind.LEFT
    assert reason.line.endswith("; NG for another place")


def test_a_repaired_one_may_be_shown_no_more_than_other_places() -> None:
    noisy, other = texture(0, 0.03), texture(1, 0.03)
    spoilt = np.where(square(0, 0, 30) | square(66, 60, 30), other, noisy)
    reason = defect(np.where(LARGE, noisy - np.float32(0.1), noisy), spoilt, LARGE, cut=1.9)
    assert reason.kind is Kind.ELSEWHERE


def test_good_images_that_score_as_high_leave_no_cut() -> None:
    reason = defect(darker(LARGE), GROUND, LARGE, cut=1.9, good=(1.8, *[0.01] * 9))
    assert reason.kind is Kind.OVERLAP
    assert reason.line.startswith("repaired, but 10% of the good images")
    assert defect(darker(LARGE), GROUND, LARGE, cut=1.9, good=(1.8, *[0.01] * 99)).kind is Kind.NONE


def test_the_cut_itself_is_the_cause_where_it_is_near() -> None:
    _, local = compare(darker(LARGE), GROUND, WINDOW)
    cut = float(local.max()) * 1.05
    reason = defect(darker(LARGE), GROUND, LARGE, cut=cut)
    assert reason.kind is Kind.NEAR
    assert reason.line.startswith("only just below the cut")
    assert defect(darker(LARGE), GROUND, LARGE, cut=1.2 * cut).kind is Kind.NONE


def test_without_a_mask_only_the_scores_speak() -> None:
    assert reason_of_defect(None, 0.3, CUT, (0.35, 0.1), repairs=True).kind is Kind.OVERLAP
    assert reason_of_defect(None, 0.48, CUT, (0.1,), repairs=True).kind is Kind.NEAR
    none = reason_of_defect(None, 0.3, CUT, (0.1,), repairs=True)
    assert none.kind is Kind.NONE
    assert "no mask" in none.line


MARKED = DefectFigures(
    area=400,
    window=17,
    shown=0.7,
    shown_elsewhere=0.01,
    peak=0.45,
    as_high=0.0,
    change=0.0,
    change_elsewhere=0.0,
    level=30.0,
    grain=5.0,
    usual_level=2.0,
    usual_grain=1.0,
    kept=1.0,
)


def test_a_network_that_only_marks_has_marked_it_or_not() -> None:
    unmarked = replace(MARKED, shown=0.1)
    assert reason_of_defect(unmarked, 0.2, CUT, (0.0,), repairs=False).kind is Kind.UNMARKED
    # It changes nothing, which is no cause: it is not there to repair.
    assert reason_of_defect(MARKED, 0.45, CUT, (0.0,), repairs=False).kind is Kind.NEAR
    assert reason_of_defect(MARKED, 0.45, CUT, (0.0,), repairs=True).kind is Kind.LEFT


def test_each_figure_that_a_rule_asks_for_can_rule_it_out() -> None:
    def kind(**changes: float) -> Kind:
        return reason_of_defect(replace(MARKED, **changes), 0.45, CUT, (0.0,), repairs=True).kind

    unchanged = {"change": 2.0, "change_elsewhere": 1.0}
    assert kind(kept=0.67, **unchanged) is Kind.LEFT
    assert kind(kept=0.66, **unchanged) is not Kind.LEFT
    assert kind(change=2.1, change_elsewhere=1.0) is not Kind.LEFT
    assert kind(area=288, shown=CUT) is Kind.SMALL
    assert kind(area=288, shown=0.49) is not Kind.SMALL
    assert kind(area=289, shown=CUT) is not Kind.SMALL
    assert kind(level=2.0, grain=1.0) is Kind.FAINT
    assert kind(level=2.0, grain=1.1) is not Kind.FAINT
    assert kind(level=2.1, grain=1.0) is not Kind.FAINT


def test_the_border_is_the_cause_where_only_it_scores() -> None:
    edge = square(0, 40, 10)
    reason = good(GROUND, np.where(edge, texture(1, 0.05), GROUND), USUAL)
    assert reason.kind is Kind.BORDER
    assert "er there" not in reason.line
    inside = square(40, 40, 10)
    assert good(GROUND, np.where(inside, texture(1, 0.05), GROUND), None, cut=9).kind is not Kind.BORDER
    bright = np.where(edge, GROUND + np.float32(0.2), GROUND)
    assert "levels brighter there" in good(bright, GROUND, USUAL).line


def test_a_texture_that_is_not_reproduced_is_compared_with_the_other_good_images() -> None:
    repair = GROUND + texture(1, 0.02) - np.float32(0.5)
    # 0.02 of 255 levels, squared.
    error, shown = 26.0, float(np.median(1 - looked(GROUND, repair).ssim_map))
    assert good(GROUND, repair, Usual(error / 1.6, shown / 1.6)).kind is Kind.TEXTURE
    for usual in (Usual(error / 1.6, shown / 1.4), Usual(error / 1.4, shown / 1.6), None):
        assert good(GROUND, repair, usual).kind is not Kind.TEXTURE


def test_a_spot_of_the_part_says_its_tone() -> None:
    for by, tone in ((-0.2, "dark"), (0.2, "bright")):
        reason = good(np.where(LARGE, GROUND + np.float32(by), GROUND), GROUND, None)
        assert reason.kind is Kind.SPOT
        assert f"a {tone} spot" in reason.line


PEAK = PeakFigures(
    x=40,
    y=50,
    border=40,
    window=17,
    farther_in=0.5,
    error=10.0,
    shown=0.1,
    level=1.0,
    usual_level=1.0,
    grain=8.0,
    usual_grain=8.0,
)
USUAL_OF_PEAK = Usual(PEAK.error, PEAK.shown)


def test_an_edge_and_a_flat_place_differ_in_grain_alone() -> None:
    for side, kind in ((1, Kind.EDGE), (-1, Kind.FLAT)):
        place = texture(0, 0.05)
        centre = np.float32(0.5)
        amount = np.where(LARGE, np.float32(3.0**side), np.float32(1))
        original = centre + (place - centre) * amount
        repair = np.where(LARGE, texture(1, 0.01), original)
        assert good(original, repair, USUAL).kind is kind
    assert reason_of_good(PEAK, 0.5, 0.2, USUAL_OF_PEAK).kind is Kind.NONE


def test_a_score_near_the_cut_is_said_to_be() -> None:
    above, below = (reason_of_good(PEAK, 0.5, cut, USUAL_OF_PEAK) for cut in (0.48, 0.52))
    assert (above.kind, below.kind) == (Kind.NEAR, Kind.NEAR)
    assert above.line == "only just above the cut: 0.500, the cut is 0.480"
    assert below.line == "only just below the cut: 0.500, the cut is 0.520"
