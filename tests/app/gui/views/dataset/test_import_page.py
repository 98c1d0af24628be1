"""What a drop would import, shown before anything is imported: looking, going on and going back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.views.dataset.import_page import ImportPage
from app.gui.views.dataset.import_review import EXAMPLES
from core.datasets.dataset import Label
from core.datasets.plan import plan_import


def test_first_pictures_come_while_it_is_still_looking(
    page: ImportPage, dropped: Path, qtbot: QtBot, reader: Any
) -> None:
    page.show_looking([dropped, dropped / "more"])
    assert "Looking through housings and 1 more…" in page.looking.text
    page.add_found([dropped / f"{i}.png" for i in range(2)])
    qtbot.waitUntil(lambda: page.looking.pictures.read_count == 2)
    page.add_found([dropped / f"{i}.png" for i in range(2, 1500)])
    assert "1,500 image files so far" in page.looking.text
    assert "Nothing is imported yet" in page.looking.text
    # As many pictures as have room, not all that were found.
    assert len(page.looking.pictures.shown) < 100
    qtbot.waitUntil(lambda: page.looking.pictures.read_count == len(page.looking.pictures.shown))


def test_many_images_are_not_counted_one_by_one(page: ImportPage, dropped: Path) -> None:
    page.show_looking([dropped])
    page.add_found([dropped / f"{i}.png" for i in range(4096)])
    assert "More than 4,000 image files" in page.looking.text


def test_cancel_button_and_escape_go_back(
    page: ImportPage, dropped: Path, qtbot: QtBot, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(page.cancelled)
    page.show_looking([dropped])
    page.looking.cancel.click()
    page.show_looking([dropped])
    qtbot.keyClick(page.looking.cancel, Qt.Key.Key_Escape)
    assert len(seen) == 2


def test_pictures_of_what_is_left_are_not_shown_later(
    page: ImportPage, dropped: Path, qtbot: QtBot, reader: Any
) -> None:
    reader.gate.clear()
    page.show_looking([dropped])
    page.add_found([dropped / "old.png"])
    page.show_looking([dropped / "other"])
    page.add_found([dropped / "other" / "new.png"])
    reader.gate.set()
    qtbot.waitUntil(lambda: page.looking.pictures.read_count == 1)
    assert page.looking.pictures.shown == [dropped / "other" / "new.png"]


def test_unreadable_picture_has_a_mark_and_says_why(page: ImportPage, dropped: Path, qtbot: QtBot) -> None:
    page.show_looking([dropped])
    page.add_found([dropped / "broken.png", dropped / "fine.png"])
    pictures = page.looking.pictures
    qtbot.waitUntil(lambda: pictures.read_count == 2)
    tip = pictures.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "broken.png is no image. Save it again." in tip


def test_keyboard_accepts_and_goes_back(
    review: ImportPage, qtbot: QtBot, collect: Callable[[Any], list[Any]]
) -> None:
    accepted, cancelled = collect(review.accepted), collect(review.cancelled)
    assert review.review.accept.hasFocus()
    qtbot.keyClick(review.review.accept, Qt.Key.Key_Space)
    review.review.table.setFocus()
    qtbot.keyClick(review.review.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(review.review.target.field, Qt.Key.Key_Return)
    assert len(accepted) == 3
    qtbot.keyClick(review.review.table, Qt.Key.Key_Escape)
    assert len(cancelled) == 1


def test_failure_says_why_and_the_way_out(
    page: ImportPage, dropped: Path, collect: Callable[[Any], list[Any]]
) -> None:
    page.show_looking([dropped])
    page.show_failed(f"There is no image in {dropped}.", "Drop a folder with images.")
    assert page.failed.isVisible()
    assert page.failed.text == f"There is no image in {dropped}. Drop a folder with images."
    seen = collect(page.cancelled)
    page.failed.back.click()
    assert len(seen) == 1


def test_layout_that_does_not_fit_comes_back_to_the_review(
    review: ImportPage, dropped: Path, qtbot: QtBot
) -> None:
    review.review.model.set_role([3], label=Label.GOOD)
    review.review.layouts.setCurrentIndex(review.review.layouts.findData("dagm"))
    review.show_looking([dropped])
    review.show_failed("housings is not arranged as dagm.", "Let it be recognised by itself.")
    assert review.review.isVisible()
    assert "housings is not arranged as dagm. Let it be recognised" in review.review.text
    assert review.review.layouts.currentData() == "good_defective"
    assert review.plan.groups[3].label is Label.GOOD
    assert review.review.pictures.shown
    review.show_plan(review.plan)
    assert "not arranged" not in review.review.text


def test_left_page_keeps_no_plan(review: ImportPage) -> None:
    review.stop()
    assert review.plan.groups == ()
    assert review.review.pictures.shown == []


@pytest.mark.parametrize(
    ("folder", "counts"),
    [
        ("dagm-class1-256", {"Train good": 250, "Train defective": 35, "Test": 290, "Total": 575}),
        ("magnetic-tile", {"Unassigned": 572, "Total": 572, "Train good": 0}),
    ],
)
def test_real_folders(
    page: ImportPage, real_data: Path, qtbot: QtBot, folder: str, counts: dict[str, int]
) -> None:
    page.show_looking([real_data / folder])
    found: list[Path] = []
    plan = plan_import([real_data / folder], found=found.extend)
    page.add_found(found)
    page.show_plan(plan)
    numbers = page.review.counts.numbers
    assert {name: numbers[name] for name in counts} == counts
    assert not page.review.fold.isVisible()
    qtbot.waitUntil(lambda: page.review.pictures.read_count == EXAMPLES)
