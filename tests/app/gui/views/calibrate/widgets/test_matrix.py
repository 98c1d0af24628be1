"""The matrix of verdicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.views.calibrate.widgets.matrix import VerdictMatrix
from app.gui.views.calibrate.widgets.words import NO_FIGURE
from core.datasets.dataset import Label
from core.evaluation.cut_figures import cut_figures
from core.evaluation.score_table import ScoreTable
from core.inspection.cuts import Cuts
from core.inspection.result import Verdict


@pytest.fixture
def matrix(qtbot: QtBot, table: ScoreTable) -> VerdictMatrix:
    """At cuts between the scores: good 14 / 5 / 1, defective 0 / 1 / 9."""
    made = VerdictMatrix()
    qtbot.addWidget(made)
    made.set_figures(cut_figures(table, Cuts(0.185, 0.235)))
    made.show()
    qtbot.waitExposed(made)
    return made


def test_counts_shares_and_totals(matrix: VerdictMatrix) -> None:
    assert [cell.accessibleName().partition(": ")[2] for cell in matrix.cells.values()] == [
        "14, 70.0 % of the label, passed; includes training images",
        "5, 25.0 % of the label, to look at",
        "1, 5.0 % of the label, false alarms",
        "0, 0 % of the label, missed",
        "1, 10.0 % of the label, to look at",
        "9, 90.0 % of the label, found",
    ]
    assert [total.text() for total in matrix.row_totals.values()] == ["Good\n20", "Defective\n10"]
    assert [total.text() for total in matrix.column_totals.values()] == [
        "14\n46.7 %",
        "6\n20.0 %",
        "10\n33.3 %",
    ]
    assert matrix.total.text() == "All\n30"
    trained = matrix.cells[Label.GOOD, Verdict.OK]
    assert "5 trained" in trained.lines
    assert "trained on 5 of the images" in trained.toolTip()


@pytest.mark.parametrize("by", ["mouse", Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_cell_asks_for_its_images(
    qtbot: QtBot, matrix: VerdictMatrix, collect: Callable[[Any], list[Any]], by: Any
) -> None:
    clicked = collect(matrix.cell_clicked)
    cell = matrix.cells[Label.GOOD, Verdict.NG]
    if by == "mouse":
        qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(cell, by)
    assert clicked == [(Label.GOOD, Verdict.NG)]


def test_arrows_walk_through_the_cells(qtbot: QtBot, matrix: VerdictMatrix) -> None:
    at = matrix.cells[Label.GOOD, Verdict.OK]
    at.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert QApplication.focusWidget() is matrix.cells[Label.DEFECTIVE, Verdict.NG]


def test_a_label_without_images_has_no_share(matrix: VerdictMatrix, table: ScoreTable) -> None:
    good = ScoreTable([image for image in table.images if not image.defective])
    matrix.set_figures(cut_figures(good, Cuts(0.1, 0.2)))
    assert NO_FIGURE in matrix.cells[Label.DEFECTIVE, Verdict.NG].lines


def test_without_figures_it_is_off(qtbot: QtBot, matrix: VerdictMatrix) -> None:
    matrix.set_figures(None)
    assert not matrix.isEnabled()
    assert matrix.total.text() == "All\n0"
