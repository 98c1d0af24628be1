"""The score histogram: dragging, keys, clicks, and what it costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.views.calibrate.widgets.score_chart import LARGE, ScoreChart
from app.gui.views.calibrate.widgets.score_plot import HINT, NOTHING, ScorePlot
from core.datasets.dataset import Label
from core.evaluation.score_histogram import score_histogram
from core.evaluation.score_table import ScoreTable
from core.inspection.cuts import Cuts

CUTS = Cuts(0.2, 0.4)
PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)
Mouse = Callable[..., None]
Collect = Callable[[Any], list[Any]]


@pytest.fixture
def plot(qtbot: QtBot, table: ScoreTable) -> Iterator[ScorePlot]:
    """A shown histogram with cuts at 0.2 and 0.4."""
    made = ScorePlot()
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.set_histogram(score_histogram(table, 13))
    made.set_cuts(CUTS)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


@pytest.fixture
def chart(plot: ScorePlot) -> ScoreChart:
    """Its chart."""
    return plot.chart


def drag(mouse: Mouse, chart: ScoreChart, start: float, *stops: float) -> None:
    """Take what is at a score, near the lower edge, and bring it to others."""
    y = chart.frame.bottom - 5
    mouse(chart.viewport(), PRESS, chart.pixel_of(start), y)
    for stop in stops:
        mouse(chart.viewport(), MOVE, chart.pixel_of(stop), y)
    mouse(chart.viewport(), RELEASE, chart.pixel_of(stops[-1]), y)


def test_a_cut_follows_the_mouse_and_is_dropped_once(
    plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect
) -> None:
    moved, dropped = collect(plot.cuts_moved), collect(plot.cuts_dropped)
    drag(mouse, chart, 0.4, 0.45, 0.5)
    assert [cuts.ng for cuts in moved] == pytest.approx([0.45, 0.5])
    assert {cuts.review for cuts in moved} == {0.2}
    assert dropped == [moved[-1]]
    assert plot.fields.ng.value() == pytest.approx(0.5)


def test_a_cut_is_dragged_by_its_flag_too(
    plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect
) -> None:
    moved = collect(plot.cuts_moved)
    flag = chart.flag_rect("review").center()
    mouse(chart.viewport(), PRESS, flag.x(), flag.y())
    mouse(chart.viewport(), MOVE, flag.x() + chart.pixel_of(0.3) - chart.pixel_of(0.2), flag.y())
    mouse(chart.viewport(), RELEASE, flag.x(), flag.y())
    assert [cuts.review for cuts in moved] == [pytest.approx(0.3)]


def test_cuts_do_not_cross(plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect) -> None:
    moved = collect(plot.cuts_moved)
    drag(mouse, chart, 0.2, 0.6)
    assert moved == [Cuts(0.4, 0.4)]
    # From one place, the way it goes says which of the two is meant.
    drag(mouse, chart, 0.4, 0.5)
    assert (moved[-1].review, moved[-1].ng) == (0.4, pytest.approx(0.5))
    drag(mouse, chart, 0.5, 0.1)
    assert moved[-1] == Cuts(0.4, 0.4)
    drag(mouse, chart, 0.4, 0.1)
    assert (moved[-1].review, moved[-1].ng) == (pytest.approx(0.1), 0.4)


def test_a_cut_stays_on_the_axis(plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect) -> None:
    dropped = collect(plot.cuts_dropped)
    y = chart.frame.bottom - 5
    mouse(chart.viewport(), PRESS, chart.pixel_of(0.2), y)
    mouse(chart.viewport(), MOVE, -500, y)
    mouse(chart.viewport(), RELEASE, -500, y)
    assert dropped == [Cuts(max(chart.frame.x[0], 0.0), 0.4)]


def test_taking_a_cut_without_moving_it_changes_nothing(
    plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect
) -> None:
    told = [collect(signal) for signal in (plot.cuts_moved, plot.cuts_dropped, plot.bar_clicked)]
    drag(mouse, chart, 0.4, 0.4)
    assert told == [[], [], []]


def test_setting_the_cuts_tells_nobody_and_keeps_them_exact(
    plot: ScorePlot, chart: ScoreChart, collect: Collect
) -> None:
    told = [collect(signal) for signal in (plot.cuts_moved, plot.cuts_dropped)]
    plot.set_cuts(Cuts(0.123456789, 3.0))
    assert told == [[], []]
    assert chart.cuts == Cuts(0.123456789, 3.0)
    assert chart.frame.x[0] < 0.2 < 3.0 < chart.frame.x[1]


def test_arrows_move_the_chosen_cut(
    qtbot: QtBot, plot: ScorePlot, chart: ScoreChart, collect: Collect
) -> None:
    moved, dropped = collect(plot.cuts_moved), collect(plot.cuts_dropped)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    small = moved[-1].ng - 0.4
    assert small > 0
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert moved[-1].ng == pytest.approx(0.4 + small - LARGE * small)
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert moved[-1].review == pytest.approx(0.2 + small)
    assert dropped == moved
    assert "the keys move the Review cut" in chart.accessibleDescription()


def test_a_key_that_is_held_is_one_step_to_undo(
    qtbot: QtBot, plot: ScorePlot, chart: ScoreChart, collect: Collect
) -> None:
    moved, dropped = collect(plot.cuts_moved), collect(plot.cuts_dropped)
    for _ in range(3):
        qtbot.keyPress(chart, Qt.Key.Key_Right)
    assert (len(moved), dropped) == (3, [])
    qtbot.keyRelease(chart, Qt.Key.Key_Shift)
    assert dropped == []
    qtbot.keyRelease(chart, Qt.Key.Key_Right)
    assert dropped == moved[-1:]


def test_a_click_on_a_bar_names_its_range_and_label(
    plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect, table: ScoreTable
) -> None:
    clicked = collect(plot.bar_clicked)
    middle = chart.frame.py(0.0)
    for score, y in ((0.08, middle - 8), (0.57, middle + 8), (0.57, middle - 8)):
        mouse(chart.viewport(), PRESS, chart.pixel_of(score), y)
        mouse(chart.viewport(), RELEASE, chart.pixel_of(score), y)
    # Above the line there is no good image with such a score.
    assert [label for *_, label in clicked] == [Label.GOOD, Label.DEFECTIVE]
    histogram = score_histogram(table, 13)
    assert histogram is not None
    low, high, _ = clicked[0]
    assert low <= 0.08 < high
    assert len(table.between(*clicked[0])) == histogram.good[histogram.edges[:-1] == low].item() > 0


def test_a_bar_is_reached_and_opened_by_keys(
    qtbot: QtBot, plot: ScorePlot, chart: ScoreChart, collect: Collect
) -> None:
    clicked = collect(plot.bar_clicked)
    control = Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key, control)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert "good image" in plot.readout.text()
    assert "trained on" in plot.readout.text()
    qtbot.keyClick(chart, Qt.Key.Key_Down, control)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert [label for *_, label in clicked] == [Label.GOOD, Label.DEFECTIVE]
    # Bins are 0.05 wide, and the best defective image has 0.2.
    assert clicked[0][0] == pytest.approx(0.05, abs=0.01)
    assert clicked[1][0] == pytest.approx(0.15, abs=0.01)
    assert chart.cuts == CUTS
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert plot.readout.text() == str(HINT)


def test_typed_cuts_are_told_and_shown(qtbot: QtBot, plot: ScorePlot, collect: Collect) -> None:
    moved, dropped = collect(plot.cuts_moved), collect(plot.cuts_dropped)
    field = plot.fields.review
    field.selectAll()
    qtbot.keyClicks(field, "0.3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert moved == dropped == [Cuts(0.3, 0.4)]
    assert plot.chart.cuts == Cuts(0.3, 0.4)
    field.setValue(0.7)
    # It stops at the other one.
    assert moved[-1] == Cuts(0.4, 0.4)
    assert field.value() == pytest.approx(0.4)


def test_a_typed_cut_leaves_the_other_ones_digits(plot: ScorePlot, collect: Collect) -> None:
    moved = collect(plot.cuts_moved)
    plot.set_cuts(Cuts(0.123456789, 0.4))
    plot.fields.ng.setValue(0.5)
    assert moved == [Cuts(0.123456789, 0.5)]


@pytest.mark.parametrize("log", [False, True])
def test_the_cuts_stay_where_their_scores_are_on_either_axis(
    plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect, log: bool
) -> None:
    changes, moved = collect(plot.log_scores_changed), collect(plot.cuts_moved)
    plot.log_scores.setChecked(log)
    plot.log_counts.setChecked(not log)
    drag(mouse, chart, 0.4, 0.6)
    assert moved[-1].ng == pytest.approx(0.6)
    assert changes == [True] * log


@pytest.mark.parametrize("width", [700, 300, 150])
@pytest.mark.parametrize("cuts", [(0.05, 0.06), (0.2, 0.2), (0.2, 0.4), (0.64, 0.65)])
def test_flags_stay_apart_and_inside(
    plot: ScorePlot, chart: ScoreChart, width: int, cuts: tuple[float, float]
) -> None:
    chart.setMinimumSize(0, 0)
    plot.resize(width, 420)
    QApplication.processEvents()
    plot.set_cuts(Cuts(*cuts))
    review, ng = chart.flag_rect("review"), chart.flag_rect("ng")
    assert review.left() >= chart.frame.left
    assert review.right() < ng.left()
    assert ng.right() <= chart.frame.right


def test_without_scores_it_says_so_and_takes_no_cut(
    qtbot: QtBot, plot: ScorePlot, chart: ScoreChart, mouse: Mouse, collect: Collect
) -> None:
    moved = collect(plot.cuts_moved)
    plot.set_histogram(None)
    plot.set_cuts(None)
    drag(mouse, chart, 0.4, 0.5)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert moved == []
    assert plot.readout.text() == str(NOTHING)
    assert not plot.fields.isEnabled()


def test_ten_thousand_scores_follow_within_a_frame(plot: ScorePlot, large_table: ScoreTable) -> None:
    plot.set_histogram(score_histogram(large_table))
    QApplication.processEvents()
    steps = []
    for step in range(20):
        start = time.process_time()
        plot.set_cuts(Cuts(0.2, 0.4 + 0.01 * step))
        QApplication.processEvents()
        steps.append(time.process_time() - start)
    assert sorted(steps)[len(steps) // 2] < 0.016
