"""An annotator reviews 30 parts by keyboard only, corrects a contour, undoes, sends the decisions back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow
from core.datasets.dataset import Label, Sample
from core.datasets.layout import recognise
from core.datasets.masks import read_mask
from core.datasets.synth import write_dataset
from core.inspection.folder import inspect_files
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.project import records, reviews
from core.project.images import details, import_images, read_new_images
from core.project.project import Project
from resources import DEMO_MODEL

LONG = 60_000
KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, dict[str, Label]]:
    """A project of 30 unlabelled photos, all inspected by the demo model, and what they really are."""
    write_dataset(tmp_path / "weave", texture="weave", good=10, defective=5, size=96, seed=5)
    found = recognise(tmp_path / "weave").samples
    folder = tmp_path / "parts.isugan"
    with Project.create(folder) as project:
        import_images(project, [Sample(s.path, Label.UNLABELLED, s.split) for s in found])
        read_new_images(project)
        model = records.add_model(project, "demo", DEMO_MODEL)
        inspector = Inspector(load_model(DEMO_MODEL))
        items = list(inspect_files(inspector, [s.path for s in found], keep_images=False))
        records.record_inspections(project, model, items)
    return folder, {str(sample.path): sample.label for sample in found}


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Nothing is on its way to the file or the screen any more."""
    qtbot.waitUntil(lambda: not window.runner.jobs and not window.project._edits.busy, timeout=LONG)


def test_thirty_parts_by_keyboard(
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    end_window: Callable[[MainWindow], None],
    parts: tuple[Path, dict[str, Label]],
) -> None:
    folder, truth = parts
    window = make_window()

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
        settled(qtbot, window)

    window.open_project(folder)
    qtbot.waitUntil(lambda: window.project.is_open, timeout=LONG)
    settled(qtbot, window)
    press(KEY.Key_5, CTRL)
    view, session = window.review, window.review.session
    flagged = [item.image for item in session.items]
    assert 0 < len(flagged) < 30
    assert [item.distance for item in session.items] == sorted(item.distance for item in session.items)
    press(KEY.Key_L, CTRL | SHIFT)
    assert len(session.items) == 30

    # A part with a suggested contour first: accept it, draw on, take that back, erase a part, decide.
    while session.current.image not in flagged:
        press(KEY.Key_D)
    corrected = session.current
    press(KEY.Key_S)
    suggested = view.canvas.mask()
    assert suggested.any()
    press(KEY.Key_B)
    for key in (KEY.Key_Right, KEY.Key_Down, KEY.Key_Space):
        press(key)
    assert (view.canvas.mask() & ~suggested).any()
    press(KEY.Key_Z, CTRL)
    np.testing.assert_array_equal(view.canvas.mask(), suggested)
    press(KEY.Key_Y, CTRL)
    press(KEY.Key_E)
    for _ in range(3):
        press(KEY.Key_BracketLeft)
    press(KEY.Key_Space)
    drawn = view.canvas.mask()
    press(KEY.Key_N)
    qtbot.keyClicks(QApplication.focusWidget(), "outline 3 was too small")
    press(KEY.Key_Escape)
    press(KEY.Key_3)

    # A slip, taken back: the same part is there again, and is decided anew.
    slip = session.current.image
    press(KEY.Key_2)
    press(KEY.Key_Z, CTRL)
    assert (session.current.image, session.current.decision) == (slip, None)

    # All the others, as they are.
    for _ in range(29):
        item = session.current
        assert item.decision is None
        press(KEY.Key_1 if truth[str(item.path)] is Label.GOOD else KEY.Key_3)
    assert view.queue.count.text() == "30 / 30"
    assert view.centre.currentWidget() is view.done

    press(KEY.Key_Return, CTRL)
    assert view.questions.text.startswith("Send 30 images back to the dataset")
    press(KEY.Key_Return)
    wanted = {item.image: truth[str(item.path)] for item in session.items}
    wanted[corrected.image] = Label.DEFECTIVE
    table = window.project.table
    assert dict(zip(wanted, table.get_values("label", list(wanted)), strict=True)) == wanted
    assert all(table.get_values("reviewed", list(wanted)))
    assert window.project.undo_text == "Send the review of 30 images back"
    end_window(window)

    with Project.open(folder) as project:
        np.testing.assert_array_equal(read_mask(details(project, corrected.image).mask), drawn)
        (said,) = reviews.reviews(project, corrected.image)
        assert (said.decision, said.note, said.has_mask) == ("NG", "outline 3 was too small", True)
        assert [(d.decision == "unsure", d.undone) for d in reviews.reviews(project, slip)] == [
            (True, True),
            (False, False),
        ]

    # After a restart the decisions are there, and sending back can be undone by key.
    again = make_window()
    again.open_project(folder)
    qtbot.waitUntil(lambda: again.project.is_open, timeout=LONG)
    settled(qtbot, again)
    window = again
    press(KEY.Key_5, CTRL)
    assert again.review.queue.count.text() == f"{len(flagged)} / {len(flagged)}"
    press(KEY.Key_Z, CTRL)
    assert set(again.project.table.get_values("label", list(wanted))) == {Label.UNLABELLED}
    assert again.review.session.reviewed == len(flagged)
