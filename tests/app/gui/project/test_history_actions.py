"""Undo and Redo: a view's own steps first, then those of the project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.actions import ActionRegistry
from app.gui.project.edit_queue import edit_call
from app.gui.project.history_actions import HistoryActions
from app.gui.project.session import ProjectSession
from core.datasets.dataset import Label


class Own:
    """A view with one step."""

    def __init__(self) -> None:
        self.editable = True
        self.undo_text, self.redo_text = "a stroke & more", ""
        self.calls: list[str] = []

    def undo(self) -> None:
        self.calls.append("undo")

    def redo(self) -> None:
        self.calls.append("redo")


@pytest.fixture
def registry(qtbot: QtBot) -> Iterator[ActionRegistry]:
    """The actions of an empty window, which must live as long as they."""
    window = QWidget()
    qtbot.addWidget(window)
    yield ActionRegistry(window)
    window.close()


def test_the_view_at_hand_answers(qtbot: QtBot, filled: ProjectSession, registry: ActionRegistry) -> None:
    history = HistoryActions(filled, registry, registry)
    undo, redo = registry["undo"], registry["redo"]
    assert undo.text() == "&Undo: Import 12 images"
    assert not redo.isEnabled()
    with qtbot.waitSignal(filled.history_changed):
        filled.edit(edit_call("set_label", [1], Label.DEFECTIVE))
    assert undo.text() == "&Undo: Label 1 image defective"
    own = Own()
    history.add("review", own)
    history.set_view("review")
    assert undo.text() == "&Undo: a stroke && more"
    undo.trigger()
    assert own.calls == ["undo"]
    own.undo_text, own.redo_text = "", "a stroke"
    history.refresh()
    assert (undo.isEnabled(), undo.toolTip(), redo.isEnabled()) == (False, "Nothing to undo", True)
    history.set_view("dataset")
    with qtbot.waitSignal(filled.history_changed):
        undo.trigger()
    assert filled.redo_text == "Label 1 image defective"
    assert own.calls == ["undo"]
