"""What is known and typed of the selected images: facts, tags, notes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.dataset.browser import Browser
from core.project.images import rows_of
from core.project.project import Project
from tests.app.gui.views.dataset.hands import Choose, Settled, values

# --- tags and notes -----------------------------------------------------------------------------------------


def tag(browser: Browser, text: str) -> None:
    browser.details._tags.setFocus()
    browser.details._tags.selectAll()
    # Qt's key clicks know no Chinese.
    browser.details._tags.insert(text)


def test_tags_of_several_images_are_changed_together(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled
) -> None:
    first = choose(curating, "img1")
    tag(browser, "kratzer, 划痕")
    qtbot.keyClick(browser.details._tags, Qt.Key.Key_Return)
    settled(curating)
    second = choose(curating, "img2")
    tag(browser, "kratzer, rand,rand ,")
    qtbot.keyClick(browser.details._tags, Qt.Key.Key_Return)
    settled(curating)
    assert values(curating, "tags", first + second) == [("kratzer", "划痕"), ("kratzer", "rand")]
    both = choose(curating, "img1", "img2")
    assert browser.details._tags.text() == "kratzer"
    assert not browser.details._note.isVisible()
    tag(browser, "neu")
    qtbot.keyClick(browser.details._tags, Qt.Key.Key_Return)
    settled(curating)
    # The others of each stay.
    assert values(curating, "tags", both) == [("neu", "划痕"), ("neu", "rand")]
    assert browser.details._tags.text() == "neu"
    curating.project.undo()
    settled(curating)
    assert values(curating, "tags", both) == [("kratzer", "划痕"), ("kratzer", "rand")]


def test_typed_tags_go_to_the_images_that_they_were_typed_for(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled
) -> None:
    first = choose(curating, "img1", "img2")
    tag(browser, "kratzer")
    other = choose(curating, "img5")
    settled(curating)
    assert values(curating, "tags", first + other) == [("kratzer",), ("kratzer",), ()]
    assert browser.details._tags.text() == ""


def test_news_do_not_take_away_what_is_being_typed(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled
) -> None:
    ids = choose(curating, "img1", "img2")
    tag(browser, "krat")
    curating.project.values_changed.emit(ids)
    assert browser.details._tags.text() == "krat"
    one = choose(curating, "img3")
    browser.details._note.setFocus()
    qtbot.keyClicks(browser.details._note, "halb")
    curating.project.values_changed.emit(one)
    browser.show_details()
    assert browser.details._note.toPlainText() == "halb"
    settled(curating)


def test_a_note_is_saved_for_its_image_when_another_is_selected_quickly(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled
) -> None:
    first = choose(curating, "img1")
    browser.details._note.setFocus()
    qtbot.keyClicks(browser.details._note, "look at this")
    second = choose(curating, "img2")
    assert browser.details._note.toPlainText() == ""
    qtbot.keyClicks(browser.details._note, "and this")
    several = choose(curating, "img5", "img6")
    settled(curating)
    assert values(curating, "note", first + second) == ["look at this", "and this"]
    assert values(curating, "note", several) == ["", ""]
    assert curating.project.undo_text == "Change a note"
    choose(curating, "img1")
    assert browser.details._note.toPlainText() == "look at this"
    curating.project.undo()
    curating.project.undo()
    settled(curating)
    assert browser.details._note.toPlainText() == ""


def test_ctrl_enter_saves_a_note(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled
) -> None:
    ids = choose(curating, "img1")
    browser.details._note.setFocus()
    qtbot.keyClicks(browser.details._note, "ok?")
    assert values(curating, "note", ids) == [""]
    qtbot.keyClick(browser.details._note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert values(curating, "note", ids) == ["ok?"]
    assert browser.details._note.toPlainText() == "ok?"
    settled(curating)


def test_what_is_typed_is_saved_when_the_window_closes(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, tmp_path: Path
) -> None:
    (first,) = choose(curating, "img1")
    tag(browser, "kratzer")
    browser.details._note.setFocus()
    qtbot.keyClicks(browser.details._note, "not yet saved")
    curating.close()
    curating.runner.shutdown()
    curating.project.shutdown()
    with Project.open(tmp_path / "p.isugan") as project:
        (row,) = rows_of(project, [first])
    assert (row.note, row.tags) == ("not yet saved", ("kratzer",))


# --- details ------------------------------------------------------------------------------------------------


def test_details_of_one_and_of_several_images(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, settled: Settled, tmp_path: Path
) -> None:
    details = browser.details
    (first,) = choose(curating, "img1")
    assert details._title.text() == "img1.png"
    assert details._values["size"].text() == "8 x 8, 8-bit grey"
    assert details._values["label"].accessibleName() == "Label: good"
    assert details._values["folder"].text() == str(tmp_path / "bilder")
    qtbot.waitUntil(lambda: details._values["sha256"].text() != "")
    assert not details._picture.pixmap().isNull()
    # News of the same image do not take the hash away until it is read again.
    curating.project.values_changed.emit([first])
    assert details._values["sha256"].text() != ""
    choose(curating, "img1", "img10")
    assert details._title.text() == "2 images selected"
    assert set(details._values["label"].text().split(", ")) == {"1 good", "1 defective"}
    assert details._values["sha256"].text() == ""
    assert not details._picture.isVisible()
    settled(curating)


def test_the_preview_says_why_there_is_none(
    qtbot: QtBot, curating: MainWindow, browser: Browser, choose: Choose, tmp_path: Path, settled: Settled
) -> None:
    (tmp_path / "bilder" / "img7.png").write_bytes(b"no image")
    choose(curating, "img7")
    qtbot.waitUntil(lambda: "img7.png" in browser.details._picture.text())
    assert "img7.png" in browser.details._values["problems"].text()
    settled(curating)
