"""From the review to the next training: accept by one key, draw, count, go there, take it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from app.gui.project.edit_queue import edit_call
from app.gui.views.review.next_training import TrainingBar, for_next_training, hindrance, in_words
from core.datasets.dataset import Label, Split
from core.datasets.masks import read_mask
from core.datasets.polygon_mask import PolygonMask
from core.project import edits, reviews
from core.project.corrections import Corrections
from core.project.decision import Decision
from core.project.images import details
from core.training.settings import MOST_MASKS

Settle = Callable[[], None]
KEY = Qt.Key


@pytest.fixture
def press(
    qtbot: QtBot, reviewing: MainWindow, wait_quiet: Settle, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """A key, wherever the focus is; then all is settled. Nothing loads torch to ask about this machine."""
    monkeypatch.setattr(reviewing.train.setup.estimates, "start", lambda: None)

    def send(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget(), key, modifier)
        wait_quiet()

    return send


def said(window: MainWindow, image: int) -> list[tuple[str, str, bool]]:
    found = reviews.reviews(window.project.project, image)
    return [(one.decision, one.marking, one.undone) for one in found]


def show(window: MainWindow, image: int, wait_quiet: Settle) -> None:
    window.review.session._pictures.clear()
    window.review.session.show_image(image)
    wait_quiet()


def test_one_key_accepts_what_the_model_outlined(
    reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    project, view = reviewing.project.project, reviewing.review
    press(KEY.Key_4)
    assert (said(reviewing, 2), view.session.current.image) == ([("NG", "accepted", False)], 5)
    (accepted,) = reviews.reviews(project, 2)
    mask = read_mask(reviews.mask_of(project, accepted.id))
    assert (mask[7:14, 7:14].all(), mask.sum()) == (True, 49)
    # Undone, nothing was drawn: what it marked goes with it.
    press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (view.session.current.image, view.canvas.has_marks) == (2, False)
    press(KEY.Key_3)
    assert said(reviewing, 2)[1:] == [("NG", "", False)]
    # By its own key and then NG, it is as good as accepted; with a stroke it is drawn.
    press(KEY.Key_S)
    press(KEY.Key_3)
    for key in (KEY.Key_S, KEY.Key_Up, KEY.Key_Space, KEY.Key_3):
        press(key)
    assert (said(reviewing, 5), said(reviewing, 6)) == ([("NG", "accepted", False)], [("NG", "drawn", False)])
    show(reviewing, 5, wait_quiet)
    assert view.card.history.item(0).text().startswith("NG, as suggested\n")


def test_what_nobody_sees_cannot_be_accepted(reviewing: MainWindow, press: Callable[..., None]) -> None:
    action = reviewing.actions_registry["review_accept_ng"]
    press(KEY.Key_H)
    assert not action.isEnabled()
    assert action.toolTip().endswith("What the model outlined is hidden.")
    assert reviewing.review.decisions._suggested.toolTip() == action.toolTip()
    press(KEY.Key_H)
    assert action.isEnabled()
    assert action.toolTip().endswith("(4)")


def test_accepting_takes_the_place_of_an_older_mask_and_joins_what_was_just_drawn(
    reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    project = reviewing.project.project
    old = PolygonMask.of_pixels(np.eye(24, 32, dtype=bool))
    for image, drawn in ((5, False), (6, True)):
        edits.set_mask(project, image, old)
        show(reviewing, image, wait_quiet)
        if drawn:
            press(KEY.Key_Up)
            press(KEY.Key_Space)
        press(KEY.Key_4)
    assert (said(reviewing, 5), said(reviewing, 6)) == ([("NG", "accepted", False)], [("NG", "drawn", False)])
    joined = read_mask(reviews.mask_of(project, reviews.reviews(project, 6)[0].id))
    assert joined[20, 20]
    assert joined[7:14, 7:14].all()


def test_a_mask_taken_off_is_no_mask(
    reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    project = reviewing.project.project
    edits.set_mask(project, 5, PolygonMask.of_pixels(np.eye(24, 32, dtype=bool)))
    show(reviewing, 5, wait_quiet)
    press(KEY.Key_E, Qt.KeyboardModifier.ShiftModifier)
    press(KEY.Key_3)
    assert said(reviewing, 5) == [("NG", "cleared", False)]
    reviewing.review.session.send_back()
    wait_quiet()
    assert details(project, 5).mask is None
    assert reviewing.project.table.get_values("has_mask", [5]) == [False]


def test_the_next_training_is_set_up_with_the_masks(
    qtbot: QtBot, reviewing: MainWindow, press: Callable[..., None], wait_quiet: Settle
) -> None:
    window, table = reviewing, reviewing.project.table
    (bar,) = window.findChildren(TrainingBar)
    action = window.actions_registry["review_learn"]
    assert not bar.button.isEnabled()
    assert "No image was confirmed NG with a mask yet" in action.toolTip()
    window.project.edit(edit_call("set_split", [4], Split.TEST))
    press(KEY.Key_4)
    for key in (KEY.Key_S, KEY.Key_Up, KEY.Key_Space, KEY.Key_3):
        press(key)
    show(window, 4, wait_quiet)
    press(KEY.Key_4)
    assert bar.text.text() == (
        "2 masks: 1 accepted, 1 drawn. 1 in the test split is not learnt from, and not moved. "
        "What the training draws from these images to validate is not learnt from."
    )
    assert bar.button.text().replace("\n", " ") == "Use my corrections in the next training (2)"
    window.train.setup.cards.choose("standard")
    window.train.setup._take_preset("standard")
    press(KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.train
    assert table.get_values("has_mask", [2, 5, 4, 6]) == [True, True, True, False]
    assert table.get_values("label", [2, 5, 4]) == [Label.DEFECTIVE] * 3
    setup = window.train.setup
    assert setup.masks.text.text().startswith("2 of 2 defective training images have a mask.")
    assert (setup.masks.use.isChecked(), setup.masks.most.value()) == (True, 2)
    assert (setup.settings.masks, setup.settings.preset) == (MOST_MASKS, "standard")
    assert "For the next training: 2 masks: 1 accepted, 1 drawn." in window.banner.text
    window.actions_registry["undo"].trigger()
    wait_quiet()
    assert table.get_values("has_mask", [2, 5, 4]) == [False] * 3
    assert said(window, 2) == [("NG", "accepted", False)]


def test_nothing_is_used_of_a_project_that_is_open_for_reading(
    qtbot: QtBot, window: MainWindow, reviewable: Path
) -> None:
    from core.project.project import Project

    with Project.open(reviewable) as other:
        reviews.decide(other, 2, Decision.NG, mask=PolygonMask.of_pixels(np.eye(24, 32, dtype=bool)))
        window.open_project(reviewable)
        qtbot.waitUntil(lambda: window.project.is_open)
        with qtbot.waitSignal(window.review.session.shown):
            window.show_view("review")
        qtbot.waitUntil(lambda: not window.runner.jobs)
        action = window.actions_registry["review_learn"]
        assert not action.isEnabled()
        assert window.project.read_only in action.toolTip()
        assert window.review.training.corrections.drawn == 1


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "No image was confirmed NG with a mask yet"),
        (Corrections(validation=2), "2 in the validation split are not learnt from, and not moved."),
        (Corrections(left_alone=1), "Somebody is unsure"),
    ],
)
def test_why_there_is_nothing_to_learn_from(found: Corrections | None, words: str) -> None:
    assert words in hindrance(found, "")
    assert hindrance(found, "It is locked.") == "It is locked."


def test_what_there_is_to_learn_from_in_words() -> None:
    found: Any = Corrections(accepted=9, drawn=8, validation=3, test=1, left_alone=2)
    assert in_words(found) == (
        "17 masks: 9 accepted, 8 drawn. 3 in the validation split and 1 in the test split are not learnt from, and not "
        "moved. 2 are left alone: somebody is unsure, or reviewers differ."
    )
    text, more = for_next_training(Corrections(drawn=1), training=True)
    assert text == "For the next training: 1 mask: 1 drawn."
    assert more == "The run that trains now goes on without them. Undo takes it back."


def test_an_outline_of_a_pixel_cannot_be_accepted(
    reviewing: MainWindow, press: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    action, view = reviewing.actions_registry["review_accept_ng"], reviewing.review
    assert action.isEnabled()
    assert view._shown is not None
    monkeypatch.setattr(view, "_shown", replace(view._shown, suggested_px=1.0))
    press(KEY.Key_H)
    press(KEY.Key_H)
    assert not action.isEnabled()
    assert "too small to learn from" in action.toolTip()


def test_masks_that_the_training_may_draw_to_validate_are_told() -> None:
    drawn = "What the training draws from these images to validate is not learnt from."
    assert drawn in in_words(Corrections(accepted=1, drawn=6, unsplit=True))
    assert drawn not in in_words(Corrections(accepted=1, drawn=6))
