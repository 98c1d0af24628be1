"""Places on the axes, and what is written there."""

from __future__ import annotations

import numpy as np
import pytest

from app.gui.views.calibrate.widgets.score_axis import ScoreAxis, count_ticks, heights, nice_step

EDGES = np.linspace(0.0, 1.0, 11)


@pytest.mark.parametrize("log", [False, True])
def test_a_place_and_its_score_are_the_same(log: bool) -> None:
    axis = ScoreAxis.of(EDGES, log=log)
    assert [axis.score(float(axis.at(s))) for s in (0.06, 0.4, 1.0)] == pytest.approx([0.06, 0.4, 1.0])


def test_an_axis_of_decades_has_a_place_for_0() -> None:
    axis = ScoreAxis.of(EDGES, log=True)
    assert axis.score(float(axis.at(0.0))) == pytest.approx(0.05)
    assert ScoreAxis.of(EDGES + 0.2, log=True).least == pytest.approx(0.2)


def test_a_linear_axis_never_gives_a_score_below_0() -> None:
    assert ScoreAxis().score(-0.3) == 0


@pytest.mark.parametrize("log", [False, True])
def test_one_score_alone_still_has_an_axis(log: bool) -> None:
    low, high = ScoreAxis(log, 0.01).span([0.2, 0.2])
    assert low < float(ScoreAxis(log, 0.01).at(0.2)) < high


def test_written_scores_are_round_and_no_more_than_fit() -> None:
    assert ScoreAxis().ticks(0.0, 1.0, 5) == [
        (pytest.approx(v), f"{v:g}") for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    ]
    decades = ScoreAxis(True, 1e-3).ticks(-3.0, 0.0, 6)
    assert [text for _, text in decades] == ["0.001", "0.01", "0.1", "1"]
    assert [place for place, _ in decades] == pytest.approx([-3, -2, -1, 0])
    assert [text for _, text in ScoreAxis(True, 1e-3).ticks(-1.0, 0.0, 4)] == ["0.1", "0.2", "0.5", "1"]
    close = [text for _, text in ScoreAxis(True, 1e-3).ticks(np.log10(0.2), np.log10(0.3), 3)]
    assert close == ["0.2", "0.25", "0.3"]


def test_bars_end_at_1_and_one_image_among_thousands_shows() -> None:
    assert heights([0, 5, 10], log=False).tolist() == [0, 0.5, 1]
    assert heights([1, 9_999], log=True).tolist() == pytest.approx([np.log10(2) / 4, 1])
    assert heights([0, 0], log=True).tolist() == [0, 0]


def test_counts_are_written_where_their_bars_end_and_apart() -> None:
    assert count_ticks(10, 0.4, log=False) == [(0.5, "5"), (1.0, "10")]
    assert count_ticks(1, 0.1, log=False) == [(1.0, "1")]
    logs = count_ticks(9_999, 0.2, log=True)
    assert [text for _, text in logs] == ["10", "100", "1,000"]
    assert logs[-1][0] == pytest.approx(heights([1_000, 9_999], log=True)[0])
    assert count_ticks(0, 0.2, log=True) == []


@pytest.mark.parametrize(("least", "step"), [(0.03, 0.05), (1.0, 1.0), (51, 100), (0.2, 0.2)])
def test_steps_are_round(least: float, step: float) -> None:
    assert nice_step(least) == pytest.approx(step)
