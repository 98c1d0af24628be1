"""The table of defects."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.gui.theme import ThemeSwitch
from app.gui.views.inspect.defects_model import COLUMNS, DefectsModel
from app.gui.views.inspect.defects_table import DefectsTable
from core.inspection.result import Defect


@pytest.fixture
def defects(make_defect: Callable[..., Defect]) -> list[Defect]:
    """Three, largest first."""
    return [make_defect(40, 10, 9), make_defect(5, 60, 5), make_defect(90, 30, 3)]


def test_is_a_sound_model(qtbot: QtBot, defects: list[Defect], qtmodeltester: ModelTester) -> None:
    model = DefectsModel()
    model.set_defects(defects)
    qtmodeltester.check(model)


def test_figures_and_units(qtbot: QtBot, defects: list[Defect]) -> None:
    model = DefectsModel()
    model.set_defects(defects)
    row = [model.data(model.index(0, c)) for c in range(model.columnCount())]
    assert row == ["1", "81", "9.0", "0.200", "0.300", "40, 10"]
    tip = model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert "pixels of the original" in tip


def test_numbers_stay_with_their_defect_when_sorted(qtbot: QtBot, defects: list[Defect]) -> None:
    model = DefectsModel()
    model.set_defects(defects)
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert [model.data(model.index(r, 0)) for r in range(3)] == ["3", "2", "1"]
    assert model.defect(0) == (2, defects[2])
    model.sort(len(COLUMNS), Qt.SortOrder.DescendingOrder)
    assert model.defect(0) == (1, defects[1])


def test_table_tells_which_defect_was_clicked(qtbot: QtBot, defects: list[Defect]) -> None:
    table = DefectsTable()
    qtbot.addWidget(table)
    table.set_defects(defects)
    table.resize(320, 200)
    table.show()
    with qtbot.waitSignal(table.chosen) as chosen:
        place = table.view.visualRect(table.model.index(1, 1)).center()
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [1, defects[1]]


def test_rows_look_as_qt_paints_them(qtbot: QtBot, theme: ThemeSwitch, defects: list[Defect]) -> None:
    table = DefectsTable()
    qtbot.addWidget(table)
    table.resize(360, 240)
    table.show()
    table.set_defects([defects[0], defects[0]])
    view, row = table.view, table.model.index(1, 0)
    place = view.visualRect(row)
    place.setLeft(0)
    place.setRight(view.viewport().width())
    mine = view.viewport().grab(place).toImage()
    view.drawRow = lambda *args: QTreeView.drawRow(view, *args)  # type: ignore[method-assign]
    assert mine == view.viewport().grab(place).toImage()


def test_no_defect_is_said_in_words(qtbot: QtBot, defects: list[Defect]) -> None:
    table = DefectsTable()
    qtbot.addWidget(table)
    table.set_defects(defects)
    assert table._heading.text() == "Defects  3"
    table.set_defects(())
    assert not table._none.isHidden()
    assert "No defect" in table._none.text()
    table.clear()
    assert table._none.text() == ""
