"""One image large: stepping, labelling, areas, its note."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.dataset.browser import Browser
from app.gui.views.dataset.view import DatasetView
from core.datasets.dataset import Label
from core.images.areas import Area
from tests.app.gui.views.dataset.hands import Choose, Settled, enabled, key, selected, values


def large(qtbot: QtBot, window: MainWindow) -> None:
    key(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.dataset.stack.currentWidget() is window.dataset.image)


def test_enter_shows_the_image_large_and_page_keys_step(
    qtbot: QtBot, curating: MainWindow, view: DatasetView, choose: Choose, settled: Settled
) -> None:
    act = curating.actions_registry
    (first,) = choose(curating, "img10")
    large(qtbot, curating)
    assert view._large == first
    assert enabled(curating, "label_good", "edit_note", "copy_path", "remove_images", "open_image") == {
        "label_good",
        "edit_note",
        "copy_path",
    }
    act["image_next"].trigger()
    qtbot.waitUntil(lambda: view._large == first + 1)
    settled(curating)
    act["image_next"].trigger()
    settled(curating)
    assert view._large == first + 1
    act["image_previous"].trigger()
    assert view._large == first
    settled(curating)
    view.image.closed.emit()
    assert view.stack.currentWidget() is view.browser
    assert selected(curating) == ["img10"]
    assert not act["image_next"].isEnabled()


def test_labelling_the_large_image_out_of_the_filter_skips_none(
    qtbot: QtBot, curating: MainWindow, view: DatasetView, browser: Browser, choose: Choose, settled: Settled
) -> None:
    act = curating.actions_registry
    browser.listing.set_query("label:good")
    (image,) = choose(curating, "img3")
    large(qtbot, curating)
    for number in range(image, image + 3):
        act["label_defective"].trigger()
        settled(curating)
        # It stays until the user goes on.
        assert view._large == number
        assert enabled(curating, "label_good", "copy_path") == {"label_good", "copy_path"}
        act["image_next"].trigger()
        settled(curating)
        assert view._large == number + 1
    act["image_previous"].trigger()
    settled(curating)
    assert values(curating, "label", [view._large]) == [Label.GOOD]
    assert selected(curating) == ["img2"]


def test_the_note_of_the_large_image_is_edited_in_the_details(
    qtbot: QtBot, curating: MainWindow, view: DatasetView, browser: Browser, choose: Choose, settled: Settled
) -> None:
    browser.listing.set_query("label:good")
    (image,) = choose(curating, "img3")
    large(qtbot, curating)
    curating.actions_registry["label_defective"].trigger()
    settled(curating)
    curating.actions_registry["edit_note"].trigger()
    assert view.stack.currentWidget() is browser
    assert browser.selected_ids == [image]
    assert QApplication.focusWidget() is browser.details._note
    qtbot.keyClicks(browser.details._note, "this one")
    browser.details.finish()
    settled(curating)
    assert values(curating, "note", [image]) == ["this one"]


def test_areas_are_kept_and_undone(
    qtbot: QtBot, curating: MainWindow, view: DatasetView, choose: Choose, settled: Settled
) -> None:
    (image,) = choose(curating, "img3")
    large(qtbot, curating)
    area = Area(kind="ignore", shape="rectangle", points=((0.1, 0.1), (0.3, 0.2)))
    view.image.areas_edited.emit("image", [area])
    settled(curating)
    assert values(curating, "has_areas", [image]) == [True]
    assert curating.project.undo_text == "Change the areas of an image"
    curating.project.undo()
    settled(curating)
    assert values(curating, "has_areas", [image]) == [False]
    view.image.areas_edited.emit("project", [area])
    settled(curating)
    assert curating.project.undo_text == "Change the areas of the project"


def test_an_image_that_cannot_be_read_is_named_on_the_large_page(
    qtbot: QtBot, curating: MainWindow, view: DatasetView, choose: Choose, tmp_path: Path, settled: Settled
) -> None:
    (tmp_path / "bilder" / "img7.png").unlink()
    (image,) = choose(curating, "img7")
    large(qtbot, curating)
    assert view._large == image
    settled(curating)


def test_another_project_leaves_the_large_image(
    qtbot: QtBot, curating: MainWindow, view: DatasetView, choose: Choose, tmp_path: Path, settled: Settled
) -> None:
    choose(curating, "img1")
    large(qtbot, curating)
    with qtbot.waitSignal(curating.project.opened):
        curating.project.close()
    assert view.stack.currentWidget() is view.no_project
    settled(curating)
