"""The view: keys, notes, masks, empty states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.views.review.queue_model import DECISION, NAME
from app.gui.views.review.with_others import sending_in_words
from core.datasets.masks import read_mask
from core.datasets.polygon_mask import PolygonMask
from core.project import edits, reviews
from core.project.decision import Decision
from core.project.review_sending import Sending
from tests.app.gui.fitting import cut_off, each_page

Settle = Callable[[], None]
KEY, CTRL, NONE = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def press(qtbot: QtBot, reviewing: MainWindow, wait_quiet: Settle) -> Callable[..., None]:
    """A key, wherever the focus is; then all is settled."""

    def send(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        wait_quiet()

    return send


def decided(window: MainWindow) -> dict[int, str]:
    found = reviews.standing(window.project.project)
    return {image: people["Ana"].decision for image, people in found.items() if "Ana" in people}


def test_three_keys_decide_and_the_next_comes(reviewing: MainWindow, press: Callable[..., None]) -> None:
    view = reviewing.review
    for key in (KEY.Key_1, KEY.Key_2, KEY.Key_3, KEY.Key_Return):
        press(key)
    assert decided(reviewing) == {2: "OK", 5: "unsure", 6: "NG", 4: "OK"}
    assert view.queue.count.text() == "4 / 5"
    assert view.session.current.image == 3
    press(KEY.Key_Enter)
    assert view.centre.currentWidget() is view.done
    press(KEY.Key_Z, CTRL)
    assert (view.session.current.image, view.centre.currentWidget()) == (3, view.canvas)
    assert decided(reviewing)[4] == "OK"
    assert 3 not in decided(reviewing)


def test_enter_in_a_note_is_the_notes(
    qtbot: QtBot, reviewing: MainWindow, press: Callable[..., None]
) -> None:
    note = reviewing.review.card.note
    press(KEY.Key_N)
    assert note.hasFocus()
    qtbot.keyClicks(note, "at 1")
    press(KEY.Key_Return)
    qtbot.keyClicks(note, "and 3")
    press(KEY.Key_Escape)
    assert decided(reviewing) == {}
    press(KEY.Key_3)
    assert [d.note for d in reviews.reviews(reviewing.project.project, 2)] == ["at 1\nand 3"]
    assert note.toPlainText() == ""


def test_enter_in_the_name_changes_the_reviewer(
    qtbot: QtBot, reviewing: MainWindow, press: Callable[..., None]
) -> None:
    name = reviewing.review.queue.name
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Ben")
    press(KEY.Key_Return)
    assert reviewing.review.session.who == "Ben"
    assert reviewing.settings.reviewer() == "Ben"
    assert reviews.standing(reviewing.project.project) == {}
    press(KEY.Key_Return)
    assert reviews.reviewers(reviewing.project.project) == ["Ben"]


def test_enter_elsewhere_in_the_window_confirms_nothing(
    qtbot: QtBot, reviewing: MainWindow, press: Callable[..., None]
) -> None:
    button = reviewing.rail.findChildren(QToolButton)[0]
    button.setFocus()
    assert button.hasFocus()
    press(KEY.Key_Return)
    assert decided(reviewing) == {}
    reviewing.review.queue.view.setFocus()
    press(KEY.Key_Return)
    assert decided(reviewing) == {2: "OK"}


def test_the_suggested_contour_becomes_the_mask(reviewing: MainWindow, press: Callable[..., None]) -> None:
    press(KEY.Key_S)
    assert reviewing.actions_registry["undo"].text() == "&Undo: accepted suggestion"
    press(KEY.Key_Z, CTRL)
    assert not reviewing.review.canvas.has_marks
    press(KEY.Key_Y, CTRL)
    press(KEY.Key_3)
    (said,) = reviews.reviews(reviewing.project.project, 2)
    mask = read_mask(reviews.mask_of(reviewing.project.project, said.id))
    assert (mask[7:14, 7:14].all(), mask.sum()) == (True, 49)


def test_what_was_begun_waits_until_the_image_comes_back(
    qtbot: QtBot, reviewing: MainWindow, press: Callable[..., None]
) -> None:
    view = reviewing.review
    press(KEY.Key_S)
    view.card.note.setPlainText("not sure yet")
    press(KEY.Key_D)
    assert (view.session.current.image, view.canvas.has_marks, view.card.note.toPlainText()) == (5, False, "")
    press(KEY.Key_A)
    assert (view.canvas.has_marks, view.card.note.toPlainText()) == (True, "not sure yet")
    press(KEY.Key_3)
    (said,) = reviews.reviews(reviewing.project.project, 2)
    assert (said.has_mask, said.note) == (True, "not sure yet")


def test_a_mask_of_the_dataset_is_no_word_of_the_reviewer(
    reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    edits.set_mask(reviewing.project.project, 5, PolygonMask.of_pixels(np.eye(24, 32, dtype=bool)))
    view = reviewing.review
    view.session._pictures.clear()
    view.session.show_image(5)
    wait_quiet()
    assert view.canvas.has_marks
    press(KEY.Key_3)
    assert [said.has_mask for said in reviews.reviews(reviewing.project.project, 5)] == [False]


def test_unreviewed_keys_and_the_list(reviewing: MainWindow, press: Callable[..., None]) -> None:
    view = reviewing.review
    both = CTRL | Qt.KeyboardModifier.ShiftModifier
    press(KEY.Key_D, both)
    assert view.queue.view.currentIndex().row() == 1
    press(KEY.Key_A, both)
    press(KEY.Key_A, both)
    assert view.session.row == 4
    view.queue.view.setCurrentIndex(view.queue.model.index(2, 0))
    assert view.session.current.image == 6


def test_sending_back_shows_first_what_changes(reviewing: MainWindow, press: Callable[..., None]) -> None:
    view, table = reviewing.review, reviewing.project.table
    press(KEY.Key_1)
    press(KEY.Key_3)
    press(KEY.Key_2)
    press(KEY.Key_Return, CTRL)
    assert view.questions.text == (
        "Send 2 images back to the dataset: 1 labelled good, 1 labelled defective. Left alone: 1 as somebody is unsure."
    )
    assert table.get_values("label", [2, 5]) == ["unlabelled"] * 2
    press(KEY.Key_Return)
    assert table.get_values("label", [2, 5, 6]) == ["good", "defective", "unlabelled"]
    assert table.get_values("reviewed", [2, 5, 6]) == [True, True, False]
    assert decided(reviewing) == {2: "OK", 5: "NG", 6: "unsure"}


def test_words_where_there_is_nothing_to_send() -> None:
    assert sending_in_words(Sending()) == "There is nothing to send back; nobody decided anything yet."
    text = sending_in_words(Sending(unsure=1, disputed=2, same=3))
    assert text == (
        "There is nothing to send back; left alone: 1 as somebody is unsure, 2 as reviewers differ, "
        "3 as they are so already."
    )


def test_two_reviewers_side_by_side(
    reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    view = reviewing.review
    press(KEY.Key_1)
    press(KEY.Key_1)
    reviews.decide(reviewing.project.project, 2, Decision.OK, who="Ben")
    reviews.decide(reviewing.project.project, 5, Decision.NG, who="Ben")
    view.session.reload()
    view.side.setCurrentWidget(view.people)
    wait_quiet()
    people = view.people
    assert people.pair == ("Ana", "Ben")
    assert people.kappa.text() == "κ 0.00"
    names = [people.images.item(row, 0).text() for row in range(2)]
    assert names == ["5.png", "2.png"]
    people.images.selectRow(0)
    wait_quiet()
    assert view.session.current.image == 5


def test_the_repair_takes_the_place_of_the_picture_under_the_mask(
    qtbot: QtBot, reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    view, action = reviewing.review, reviewing.actions_registry["review_repair"]
    assert not action.isEnabled()
    reviewing.open_model(Path("m.safetensors"))
    wait_quiet()
    reviewing.show_view("review")
    wait_quiet()
    press(KEY.Key_S)
    original = view.canvas.canvas.picture
    press(KEY.Key_R)
    shown = view.canvas.canvas.picture
    assert shown is not original
    # The stand-in's repair of image 2 is half of 2 / 100, everywhere.
    np.testing.assert_allclose(shown.pixels, 0.01, atol=1e-6)
    assert view.canvas.has_marks
    press(KEY.Key_R)
    assert view.canvas.canvas.picture.pixels is original.pixels
    press(KEY.Key_R)
    press(KEY.Key_D)
    assert not action.isChecked()


def test_empty_states(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    view = window.review
    window.show_view("review")
    assert view.stack.currentWidget() is view.no_project
    with qtbot.waitSignal(view.session.queue_changed):
        window.project.create(tmp_path / "p.isugan")
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view.nothing)
    assert view.nothing.buttons[0].isEnabled()
    qtbot.waitUntil(lambda: not window.runner.jobs)


def test_only_for_reading(
    qtbot: QtBot, window: MainWindow, reviewable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.project.project import Project

    with Project.open(reviewable):
        window.open_project(reviewable)
        qtbot.waitUntil(lambda: window.project.is_open)
        with qtbot.waitSignal(window.review.session.shown):
            window.show_view("review")
        actions = window.actions_registry
        names = ("review_ok", "review_ng", "review_brush", "review_merge", "review_send")
        assert [actions[name].isEnabled() for name in names] == [False] * 5
        assert actions["review_forward"].isEnabled()
        qtbot.waitUntil(lambda: not window.runner.jobs)


def test_text_at_200_percent_fits(large_text: None, reviewing: MainWindow) -> None:
    reviewing.resize(1280, 800)
    view = reviewing.review
    found = {page: cut_off(reviewing) for page in each_page(view)}
    assert len(found) > 3
    assert {page: cut for page, cut in found.items() if cut} == {}
    table = view.queue.view
    assert table.columnWidth(NAME) >= table.sizeHintForColumn(NAME)


def test_where_the_queue_is_narrow_the_decision_is_an_icon_before_the_name(
    reviewing: MainWindow, wait_quiet: Settle
) -> None:
    view, model = reviewing.review, reviewing.review.queue.model
    reviewing.actions_registry["review_ng"].trigger()
    wait_quiet()
    row = next(row for row, item in enumerate(view.session.items) if item.decision is not None)
    role = Qt.ItemDataRole
    shown = {}
    for width in (500, 260):
        view.queue.resize(width, 400)
        icons = [model.index(row, column).data(role.DecorationRole) for column in (NAME, DECISION)]
        shown[width] = (view.queue.view.isColumnHidden(DECISION), *(icon is not None for icon in icons))
    assert shown == {500: (False, False, True), 260: (True, True, False)}
    assert model.index(row, NAME).data(role.AccessibleTextRole).endswith(", NG")
