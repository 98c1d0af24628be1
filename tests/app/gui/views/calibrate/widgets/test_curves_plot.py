"""ROC and PR curve."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from pytestqt.qtbot import QtBot

from app.gui.theme import DARK, ThemeSwitch
from app.gui.views.calibrate.widgets.curves_plot import PR, ROC, CurvesPlot
from core.evaluation.curves import curves
from core.evaluation.cut_figures import cut_figures
from core.evaluation.score_table import ScoreTable
from core.inspection.cuts import Cuts

CUTS = Cuts(0.185, 0.235)


@pytest.fixture
def plot(qtbot: QtBot, table: ScoreTable) -> Iterator[CurvesPlot]:
    """A shown plot with curves and cuts."""
    made = CurvesPlot()
    qtbot.addWidget(made)
    made.resize(420, 400)
    made.set_curves(curves(table, resamples=20))
    made.set_figures(cut_figures(table, CUTS))
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def test_both_cuts_are_marked_on_either_curve(plot: CurvesPlot) -> None:
    assert plot.charts[ROC].marks == {"review": (0.3, 1.0), "ng": (0.05, 0.9)}
    assert plot.charts[PR].marks == {"review": (1.0, 10 / 16), "ng": (0.9, 0.9)}
    assert plot.readout.text() == "NG from 0.2350: false alarms 5.0 %, recall 90.0 %, precision 90.0 %"


def test_the_switch_changes_curve_and_area(plot: CurvesPlot, collect: Callable[[Any], list[Any]]) -> None:
    changed = collect(plot.shown_changed)
    assert plot.area.text().startswith("AUROC 0.9")
    assert plot.area.text().endswith("]")
    plot.pr_button.click()
    assert plot.stack.currentWidget() is plot.charts[PR]
    assert plot.area.text().startswith("AP 0.9")
    assert (changed, plot.shown) == ([PR], PR)


def test_pointing_at_the_curve_reads_it(plot: CurvesPlot, mouse: Callable[..., None]) -> None:
    chart = plot.charts[ROC]
    mouse(chart.viewport(), QEvent.Type.MouseMove, chart.frame.px(0.0), chart.frame.py(0.0))
    assert plot.readout.text() == "Nothing NG: false alarms 0 %, recall 0 %"
    mouse(chart.viewport(), QEvent.Type.MouseMove, chart.frame.px(0.05), chart.frame.py(0.9))
    assert plot.readout.text() == "NG from 0.2400: false alarms 5.0 %, recall 90.0 %"
    # Along the edge it is the height that tells the points apart.
    mouse(chart.viewport(), QEvent.Type.MouseMove, chart.frame.px(0.0), chart.frame.py(0.5))
    assert plot.readout.text() == "NG from 0.4500: false alarms 0 %, recall 50.0 %"
    chart.leaveEvent(QEvent(QEvent.Type.Leave))
    assert "0.2350" in plot.readout.text()


def test_the_badge_is_there_where_training_images_are(plot: CurvesPlot, table: ScoreTable) -> None:
    assert plot.badge.isVisible()
    unseen = ScoreTable([image for image in table.images if not image.trained])
    plot.set_curves(curves(unseen, resamples=0))
    assert not plot.badge.isVisible()


def test_without_one_of_the_labels_it_says_why(plot: CurvesPlot, table: ScoreTable) -> None:
    good = ScoreTable([image for image in table.images if not image.defective])
    plot.set_curves(curves(good))
    plot.set_figures(cut_figures(good, CUTS))
    assert plot.stack.currentWidget() is plot.reason
    assert "no defective images" in plot.reason.text()
    assert (plot.area.text(), plot.charts[ROC].marks, plot.readout.text()) == ("", {}, "")


def test_precision_where_nothing_is_rejected(plot: CurvesPlot, table: ScoreTable) -> None:
    plot.set_figures(cut_figures(table, Cuts(0.7, 0.8)))
    assert plot.charts[PR].marks["ng"] == (0.0, 1.0)
    assert "precision" not in plot.readout.text()


def test_the_hidden_curve_follows_the_theme_too(plot: CurvesPlot, theme: ThemeSwitch) -> None:
    theme.set_mode("dark")
    assert {chart.backgroundBrush().color().name() for chart in plot.charts.values()} == {DARK.base}
