"""What an import would bring: figures, words, problems and examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.views.dataset.import_model import FOLDER, IMAGES, MASKS
from app.gui.views.dataset.import_page import ImportPage
from app.gui.views.dataset.import_pictures import spread
from app.gui.views.dataset.import_review import EXAMPLES
from core.datasets.dataset import Label, Split
from core.datasets.import_plan import Group, ImportPlan, Source

GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED
TRAIN, TEST, UNASSIGNED = Split.TRAIN, Split.TEST, Split.UNASSIGNED


def cell(page: ImportPage, row: int, column: int) -> str:
    return str(page.review.model.index(row, column).data())


def select(page: ImportPage, *rows: int) -> None:
    page.review.table.clearSelection()
    flag = page.review.table.selectionModel().SelectionFlag
    for row in rows:
        index = page.review.model.index(row, FOLDER)
        page.review.table.selectionModel().setCurrentIndex(index, flag.Select | flag.Rows)


def test_counts_come_first_and_every_image_counts_once(review: ImportPage) -> None:
    numbers = review.review.counts.numbers
    assert numbers == {
        "Train good": 40,
        "Train defective": 0,
        "Validation": 0,
        "Test": 32,
        "Unassigned": 0,
        "Unlabelled": 5,
        "Total": 77,
    }
    assert review.review.accept.text() == "Import 77 images"


def test_layout_is_named_with_what_it_means(review: ImportPage) -> None:
    assert review.review.layouts.currentText() == "Good / defective folders"
    assert "give the labels" in review.review.text
    assert "Import housings" in review.review.text


def test_another_layout_can_be_asked_for(review: ImportPage, collect: Callable[[Any], list[Any]]) -> None:
    seen = collect(review.layout_chosen)
    box = review.review.layouts
    for name in ("dagm", ""):
        index = box.findData(name)
        box.setCurrentIndex(index)
        box.activated.emit(index)
    assert seen == ["dagm", ""]


def test_several_layouts_are_all_named(
    page: ImportPage, dropped: Path, plan: ImportPlan, make_group: Callable[..., Group]
) -> None:
    other = dropped.parent / "tiles"
    both = ImportPlan(
        (*plan.sources, Source(other, "dagm")),
        (*plan.groups, make_group(other / "Class1" / "Train", 3, GOOD, TRAIN)),
    )
    page.show_looking([dropped, other])
    page.show_plan(both)
    assert page.review.layouts.currentIndex() == -1
    assert "Good / defective folders, DAGM" in page.review.text
    assert cell(page, 0, FOLDER) == "housings/train/good"
    assert cell(page, 4, FOLDER) == "tiles/Class1/Train"


def test_dropped_files_have_no_other_layout(
    page: ImportPage, dropped: Path, make_group: Callable[..., Group]
) -> None:
    files = ImportPlan((Source(dropped, "files"),), (make_group(dropped, 1, UNLABELLED, UNASSIGNED),))
    page.show_looking([dropped / "0.png"])
    page.show_plan(files)
    assert not page.review.layouts.isVisible()
    assert page.review.accept.text() == "Import 1 image"


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ([(100, GOOD, TRAIN), (50, DEFECTIVE, TRAIN)], "Here are at least as many."),
        ([(99, GOOD, TRAIN), (50, DEFECTIVE, TRAIN)], "With 99 good ones expect more false alarms."),
        ([(100, GOOD, TRAIN), (49, DEFECTIVE, TRAIN)], "With 49 defective ones the cuts"),
        (
            [(100, GOOD, TRAIN), (9, DEFECTIVE, TEST)],
            "Without defective ones, training uses synthetic defects",
        ),
        ([(100, GOOD, UNASSIGNED)], "What trains, validates and tests is chosen after the import."),
        ([(100, UNLABELLED, UNASSIGNED)], "None of these is labelled yet."),
    ],
)
def test_what_the_paper_had_and_what_fewer_means(
    page: ImportPage,
    dropped: Path,
    groups: list[tuple[int, Label, Split]],
    words: str,
    make_group: Callable[..., Group],
) -> None:
    page.show_plan(
        ImportPlan((Source(dropped, "flat"),), tuple(make_group(dropped, n, la, s) for n, la, s in groups))
    )
    assert "The paper trained with 100 good and 50 defective images." in page.review.text
    assert words in page.review.text


def test_problems_are_folded_with_their_number(review: ImportPage) -> None:
    fold, problems = review.review.fold, review.review.problems
    assert fold.text() == "2 problems"
    assert not problems.isVisible()
    fold.click()
    assert problems.isVisible()
    assert problems.toPlainText().splitlines() == list(map(str, review.plan.problems))


def test_without_problems_there_is_no_list(
    page: ImportPage, dropped: Path, make_group: Callable[..., Group]
) -> None:
    page.show_plan(ImportPlan((Source(dropped, "flat"),), (make_group(dropped, 3, GOOD, TRAIN),)))
    assert not page.review.fold.isVisible()


def test_table_has_folders_below_what_was_dropped(review: ImportPage) -> None:
    rows = [[cell(review, row, column) for column in (FOLDER, IMAGES, MASKS)] for row in range(4)]
    assert rows == [
        ["train/good", "40", "–"],
        ["test/good", "20", "–"],
        ["test/scratch", "12", "10"],
        ["housings", "5", "–"],
    ]


def test_examples_are_of_the_selected_groups(review: ImportPage, qtbot: QtBot, dropped: Path) -> None:
    pictures = review.review.pictures
    select(review, 2)
    assert pictures.shown == [dropped / "test" / "scratch" / f"{i}.png" for i in range(12)]
    assert "scratch: 12 defective (scratch)" in review.review.text
    select(review, 0, 3)
    folders = {path.parent for path in pictures.shown}
    assert folders == {dropped / "train" / "good", dropped}
    assert "2 groups, 45 images" in review.review.text
    qtbot.waitUntil(lambda: pictures.read_count == len(pictures.shown))


def test_examples_are_spread_over_the_group(review: ImportPage) -> None:
    select(review, 0)
    numbers = [int(path.stem) for path in review.review.pictures.shown]
    assert len(numbers) == EXAMPLES
    assert numbers == sorted(numbers)
    assert numbers[-1] > 30
    assert spread([1, 2, 3], 5) == [1, 2, 3]
    assert spread([], 5) == []
