"""The validation figures."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.validation_plot import NO_EPOCH, ValidationPlot
from core.training.events import Validated

POINTS = [
    Validated(0, 0.70, 1.0, 100.0, False, True, 0.6),
    Validated(1, 0.90, 2.0, 31.6, False, True, None),
    Validated(2, 0.85, 2.0, 10.0, True, False, 0.8, defects_left=0.391),
]


@pytest.fixture
def plot(qtbot: QtBot) -> ValidationPlot:
    """Three epochs, the second of them the best."""
    made = ValidationPlot()
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.set_points(POINTS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_figures_stand_at_their_epochs(plot: ValidationPlot) -> None:
    x, y = plot.curves["auroc"].getData()
    assert (x.tolist(), y.tolist()) == ([0, 1, 2], [0.7, 0.9, 0.85])
    x, y = plot.curves["f1"].getData()
    np.testing.assert_array_equal(y, [0.6, np.nan, 0.8])
    _, y = plot.curves["good_mse"].getData()
    np.testing.assert_allclose(y, np.log10([100.0, 31.6, 10.0]))
    low, high = plot.chart.box.viewRange()[1]
    assert low <= 0
    assert high >= 1
    low, high = plot.chart.right_box.viewRange()[1]
    assert low < 1
    assert high > 2


def test_the_best_epoch_is_marked(plot: ValidationPlot) -> None:
    assert plot.best.isVisible()
    assert plot.best.value() == 1
    assert plot.best.label.format == "best: 1"
    plot.set_points([])
    assert not plot.best.isVisible()


def test_the_mouse_reads_the_nearest_epoch(plot: ValidationPlot) -> None:
    scene = plot.chart.box.mapViewToScene(QPointF(1.8, 0.5))
    plot._on_moved(scene)
    assert plot.readout.text() == (
        "Epoch 2: AUROC 0.850, F1 0.800, good-repair MSE 10.0, synthetic defects 39% left, against synthetic defects"
    )
    assert plot.reading.value() == 2
    plot._on_moved(QPointF(-50, -50))
    assert plot.readout.text() == str(NO_EPOCH)
    assert not plot.reading.isVisible()


def test_the_keyboard_reads_too(qtbot: QtBot, plot: ValidationPlot) -> None:
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.readout.text().startswith("Epoch 2:")
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.readout.text() == "Epoch 1: AUROC 0.900, good-repair MSE 31.6, best so far"
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.readout.text().startswith("After the warm-up:")
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.readout.text() == str(NO_EPOCH)


def test_the_curve_in_words(plot: ValidationPlot) -> None:
    assert not plot.text.isVisible()
    plot.set_text("No better for 1 epoch")
    assert plot.text.isVisible()
    assert plot.text.text() == "No better for 1 epoch"
