"""Corrections of an import plan, one group or several at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.gui.views.dataset.import_model import FOLDER, LABEL, MASKS, SPLIT, TYPE
from app.gui.views.dataset.import_page import ImportPage
from core.datasets.dataset import Label, Split

GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED
TRAIN, TEST, UNASSIGNED = Split.TRAIN, Split.TEST, Split.UNASSIGNED


def cell(page: ImportPage, row: int, column: int) -> str:
    return str(page.review.model.index(row, column).data())


def click(
    page: ImportPage, qtbot: QtBot, row: int, column: int, keys: Any = Qt.KeyboardModifier.NoModifier
) -> None:
    table = page.review.table
    place = table.visualRect(table.model().index(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, keys, place)


def select(page: ImportPage, *rows: int) -> None:
    page.review.table.clearSelection()
    flag = page.review.table.selectionModel().SelectionFlag
    for row in rows:
        index = page.review.model.index(row, FOLDER)
        page.review.table.selectionModel().setCurrentIndex(index, flag.Select | flag.Rows)


def roles(page: ImportPage) -> list[tuple[Label, Split, str]]:
    return [(g.label, g.split, g.defect_type) for g in page.plan.groups]


def tick(page: ImportPage, qtbot: QtBot, row: int) -> None:
    table = page.review.table
    box = table.visualRect(page.review.model.index(row, FOLDER))
    place = QPoint(box.left() + 12, box.center().y())
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def left_out(page: ImportPage) -> list[bool]:
    return [g.left_out for g in page.plan.groups]


def test_left_out_group_does_not_count(review: ImportPage, qtbot: QtBot) -> None:
    tick(review, qtbot, 3)
    assert left_out(review) == [False, False, False, True]
    assert review.review.counts.numbers["Unlabelled"] == 0
    assert review.review.accept.text() == "Import 72 images"
    tick(review, qtbot, 3)
    assert not any(left_out(review))


def test_click_beside_the_tick_only_selects(review: ImportPage, qtbot: QtBot) -> None:
    select(review, 0)
    click(review, qtbot, 2, FOLDER)
    assert review.review.table.selected_rows == [2]
    assert not any(left_out(review))


def test_tick_of_one_selected_group_holds_for_all_of_them(review: ImportPage, qtbot: QtBot) -> None:
    select(review, 0, 1)
    tick(review, qtbot, 1)
    assert left_out(review) == [True, True, False, False]
    assert review.review.table.selected_rows == [0, 1]
    index = review.review.model.index(1, FOLDER)
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_space_ticks_all_that_are_selected(review: ImportPage, qtbot: QtBot) -> None:
    tick(review, qtbot, 1)
    select(review, 0, 1)
    qtbot.keyClick(review.review.table, Qt.Key.Key_Space)
    assert left_out(review) == [True, True, False, False]
    qtbot.keyClick(review.review.table, Qt.Key.Key_Space)
    assert not any(left_out(review))


def test_nothing_left_is_nothing_to_import(review: ImportPage) -> None:
    review.review.model.set_left_out(range(4), True)
    assert not review.review.accept.isEnabled()


def test_click_on_a_label_opens_its_list(review: ImportPage, qtbot: QtBot) -> None:
    click(review, qtbot, 3, LABEL)
    box = review.review.table.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(i) for i in range(box.count())] == ["good", "defective", "unlabelled"]
    assert box.currentText() == "unlabelled"
    assert box.accessibleName() == "Label"
    box.setCurrentText("good")
    box.activated.emit(0)
    assert review.plan.groups[3].label is GOOD
    assert review.review.counts.numbers["Unlabelled"] == 0
    assert review.review.counts.numbers["Unassigned"] == 5


def test_one_list_changes_all_selected_rows(review: ImportPage, qtbot: QtBot) -> None:
    select(review, 1, 2, 3)
    click(review, qtbot, 2, SPLIT)
    assert review.review.table.selected_rows == [1, 2, 3]
    box = review.review.table.findChild(QComboBox)
    assert box is not None
    box.setCurrentText("train")
    box.activated.emit(0)
    assert [split for _, split, _ in roles(review)] == [TRAIN] * 4
    assert review.review.counts.numbers["Train defective"] == 12


def open_list(page: ImportPage, qtbot: QtBot, row: int, column: int) -> QComboBox:
    click(page, qtbot, row, column)
    box = page.review.table.findChild(QComboBox)
    assert box is not None
    qtbot.waitUntil(lambda: box.view().isVisible())
    return box


def test_list_that_is_left_changes_nothing(
    review: ImportPage, qtbot: QtBot, collect: Callable[[Any], list[Any]]
) -> None:
    before = roles(review)
    cancelled = collect(review.cancelled)
    select(review, 0, 2, 3)
    box = open_list(review, qtbot, 0, LABEL)
    review.review.table.commitData(box)
    qtbot.keyClick(box.view(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: review.review.table.findChild(QComboBox) is None)
    assert roles(review) == before
    assert cancelled == []
    assert review.review.table.hasFocus()


def test_list_is_used_by_keyboard(review: ImportPage, qtbot: QtBot) -> None:
    box = open_list(review, qtbot, 3, SPLIT)
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.review.table.findChild(QComboBox) is None)
    assert review.plan.groups[3].split is Split.VALIDATION


def test_choosing_the_same_value_still_holds_for_all(review: ImportPage, qtbot: QtBot) -> None:
    select(review, 0, 3)
    click(review, qtbot, 0, LABEL)
    box = review.review.table.findChild(QComboBox)
    assert box is not None
    box.activated.emit(0)
    assert (review.plan.groups[0].label, review.plan.groups[3].label) == (GOOD, GOOD)


def test_click_on_a_row_that_is_not_selected_selects_it(review: ImportPage, qtbot: QtBot) -> None:
    select(review, 0, 1)
    click(review, qtbot, 3, SPLIT)
    assert review.review.table.selected_rows == [3]


def test_defect_type_is_written_by_hand(review: ImportPage, qtbot: QtBot) -> None:
    click(review, qtbot, 2, TYPE)
    line = review.review.table.findChild(QLineEdit)
    assert line is not None
    assert line.text() == "scratch"
    line.selectAll()
    qtbot.keyClicks(line, " dent ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.plan.groups[2].defect_type == "dent")


def test_good_images_have_no_defect_type(review: ImportPage, qtbot: QtBot) -> None:
    click(review, qtbot, 0, TYPE)
    assert review.review.table.findChild(QLineEdit) is None


def test_masks_of_images_corrected_to_good_are_not_imported(review: ImportPage) -> None:
    review.review.model.set_role([2], label=GOOD)
    assert cell(review, 2, MASKS) == "–"
    assert cell(review, 2, TYPE) == ""
    assert not any(s.mask for s in review.plan.samples() if s.path.parent.name == "scratch")
    review.review.model.set_role([2], label=DEFECTIVE)
    assert (cell(review, 2, MASKS), cell(review, 2, TYPE)) == ("10", "scratch")


@pytest.mark.parametrize(
    ("key", "label", "split"),
    [
        (Qt.Key.Key_G, GOOD, None),
        (Qt.Key.Key_D, DEFECTIVE, None),
        (Qt.Key.Key_U, UNLABELLED, None),
        (Qt.Key.Key_T, None, TRAIN),
        (Qt.Key.Key_V, None, Split.VALIDATION),
        (Qt.Key.Key_S, None, TEST),
    ],
)
def test_keys_of_the_grid_work_here(
    review: ImportPage, qtbot: QtBot, key: Qt.Key, label: Label | None, split: Split | None
) -> None:
    before = roles(review)
    select(review, 0, 3)
    qtbot.keyClick(review.review.table, key)
    for row in (0, 3):
        assert roles(review)[row][:2] == (label or before[row][0], split or before[row][1])
    assert roles(review)[1:3] == before[1:3]


def test_enter_opens_the_label_by_keyboard(review: ImportPage, qtbot: QtBot) -> None:
    select(review, 3)
    table = review.review.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.findChild(QComboBox) is not None
