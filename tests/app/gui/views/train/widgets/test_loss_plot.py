"""The loss curves."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.curve_looks import COLOURS, DASHES, NAMES
from app.gui.views.train.widgets.curve_math import DRAWN_POINTS
from app.gui.views.train.widgets.loss_plot import LossPlot
from core.training.curves import Curve


def curves(n: int, *names: str) -> dict[str, Curve]:
    step = np.arange(1.0, n + 1)
    return {
        name: Curve(step, np.full(n, 0.1 * k), np.full(n, 0.2 * k), np.full(n, 0.4 * k))
        for k, name in enumerate(names, start=1)
    }


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[LossPlot]:
    """A shown plot without a run."""
    made = LossPlot()
    qtbot.addWidget(made)
    made.resize(700, 420)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def drawn(qtbot: QtBot, plot: LossPlot) -> None:
    """Wait until what was asked for is drawn."""
    before = plot.redraws
    plot._refresh_now()
    qtbot.waitUntil(lambda: plot.redraws > before)


def test_a_million_steps_are_a_few_thousand_points(qtbot: QtBot, plot: LossPlot) -> None:
    data = curves(1_000_000, "g_n2p", "cycle", "identity")
    plot.show_run(lambda: data)
    drawn(qtbot, plot)
    assert 3 * DRAWN_POINTS * 0.9 < plot.points_drawn() <= 3 * DRAWN_POINTS
    _, item = plot._items["", "cycle"]
    assert len(item.getData()[0]) == len(plot.lines["", "cycle"].step)


def test_the_source_is_asked_at_each_redraw(qtbot: QtBot, plot: LossPlot) -> None:
    length = 10
    plot.show_run(lambda: curves(length, "cycle"))
    drawn(qtbot, plot)
    length = 30
    drawn(qtbot, plot)
    assert len(plot.lines["", "cycle"].step) == 30


def test_a_hidden_plot_draws_nothing_and_catches_up(qtbot: QtBot, plot: LossPlot) -> None:
    plot.hide()
    before = plot.redraws
    plot.show_run(lambda: curves(10, "cycle"))
    assert not plot._throttle.timer.isActive()
    assert plot.redraws == before
    plot.show()
    qtbot.waitUntil(lambda: ("", "cycle") in plot.lines)


def test_the_axis_changes_between_decades_and_values(qtbot: QtBot, plot: LossPlot) -> None:
    plot.show_run(lambda: curves(10, "cycle"))
    drawn(qtbot, plot)
    _, item = plot._items["", "cycle"]
    assert item.getData()[1][0] == pytest.approx(np.log10(0.2))
    assert plot.chart.left.logMode
    plot.controls.log.click()
    drawn(qtbot, plot)
    assert item.getData()[1][0] == pytest.approx(0.2)
    assert not plot.chart.left.logMode


def test_the_band_runs_from_low_to_high(qtbot: QtBot, plot: LossPlot) -> None:
    plot.controls.log.setChecked(False)
    plot.show_run(lambda: curves(10, "cycle"))
    drawn(qtbot, plot)
    band, _ = plot._items["", "cycle"]
    x, y = band.getData()
    assert (len(x), y.min(), y.max()) == (20, pytest.approx(0.1), pytest.approx(0.4))


def test_only_the_last_steps_are_shown(qtbot: QtBot, plot: LossPlot) -> None:
    plot.show_run(lambda: curves(5000, "cycle"))
    plot.controls.window_box.setCurrentIndex(1)
    drawn(qtbot, plot)
    assert plot.chart.box.viewRange()[0] == pytest.approx([4501, 5000])


def test_the_mark_stands_where_ssim_gives_way(qtbot: QtBot, plot: LossPlot) -> None:
    plot.show_run(lambda: curves(1000, "cycle"))
    plot.set_mark(300)
    drawn(qtbot, plot)
    assert plot.mark.isVisible()
    assert plot.mark.value() == 300
    assert plot.mark.label.format == "SSIM → L1"
    plot.controls.window_box.setCurrentIndex(1)
    drawn(qtbot, plot)
    assert not plot.mark.isVisible()


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_the_legend_hides_and_shows_a_curve(qtbot: QtBot, plot: LossPlot, by: str) -> None:
    plot.show_run(lambda: curves(10, "cycle", "identity"))
    drawn(qtbot, plot)
    button = plot.legend.buttons["cycle"]

    def press() -> None:
        if by == "mouse":
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        else:
            qtbot.keyClick(button, Qt.Key.Key_Space)

    press()
    drawn(qtbot, plot)
    assert set(plot.lines) == set(plot._items) == {("", "identity")}
    press()
    drawn(qtbot, plot)
    assert set(plot.lines) == {("", "cycle"), ("", "identity")}


def test_styles_differ_and_not_by_colour_alone(qtbot: QtBot, plot: LossPlot) -> None:
    plot.show_run(lambda: curves(10, *NAMES))
    drawn(qtbot, plot)
    pens = [item.opts["pen"] for _, item in plot._items.values()]
    assert len({tuple(pen.dashPattern()) for pen in pens}) == len(NAMES)
    assert len({pen.color().name() for pen in pens}) == len(NAMES)
    assert {len(colours) for colours in COLOURS.values()} == {len(DASHES)} == {len(NAMES)}


def test_runs_are_compared_by_colour_and_losses_by_style(qtbot: QtBot, plot: LossPlot) -> None:
    plot.set_mark(5)
    plot.show_runs({"one": curves(10, "cycle", "g_n2p"), "two": curves(20, "cycle", "g_n2p")})
    drawn(qtbot, plot)
    assert set(plot.lines) == {("one", "cycle"), ("two", "cycle")}
    one, two = (plot._items[run, "cycle"][1].opts["pen"] for run in ("one", "two"))
    assert one.color() != two.color()
    assert one.dashPattern() == two.dashPattern()
    assert not plot.mark.isVisible()
    plot.legend.buttons["g_n2p"].click()
    plot.runs_legend.buttons["one"].click()
    drawn(qtbot, plot)
    assert set(plot.lines) == {("two", "cycle"), ("two", "g_n2p")}


def test_cleared_it_is_empty(qtbot: QtBot, plot: LossPlot) -> None:
    plot.show_run(lambda: curves(10, "cycle"))
    drawn(qtbot, plot)
    plot.clear()
    drawn(qtbot, plot)
    QApplication.processEvents()
    assert (plot.lines, plot._items, plot.legend.buttons) == ({}, {}, {})
