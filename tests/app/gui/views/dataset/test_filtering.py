"""What narrows the list: search box, chips, counters, order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.project.edit_queue import edit_call
from app.gui.views.dataset.chip_row import ChipRow
from app.gui.views.dataset.search_box import SearchBox
from core.datasets.dataset import Label, Split
from core.datasets.role_words import SPLIT_NAMES
from core.project.chips import Chips
from core.project.ordering import SortKey
from core.project.problem import Problem
from core.project.query import QUERY_HELP
from tests.app.gui.views.dataset.hands import Names, Settled


@pytest.fixture
def box(curating: MainWindow) -> SearchBox:
    return curating.dataset.browser.filters.search


@pytest.fixture
def chips(curating: MainWindow) -> ChipRow:
    return curating.dataset.browser.chips


def type_search(qtbot: QtBot, box: SearchBox, text: str) -> None:
    """Type and press Enter, past the suggestions."""
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    box._popup.hide()
    qtbot.keyClick(box, Qt.Key.Key_Return)


def mark(window: MainWindow, **columns: dict[int, Any]) -> None:
    """Set columns of some images in memory, as jobs do."""
    table = window.project.table
    for column, values in columns.items():
        ids = [int(table.ids[number]) for number in values]
        table.set_values(column, ids, list(values.values()))
    window.project.values_changed.emit(table.ids.tolist())


# --- search -------------------------------------------------------------------------------------------------


def test_a_search_narrows_and_escape_lifts_it(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, names: Names
) -> None:
    type_search(qtbot, box, "label:defective")
    assert names(curating) == ["img10", "img11"]
    assert curating.dataset.browser.filters._shown.text() == "2 of 12"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert len(names(curating)) == 12
    assert curating.dataset.browser.filters._shown.text() == "12 images"


def test_typing_searches_by_itself_after_a_rest(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, names: Names
) -> None:
    qtbot.keyClicks(box, "img1")
    assert len(names(curating)) == 12
    qtbot.waitUntil(lambda: names(curating) == ["img1", "img10", "img11"])


def test_what_is_not_understood_is_said_and_the_list_stays(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, names: Names
) -> None:
    type_search(qtbot, box, "img1")
    type_search(qtbot, box, "lable:good")
    assert names(curating) == ["img1", "img10", "img11"]
    assert box._error.isVisible()
    assert "“lable:”" in box.toolTip()
    assert "label:" in box.accessibleDescription()
    box._error.trigger()
    # News of the images take away neither the text nor the message.
    mark(curating, note={0: "new"})
    assert box.text() == "lable:good"
    assert box._error.isVisible()
    type_search(qtbot, box, "label:good")
    assert not box._error.isVisible()
    assert box.toolTip() == box.accessibleDescription() == ""
    assert len(names(curating)) == 10


@pytest.mark.parametrize("typed", ["img", "lable:good"])
def test_show_all_empties_the_box_also_where_the_list_stays_the_same(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, names: Names, typed: str
) -> None:
    type_search(qtbot, box, typed)
    assert len(names(curating)) == 12
    curating.actions_registry["show_all"].trigger()
    assert box.text() == ""
    assert not box._error.isVisible()
    assert not curating.dataset.browser.listing.narrowed


def test_another_project_begins_without_a_search(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, tmp_path: Path, settled: Settled
) -> None:
    type_search(qtbot, box, "lable:good")
    with qtbot.waitSignal(curating.project.opened):
        curating.project.create(tmp_path / "q.isugan")
    assert box.text() == ""
    assert not box._error.isVisible()
    settled(curating)


def test_a_search_that_finds_nothing_offers_all(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, names: Names
) -> None:
    browser = curating.dataset.browser
    type_search(qtbot, box, "tag:scratch")
    assert browser.centre.currentWidget() is browser.nothing
    offered = [b for b in browser.nothing.findChildren(QAbstractButton) if b.isVisible()]
    assert [b.text().replace("&", "") for b in offered] == ["Show all images"]
    offered[0].click()
    assert browser.centre.currentWidget() is browser.grid
    assert len(names(curating)) == 12


def test_suggestions_replace_the_term_at_the_cursor_only(
    qtbot: QtBot, curating: MainWindow, box: SearchBox
) -> None:
    box.setText("img1 spl -label:good")
    box.setFocus()
    box.setCursorPosition(len("img1 spl"))
    box._suggest()
    assert box._suggestions.stringList() == ["split:"]
    box._insert("split:")
    assert box.text() == "img1 split: -label:good"
    assert box.cursorPosition() == len("img1 split:")


def test_after_a_key_its_values_are_suggested_and_searched(
    qtbot: QtBot, curating: MainWindow, box: SearchBox, names: Names
) -> None:
    qtbot.keyClicks(box, "lab")
    assert box._suggestions.stringList() == ["label:"]
    qtbot.waitUntil(box._popup.isVisible)
    qtbot.keyClick(box._popup, Qt.Key.Key_Down)
    qtbot.keyClick(box._popup, Qt.Key.Key_Return)
    assert box.text() == "label:"
    qtbot.waitUntil(lambda: box._suggestions.stringList() == ["label:good", "label:defective", "label:*"])
    box._insert("label:defective")
    assert box.text() == "label:defective "
    qtbot.waitUntil(lambda: names(curating) == ["img10", "img11"])


def test_a_value_in_the_middle_keeps_what_is_around_it(box: SearchBox) -> None:
    box.setText("img label:go split:train")
    box.setCursorPosition(len("img label:go"))
    box._insert("label:good")
    assert box.text() == "img label:good split:train"


def test_the_help_sheet_lists_every_example(qtbot: QtBot, box: SearchBox) -> None:
    box._help.trigger()
    sheet = box._sheet
    assert sheet is not None
    assert sheet.isVisible()
    shown = [label.text() for label in sheet.findChildren(QLabel)]
    for example, meaning in QUERY_HELP:
        assert example in shown
        assert str(meaning) in shown
    sheet.hide()


def test_the_buttons_in_the_box_have_names(box: SearchBox) -> None:
    named = {b.accessibleName() for b in box.findChildren(QToolButton)}
    assert named == {"What can be searched", "The search is not understood", "Clear the search"}
    assert box.accessibleName() == "Search images"


def test_find_goes_to_the_box(curating: MainWindow, box: SearchBox) -> None:
    box.setText("img1")
    curating.actions_registry["find"].trigger()
    assert QApplication.focusWidget() is box
    assert box.selectedText() == "img1"


# --- chips --------------------------------------------------------------------------------------------------


def test_chips_of_one_kind_widen_and_of_two_kinds_narrow(
    curating: MainWindow, chips: ChipRow, names: Names, settled: Settled
) -> None:
    ids = curating.project.table.ids.tolist()
    curating.project.edit(edit_call("set_split", ids[:3], Split.TEST), {"split": Split.TEST}, ids[:3])
    curating.project.edit(
        edit_call("set_label", ids[:1], Label.UNLABELLED), {"label": Label.UNLABELLED}, ids[:1]
    )
    settled(curating)
    assert chips._label_chips[Label.DEFECTIVE].text() == "Defective 2"
    assert chips._label_chips[Label.UNLABELLED].accessibleName() == "Show Unlabelled: 1"
    chips._label_chips[Label.DEFECTIVE].click()
    assert names(curating) == ["img10", "img11"]
    chips._label_chips[Label.UNLABELLED].click()
    assert names(curating) == ["img0", "img10", "img11"]
    chips._split_chips[Split.TEST].click()
    assert names(curating) == ["img0"]
    assert chips._split_chips[Split.TEST].isChecked()
    assert not chips._all.isChecked()
    chips._label_chips[Label.UNLABELLED].click()
    chips._label_chips[Label.DEFECTIVE].click()
    assert names(curating) == ["img0", "img1", "img2"]
    chips._all.click()
    assert len(names(curating)) == 12
    assert chips._all.isChecked()
    assert not chips._split_chips[Split.TEST].isChecked()


def test_the_chip_all_stays_pressed(chips: ChipRow) -> None:
    assert chips._all.isChecked()
    chips._all.click()
    assert chips._all.isChecked()


def test_chips_of_nothing_are_not_there(chips: ChipRow) -> None:
    assert not chips._split_chips[Split.TEST].isVisible()
    assert not chips._label_chips[Label.UNLABELLED].isVisible()
    assert not chips._problems.isVisible()
    assert chips._label_chips[Label.GOOD].isVisible()


def test_reviewed_and_not_reviewed_take_turns(curating: MainWindow, chips: ChipRow, names: Names) -> None:
    mark(curating, reviewed={0: True, 1: True})
    chips._reviewed.click()
    assert names(curating) == ["img0", "img1"]
    chips._not_reviewed.click()
    assert len(names(curating)) == 10
    assert not chips._reviewed.isChecked()
    chips._not_reviewed.click()
    assert len(names(curating)) == 12


def test_the_menu_of_problems(curating: MainWindow, chips: ChipRow, names: Names) -> None:
    both = Problem.BLURRED | Problem.MASK
    mark(curating, problems={0: Problem.BLURRED, 1: Problem.MASK, 2: both})
    assert chips._problems.isVisible()
    assert chips._problems.text().strip() == "Problems 3"

    def entry(start: str) -> Any:
        chips._menu.aboutToShow.emit()
        (found,) = [a for a in chips._menu.actions() if a.text().startswith(start)]
        return found

    assert entry(Problem.BLURRED.display).text() == f"{Problem.BLURRED.display}  2"
    entry("Any problem").trigger()
    assert names(curating) == ["img0", "img1", "img2"]
    assert entry("Any problem").isChecked()
    assert not entry(Problem.MASK.display).isChecked()
    entry(Problem.BLURRED.display).trigger()
    assert names(curating) == ["img0", "img2"]
    assert Problem.BLURRED.display in chips._problems.text()
    entry(Problem.MASK.display).trigger()
    assert names(curating) == ["img0", "img1", "img2"]
    entry(Problem.MASK.display).trigger()
    entry(Problem.BLURRED.display).trigger()
    assert len(names(curating)) == 12


def test_the_score_slider_is_there_with_scores_and_at_its_ends_no_filter(
    curating: MainWindow, chips: ChipRow, names: Names
) -> None:
    assert not chips._scores.isVisible()
    mark(curating, score={0: 0.1234567, 1: 0.5, 2: 0.9, 3: 77.7})
    ids = curating.project.table.ids.tolist()
    curating.project.table.set_value("removed", ids[3:4], True)
    curating.dataset.browser.listing.refresh()
    assert chips._scores.isVisible()
    # A removed image does not count.
    assert chips._span == (0.123, 0.9)
    assert tuple(chips._scores.value()) == pytest.approx((0.123, 0.9))
    assert len(names(curating)) == 11
    chips._scores.setValue((0.3, 0.9))
    assert names(curating) == ["img1", "img2"]
    chips._scores.setValue((0.3, 0.6))
    assert names(curating) == ["img1"]
    chips._scores.setValue((0.1230001, 0.8999999))
    assert curating.dataset.browser.listing.chips == Chips()
    assert len(names(curating)) == 11
    chips._scores.setValue((0.3, 0.6))
    chips._all.click()
    assert tuple(chips._scores.value()) == pytest.approx((0.123, 0.9))


def test_scores_of_two_models_are_told_apart(
    qtbot: QtBot, curating: MainWindow, chips: ChipRow, names: Names
) -> None:
    chip = chips._models
    mark(curating, score={0: 0.1, 1: 0.5, 2: 0.9}, model={0: 3, 1: 3, 2: 3})
    curating.dataset.browser.listing.refresh()
    assert not chip.isVisible()
    curating.project.table.model_names = {3: "weave 2", 4: "weave"}
    mark(curating, score={3: 7.5, 4: 8.5}, model={2: 4, 3: 4, 4: 4})
    curating.dataset.browser.listing.refresh()
    assert chip.text() == "Scores of 2 models 5"
    assert "do not compare" in chip.toolTip()
    assert chips._span == (0.1, 8.5)

    def entry(name: str) -> Any:
        chips._model_menu.aboutToShow.emit()
        (found,) = [a for a in chips._model_menu.actions() if a.text() == name]
        return found

    chips._scores.setValue((5.0, 8.0))
    assert names(curating) == ["img3"]
    entry("weave 2  2").trigger()
    assert names(curating) == ["img0", "img1"]
    assert chip.text() == "Scores of weave 2 2"
    assert chip.isChecked()
    assert chips._span == (0.1, 0.5)
    entry("weave  3").trigger()
    assert len(names(curating)) == 5
    entry("weave  3").trigger()
    # All of them were inspected by the other one since.
    mark(curating, model={0: 4, 1: 4})
    curating.dataset.browser.listing.refresh()
    assert names(curating) == []
    assert chip.isVisible()
    entry("weave 2  0").trigger()
    assert len(names(curating)) == 12
    assert not chip.isVisible()
    grid = curating.dataset.browser.grid
    curating.dataset.browser.select_row(0)
    assert curating.dataset.browser.details._values["model"].text() == "weave"
    grid.selectAll()
    qtbot.waitUntil(curating.dataset.browser.details._values["model"].isHidden)


# --- counters -----------------------------------------------------------------------------------------------


def test_counters_count_and_toggle(curating: MainWindow, names: Names, settled: Settled) -> None:
    bar = curating.dataset.browser.counters
    ids = curating.project.table.ids.tolist()
    for split, some in ((Split.TRAIN, [0, 1, 2, 10]), (Split.VALIDATION, [3, 4]), (Split.TEST, [5, 11])):
        chosen = [ids[n] for n in some]
        curating.project.edit(edit_call("set_split", chosen, split), {"split": split}, chosen)
    settled(curating)
    buttons = {str(name): button for name, (button, _) in bar._buttons.items()}
    assert {name: int(b.text().split("\n")[0]) for name, b in buttons.items()} == {
        "Train good": 3,
        "Train defective": 1,
        "Validation": 2,
        "Test": 2,
        "Unassigned": 4,
    }
    assert buttons["Test"].accessibleName() == "Test: 2"
    assert "The paper trained with 50" in buttons["Train defective"].toolTip()
    buttons["Train good"].click()
    assert names(curating) == ["img0", "img1", "img2"]
    assert buttons["Train good"].isChecked()
    buttons["Test"].click()
    assert names(curating) == ["img5", "img11"]
    assert not buttons["Train good"].isChecked()
    buttons["Test"].click()
    assert len(names(curating)) == 12
    assert not any(button.isChecked() for button in buttons.values())
    # Chips that come to the same press the counter too.
    curating.dataset.browser.chips._split_chips[Split.TEST].click()
    assert buttons["Test"].isChecked()


def test_the_counter_of_what_has_no_split_goes_when_there_is_none(
    curating: MainWindow, settled: Settled
) -> None:
    button, _ = curating.dataset.browser.counters._buttons[SPLIT_NAMES[Split.UNASSIGNED]]
    assert button.isVisible()
    ids = curating.project.table.ids.tolist()
    curating.project.edit(edit_call("set_split", ids, Split.TRAIN), {"split": Split.TRAIN}, ids)
    settled(curating)
    assert not button.isVisible()


# --- order --------------------------------------------------------------------------------------------------


def test_sorting_by_score_begins_with_the_worst(curating: MainWindow, names: Names) -> None:
    bar = curating.dataset.browser.filters
    mark(curating, score={4: 0.9, 2: 0.5, 7: 0.7})
    bar._key.setCurrentIndex(bar._key.findData(SortKey.SCORE))
    assert names(curating)[:3] == ["img4", "img7", "img2"]
    assert bar._direction.isChecked()
    assert "Descending" in bar._direction.toolTip()
    bar._direction.click()
    assert names(curating)[:3] == ["img2", "img7", "img4"]
    bar._key.setCurrentIndex(bar._key.findData(SortKey.NAME))
    assert names(curating) == [f"img{n}" for n in range(12)]
    assert bar._key.accessibleName() == "Sort by"


def test_the_size_of_the_tiles_follows_slider_and_wheel(curating: MainWindow) -> None:
    browser = curating.dataset.browser
    browser.filters._side.setValue(200)
    assert browser.grid.tile_side == 200
    browser.grid.zoom(1)
    assert browser.filters._side.value() == browser.grid.tile_side > 200


def test_images_behind_a_finding_are_named_and_can_be_left(curating: MainWindow, names: Names) -> None:
    browser = curating.dataset.browser
    ids = curating.project.table.ids.tolist()
    browser.chips._label_chips[Label.DEFECTIVE].click()
    browser.listing.show_only(ids[3:5], "2 images of a finding")
    assert names(curating) == ["img3", "img4"]
    assert browser._only.isVisible()
    assert browser._only_text.text() == "Showing only: 2 images of a finding"
    browser.chips._all.click()
    assert len(names(curating)) == 12
    assert not browser._only.isVisible()


def test_a_search_for_the_width_finds_what_was_read_meanwhile(
    qtbot: QtBot, window: MainWindow, samples: list[Any], tmp_path: Path, names: Names, settled: Settled
) -> None:
    window.project.create(tmp_path / "p.isugan", lambda: window.show_view("dataset"))
    qtbot.waitUntil(lambda: window.project.is_open)
    window.dataset.browser.listing.set_query("width:8")
    window.project.import_images(samples)
    qtbot.waitUntil(lambda: len(names(window)) == 12)
    settled(window)


def test_the_list_follows_the_order_while_it_grows(
    qtbot: QtBot, curating: MainWindow, samples: list[Any], names: Names, settled: Settled, tmp_path: Path
) -> None:
    from core.datasets.dataset import Sample
    from core.images.write import write_png

    write_png(tmp_path / "bilder" / "img4b.png", np.zeros((8, 8), np.uint8))
    more = Sample(tmp_path / "bilder" / "img4b.png", Label.GOOD, Split.TEST)
    with qtbot.waitSignal(curating.project.imported):
        curating.project.import_images([more])
    settled(curating)
    assert names(curating)[3:7] == ["img3", "img4", "img4b", "img5"]
