"""Working on the images: selection, keys, removing, undo, menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.project.edit_queue import edit_call
from app.gui.views.dataset import view as view_module
from app.gui.views.dataset.browser import Browser
from app.gui.views.dataset.view import DatasetView
from core.datasets.dataset import Label, Split
from core.images.write import write_png
from core.project.images import rows_of
from core.project.ordering import SortKey
from core.project.project import Project
from tests.app.gui.views.dataset.hands import Choose, Names, Settled, enabled, key, selected, values

# --- selection ----------------------------------------------------------------------------------------------


def test_the_selection_stays_on_its_images_when_the_order_changes(
    curating: MainWindow, browser: Browser, choose: Choose
) -> None:
    ids = choose(curating, "img1", "img3", "img11")
    current = browser.current_id
    browser.listing.set_order(SortKey.NAME, True)
    assert sorted(browser.selected_ids) == sorted(ids)
    assert selected(curating) == ["img11", "img3", "img1"]
    assert browser.current_id == current
    browser.listing.set_query("-img3")
    assert selected(curating) == ["img11", "img1"]
    browser.listing.show_all()
    assert selected(curating) == ["img11", "img1"]


def test_the_selection_stays_when_the_list_grows_in_its_middle(
    qtbot: QtBot, curating: MainWindow, choose: Choose, tmp_path: Path, settled: Settled
) -> None:
    from core.datasets.dataset import Sample

    choose(curating, "img3", "img9")
    write_png(tmp_path / "bilder" / "img4b.png", np.zeros((8, 8), np.uint8))
    with qtbot.waitSignal(curating.project.imported):
        curating.project.import_images(
            [Sample(tmp_path / "bilder" / "img4b.png", Label.GOOD, Split.UNASSIGNED)]
        )
    settled(curating)
    assert selected(curating) == ["img3", "img9"]


def test_the_selection_goes_on_to_the_next_image_when_a_filter_drops_it(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, names: Names, settled: Settled
) -> None:
    browser.listing.set_query("label:good")
    choose(curating, "img2", "img3", "img4")
    key(qtbot, curating, Qt.Key.Key_D)
    settled(curating)
    assert names(curating) == ["img0", "img1", *(f"img{n}" for n in range(5, 10))]
    assert selected(curating) == ["img5"]
    key(qtbot, curating, Qt.Key.Key_D)
    settled(curating)
    assert selected(curating) == ["img6"]
    choose(curating, "img9")
    key(qtbot, curating, Qt.Key.Key_D)
    settled(curating)
    # There is none behind the last one.
    assert selected(curating) == ["img8"]


def test_a_filter_that_leaves_nothing_leaves_nothing_selected(
    curating: MainWindow, browser: Browser, choose: Choose
) -> None:
    choose(curating, "img2")
    assert browser.details._title.text() == "img2.png"
    browser.listing.set_query("tag:none")
    assert browser.selected_ids == []
    assert browser.details._title.text() == ""
    assert not browser.details._note.isEnabled() or not browser.details._note.isVisible()
    assert enabled(curating, "label_good", "remove_images", "edit_tags") == set()


def test_the_current_image_stays_without_a_selection(curating: MainWindow, browser: Browser) -> None:
    browser.grid.setCurrentIndex(browser.model.index(5, 0))
    browser.grid.select_rows(np.empty(0, np.int64))
    current = browser.current_id
    browser.listing.set_order(SortKey.NAME, True)
    assert browser.current_id == current
    assert browser.selected_ids == []


def test_nothing_of_one_project_is_selected_in_the_next(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, tmp_path: Path, settled: Settled
) -> None:
    choose(curating, "img0", "img1")
    with qtbot.waitSignal(curating.project.opened):
        curating.project.create(tmp_path / "q.isugan")
    assert browser.selected_ids == []
    assert curating.dataset.stack.currentWidget() is curating.dataset.no_images
    settled(curating)


def test_an_unchanged_list_rests(curating: MainWindow, browser: Browser, qtbot: QtBot) -> None:
    seen: list[int] = []
    browser.listing.counted.connect(lambda: seen.append(1))
    browser.listing.refresh()
    qtbot.waitUntil(lambda: not browser.listing._rest.isActive())
    assert seen == [1]
    # What comes while it rests is shown after the rest, once.
    browser.listing.refresh()
    browser.listing._rest.start(60)
    browser.listing.schedule()
    browser.listing.schedule()
    assert seen == [1, 1]
    qtbot.waitUntil(lambda: len(seen) == 3)
    qtbot.waitUntil(lambda: not browser.listing._rest.isActive())
    assert seen == [1, 1, 1]


# --- keys ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "column", "value"),
    [
        (Qt.Key.Key_D, "label", Label.DEFECTIVE),
        (Qt.Key.Key_U, "label", Label.UNLABELLED),
        (Qt.Key.Key_T, "split", Split.TRAIN),
        (Qt.Key.Key_V, "split", Split.VALIDATION),
        (Qt.Key.Key_S, "split", Split.TEST),
        (Qt.Key.Key_R, "reviewed", True),
    ],
)
def test_a_key_acts_on_the_selection(
    qtbot: QtBot,
    curating: MainWindow,
    choose: Choose,
    settled: Settled,
    which: Qt.Key,
    column: str,
    value: Any,
) -> None:
    ids = choose(curating, "img1", "img2")
    everything = curating.project.table.ids.tolist()
    before = values(curating, column, everything)
    key(qtbot, curating, which)
    assert values(curating, column, ids) == [value] * 2
    settled(curating)
    assert curating.project.project is not None
    stored = {row.id: getattr(row, column) for row in rows_of(curating.project.project, everything)}
    expected = [value if n in ids else old for n, old in zip(everything, before, strict=True)]
    assert [stored[number] for number in everything] == expected


def test_g_labels_good_and_r_takes_turns(
    qtbot: QtBot, curating: MainWindow, choose: Choose, settled: Settled
) -> None:
    ids = choose(curating, "img10", "img11")
    key(qtbot, curating, Qt.Key.Key_G)
    assert values(curating, "label", ids) == [Label.GOOD] * 2
    assert values(curating, "reviewed", ids) == [True] * 2
    key(qtbot, curating, Qt.Key.Key_R)
    assert values(curating, "reviewed", ids) == [False] * 2
    settled(curating)
    assert curating.project.undo_text == "Mark 2 images not reviewed"


def test_n_goes_to_the_note(qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose) -> None:
    choose(curating, "img1", "img2")
    # A note belongs to one image.
    assert enabled(curating, "edit_note", "edit_tags") == {"edit_tags"}
    choose(curating, "img1")
    browser.tabs.setCurrentWidget(browser.splits)
    key(qtbot, curating, Qt.Key.Key_N)
    assert browser.tabs.currentWidget() is browser.details
    assert QApplication.focusWidget() is browser.details._note
    curating.actions_registry["edit_tags"].trigger()
    assert QApplication.focusWidget() is browser.details._tags


@pytest.mark.parametrize("field", ["search", "tags", "note"])
def test_letters_in_a_field_are_text(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, field: str, settled: Settled
) -> None:
    choose(curating, "img1")
    table = curating.project.table
    before = [table.row(row) for row in range(len(table))]
    fields: dict[str, QWidget] = {
        "search": browser.filters.search,
        "tags": browser.details._tags,
        "note": browser.details._note,
    }
    box: Any = fields[field]
    box.setFocus()
    qtbot.keyClicks(box, "gdutvsrn")
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    text = box.toPlainText() if field == "note" else box.text()
    assert text == "gdutvsrn"
    assert [table.row(row) for row in range(len(table))] == before
    if field == "search":
        browser.filters.search._popup.hide()
        browser.filters.search.clear()
    elif field == "note":
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert box.toPlainText() == ""
    else:
        box.setText("")
    settled(curating)


def test_the_keys_belong_to_this_view(qtbot: QtBot, curating: MainWindow, choose: Choose) -> None:
    choose(curating, "img1")
    keys = ("label_good", "split_train", "toggle_reviewed", "edit_note", "remove_images")
    assert enabled(curating, *keys) == set(keys)
    curating.show_view("train")
    assert enabled(curating, *keys) == set()
    curating.show_view("dataset")
    assert enabled(curating, *keys) == set(keys)


# --- removing and undo --------------------------------------------------------------------------------------


def test_delete_removes_and_undo_brings_back(
    qtbot: QtBot, curating: MainWindow, choose: Choose, names: Names, settled: Settled, tmp_path: Path
) -> None:
    act = curating.actions_registry
    choose(curating, "img3", "img4")
    key(qtbot, curating, Qt.Key.Key_Delete)
    settled(curating)
    assert len(names(curating)) == 10
    assert selected(curating) == ["img5"]
    assert (tmp_path / "bilder" / "img3.png").exists()
    assert act["undo"].text() == "&Undo: Remove 2 images"
    assert not act["redo"].isEnabled()
    act["undo"].trigger()
    settled(curating)
    assert len(names(curating)) == 12
    assert selected(curating) == ["img5"]
    assert act["redo"].text() == "&Redo: Remove 2 images"
    assert act["undo"].text() == "&Undo: Import 12 images"
    act["redo"].trigger()
    settled(curating)
    assert len(names(curating)) == 10
    act["undo"].trigger()
    act["undo"].trigger()
    settled(curating)
    assert names(curating) == []
    assert curating.dataset.stack.currentWidget() is curating.dataset.no_images
    assert (act["undo"].text(), act["undo"].isEnabled()) == ("&Undo", False)
    act["redo"].trigger()
    settled(curating)
    assert len(names(curating)) == 12
    assert curating.dataset.stack.currentWidget() is curating.dataset.browser


def test_an_ampersand_in_a_step_is_no_mnemonic(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled
) -> None:
    choose(curating, "img1")
    browser.details._tags.setText("a&b")
    browser.details.finish()
    settled(curating)
    assert curating.actions_registry["undo"].text() == "&Undo: Tag 1 image a&&b"
    assert curating.actions_registry["undo"].toolTip() == "Undo: Tag 1 image a&b"


# --- menu, folder, path -------------------------------------------------------------------------------------


def test_the_context_menu(curating: MainWindow, view: DatasetView, browser: Browser, choose: Choose) -> None:
    choose(curating, "img1")
    browser.grid.menu_wanted.emit(QPoint(10, 10))
    (menu,) = [m for m in view.findChildren(QMenu) if m.isVisible()]
    offered = [a.objectName() for a in menu.actions() if not a.isSeparator()]
    assert offered == [
        "open_image",
        *("label_good", "label_defective", "label_unlabelled", "toggle_reviewed"),
        *("split_train", "split_validation", "split_test", "split_unassigned"),
        *("edit_tags", "edit_note"),
        *("show_in_folder", "copy_path"),
        "remove_images",
    ]
    assert all(a.isEnabled() for a in menu.actions() if not a.isSeparator())
    menu.close()


def test_show_in_folder_and_copy_path(
    curating: MainWindow,
    choose: Choose,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    collect: Callable[[Any], list[Any]],
) -> None:
    notices = collect(curating.notifications.noticed)
    asked: list[Path] = []
    choose(curating, "img1")
    path = tmp_path / "bilder" / "img1.png"
    monkeypatch.setattr(view_module, "show_in_folder", lambda p: asked.append(p) or True)
    curating.actions_registry["show_in_folder"].trigger()
    assert asked == [path]
    assert notices == []
    monkeypatch.setattr(view_module, "show_in_folder", lambda p: False)
    curating.actions_registry["show_in_folder"].trigger()
    assert str(tmp_path / "bilder") in notices[0].text
    curating.actions_registry["copy_path"].trigger()
    assert QGuiApplication.clipboard().text() == str(path)
    choose(curating, "img1", "img2")
    assert enabled(curating, "show_in_folder", "copy_path", "open_image") == set()


def test_actions_without_a_project(window: MainWindow) -> None:
    window.show_view("dataset")
    assert window.dataset.stack.currentWidget() is window.dataset.no_project
    off = ("undo", "redo", "label_good", "find", "run_preflight", "show_splits", "relink", "close_project")
    assert enabled(window, *off) == set()
    assert enabled(window, "add_images") == {"add_images"}


def test_an_edit_that_fails_comes_back_on_the_screen_with_those_before_it(
    qtbot: QtBot, curating: MainWindow, choose: Choose, names: Names, settled: Settled
) -> None:
    def full(_project: Project) -> Any:
        raise OSError(28, "No space left on device")

    ids = curating.project.table.ids.tolist()
    curating.project.edit(full, {"removed": True}, ids[:2])
    curating.project.edit(full, {"label": Label.UNLABELLED}, ids[4:5])
    curating.project.edit(
        edit_call("set_label", ids[5:6], Label.UNLABELLED), {"label": Label.UNLABELLED}, ids[5:6]
    )
    assert len(names(curating)) == 10
    qtbot.waitUntil(lambda: len(names(curating)) == 12)
    settled(curating)
    labels = values(curating, "label", ids[4:6])
    assert labels == [Label.GOOD, Label.UNLABELLED]
