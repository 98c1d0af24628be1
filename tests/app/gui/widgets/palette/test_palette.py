"""The palette over a window: order, what does not apply, and running."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.actions import ACTIONS, ActionRegistry
from app.gui.settings import Settings
from app.gui.widgets.palette.model import Row
from app.gui.widgets.palette.palette import CommandPalette

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1280, 800)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def actions(window: QWidget) -> ActionRegistry:
    made = ActionRegistry(window)
    made.set_scope("train")
    return made


@pytest.fixture
def palette(actions: ActionRegistry, settings: Settings, window: QWidget) -> Iterator[CommandPalette]:
    made = CommandPalette(actions, settings, window)
    made.open()
    yield made
    made.close()


def rows(palette: CommandPalette) -> list[Row]:
    model = palette.model
    found = [model.row(model.index(number, 0)) for number in range(model.rowCount())]
    return [row for row in found if row is not None]


def test_all_actions_are_there_what_applies_first(palette: CommandPalette, actions: ActionRegistry) -> None:
    shown = rows(palette)
    assert sorted(row.name for row in shown) == sorted(s.name for s in ACTIONS if s.name != "palette")
    applies = [not row.hindrance for row in shown]
    assert applies == sorted(applies, reverse=True)
    found = {row.name: row for row in shown}
    assert found["fit"].hindrance == "in Inspect"
    assert found["train_start"].hindrance == ""
    assert found["redo"].keys == "Ctrl+Shift+Z or Ctrl+Y"


def test_enter_runs_what_was_found_and_remembers_it(
    palette: CommandPalette, actions: ActionRegistry, settings: Settings, collect: Callable[[Any], list[Any]]
) -> None:
    ran = collect(actions["open_images"].triggered)
    seen: list[bool] = []
    actions["open_images"].triggered.connect(lambda: seen.append(palette.isVisible()))
    QTest.keyClicks(palette.search, "open im")
    assert rows(palette)[0].name == "open_images"
    QTest.keyClick(palette.search, Key.Key_Return)
    assert len(ran) == 1
    assert seen == [False]
    assert settings.recent_actions() == ["open_images"]
    palette.open()
    assert palette.search.text() == ""
    assert rows(palette)[0].name == "open_images"


def test_what_does_not_apply_says_where_and_does_not_run(
    palette: CommandPalette, actions: ActionRegistry, collect: Callable[[Any], list[Any]]
) -> None:
    ran = collect(actions["label_defective"].triggered)
    QTest.keyClicks(palette.search, "defective")
    assert rows(palette)[0].name == "label_defective"
    assert palette.note.text() == "Label the selected images defective — in Dataset"
    QTest.keyClick(palette.search, Key.Key_Return)
    assert palette.isVisible()
    assert ran == []
    actions.set_scope("dataset")
    actions.allow(label_defective=False)
    palette.open()
    QTest.keyClicks(palette.search, "defective")
    assert palette.note.text() == "Label the selected images defective — not possible now"


def test_arrows_choose_while_the_field_keeps_the_focus(palette: CommandPalette) -> None:
    QTest.keyClicks(palette.search, "open")
    QTest.keyClick(palette.search, Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    row = rows(palette)[1]
    assert palette.search.accessibleDescription() == row.spoken
    QTest.keyClick(palette.search, Key.Key_Up)
    assert palette.list.currentIndex().row() == 0
    QTest.keyClick(palette.search, Key.Key_Escape)
    assert not palette.isVisible()


def test_a_click_runs(palette: CommandPalette, actions: ActionRegistry, qtbot: QtBot) -> None:
    QTest.keyClicks(palette.search, "open model")
    with qtbot.waitSignal(actions["open_model"].triggered):
        place = palette.list.visualRect(palette.model.index(0, 0)).center()
        QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_nothing_found_says_so(palette: CommandPalette) -> None:
    QTest.keyClicks(palette.search, "zzz")
    assert rows(palette) == []
    assert "Nothing" in palette.note.text()
    QTest.keyClick(palette.search, Key.Key_Return)
    assert palette.isVisible()


def test_changed_keys_are_shown(palette: CommandPalette, actions: ActionRegistry) -> None:
    actions.assign("open_model", ["F8"])
    palette.open()
    assert next(row.keys for row in rows(palette) if row.name == "open_model") == "F8"


def test_switches_say_that_they_are_on(palette: CommandPalette, actions: ActionRegistry) -> None:
    actions["theme_dark"].setChecked(True)
    palette.open()
    spoken = {row.name: row.spoken for row in rows(palette)}
    assert spoken["theme_dark"] == "Dark, View, on, Ctrl+K, D"
    assert spoken["theme_light"] == "Light, View, Ctrl+K, L"
