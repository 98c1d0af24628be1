"""Changing keys: taken at once, asked for where another action has them, reset."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui.actions import ACTIONS, ActionRegistry
from app.gui.settings import Settings
from app.gui.shortcuts.dialog import ShortcutDialog
from app.gui.shortcuts.windows import KeyWindows
from app.gui.widgets.shortcut_sheet import sheet_lines

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def actions(window: QWidget) -> ActionRegistry:
    return ActionRegistry(window)


@pytest.fixture
def dialog(qtbot: QtBot, window: QWidget, actions: ActionRegistry, settings: Settings) -> ShortcutDialog:
    windows = KeyWindows(actions, settings, window)
    actions["edit_shortcuts"].trigger()
    assert windows.dialog is not None
    assert not windows.dialog.isModal()
    return windows.dialog


def press(
    dialog: ShortcutDialog, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(dialog.panel.fields[0], key, modifier)


def shown(dialog: ShortcutDialog, name: str) -> str:
    return str(dialog.model.index_of(name).siblingAtColumn(3).data())


def test_a_free_key_is_taken_at_once_everywhere(
    dialog: ShortcutDialog, actions: ActionRegistry, settings: Settings, window: QWidget
) -> None:
    dialog.show_action("open_demo")
    press(dialog, Key.Key_U, CTRL)
    assert dialog.panel.question.text == ""
    assert actions["open_demo"].shortcut().toString() == "Ctrl+U"
    assert actions["open_demo"].toolTip() == "Load the built-in model and images (Ctrl+U)"
    assert shown(dialog, "open_demo") == "Ctrl+U (changed)"
    assert ("Ctrl+U", "Open demo") in sheet_lines(actions)["File"]
    settings.sync()
    again = ActionRegistry(window, Settings().shortcuts())
    assert again["open_demo"].shortcut().toString() == "Ctrl+U"


@pytest.mark.parametrize("agreed", [True, False])
def test_a_key_of_another_action_is_asked_for(
    dialog: ShortcutDialog, actions: ActionRegistry, agreed: bool
) -> None:
    dialog.show_action("label_good")
    press(dialog, Key.Key_O, CTRL)
    assert dialog.panel.question.text == "Ctrl+O belongs to “Open folder” (File), which would lose it."
    assert actions.keymap.chosen == {}
    (dialog.panel.question.yes if agreed else dialog.panel.question.no).click()
    assert actions.key_text("label_good") == ("Ctrl+O" if agreed else "G")
    assert actions.key_text("open_folder") == ("" if agreed else "Ctrl+O")
    assert dialog.panel.fields[0].keySequence().toString() == ("Ctrl+O" if agreed else "G")
    assert shown(dialog, "open_folder") == ("none (changed)" if agreed else "Ctrl+O")


def test_what_lost_its_key_says_to_whom(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    actions.assign("label_good", ["Ctrl+O"])
    dialog.show_action("open_folder")
    assert dialog.panel.note.text() == "Ctrl+O was given to “Good” (Dataset)."


def test_the_same_key_in_another_view_is_free(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    dialog.show_action("train_new")
    press(dialog, Key.Key_G)
    assert actions.key_text("train_new") == "G"
    assert actions.key_text("label_good") == "G"


def test_keys_of_lists_and_fields_are_warned_of(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    dialog.show_action("train_new")
    press(dialog, Key.Key_Space)
    assert "lists, buttons" in dialog.panel.question.text
    dialog.panel.question.yes.click()
    assert actions.key_text("train_new") == "Space"


def test_backspace_removes_and_esc_leaves(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    dialog.show_action("open_model")
    press(dialog, Key.Key_Backspace)
    assert actions.key_text("open_model") == ""
    dialog.show_action("open_folder")
    press(dialog, Key.Key_M, CTRL)
    assert actions.key_text("open_folder") == "Ctrl+M"
    press(dialog, Key.Key_P, CTRL)
    assert dialog.panel.question.text
    QTest.keyClick(dialog.panel.fields[0], Key.Key_Escape)
    assert dialog.panel.question.text == ""
    assert dialog.panel.fields[0].keySequence().toString() == "Ctrl+M"


def test_a_modifier_alone_changes_nothing(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    dialog.show_action("open_model")
    press(dialog, Key.Key_Control, CTRL)
    QTest.keyRelease(dialog.panel.fields[0], Key.Key_Control)
    assert dialog.panel.fields[0].keySequence().toString() == "Ctrl+M"
    assert actions.keymap.chosen == {}


def test_a_second_key(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    dialog.show_action("open_model")
    QTest.keyClick(dialog.panel.fields[1], Key.Key_F4)
    assert actions.keymap.keys("open_model") == ("Ctrl+M", "F4")
    QTest.keyClick(dialog.panel.fields[0], Key.Key_Backspace)
    assert actions.keymap.keys("open_model") == ("F4",)


def test_reset_one_and_all(dialog: ShortcutDialog, actions: ActionRegistry, settings: Settings) -> None:
    assert not dialog.reset_all.isEnabled()
    for name, key in (("open_model", "F8"), ("open_demo", "F3"), ("label_good", "F4")):
        actions.assign(name, [key])
    dialog.show_action("open_model")
    dialog.panel.reset.click()
    assert actions.key_text("open_model") == "Ctrl+M"
    assert not dialog.panel.reset.isEnabled()
    dialog.reset_all.click()
    assert dialog.question.text == "All 2 actions that were changed get their first keys back."
    dialog.question.no.click()
    assert actions.key_text("open_demo") == "F3"
    dialog.reset_all.click()
    dialog.question.yes.click()
    assert actions.keymap.chosen == {}
    assert settings.shortcuts() == {}
    assert not dialog.reset_all.isEnabled()


def test_search_by_name_menu_and_key(dialog: ShortcutDialog, actions: ActionRegistry) -> None:
    def found() -> list[str]:
        return [dialog.model.name(dialog.model.index(row, 0)) for row in range(dialog.model.rowCount())]

    assert found() == [spec.name for spec in ACTIONS]
    dialog.search.setText("ctrl+shift+p")
    assert found() == ["palette"]
    dialog.search.setText("file demo")
    assert found() == ["open_demo"]
    assert dialog.panel.title.text().startswith("Open demo")
    dialog.search.clear()
    actions.assign("open_demo", ["F3"])
    dialog.only_changed.setChecked(True)
    assert found() == ["open_demo"]


def test_enter_in_the_table_waits_for_a_key(dialog: ShortcutDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Key.Key_Return)
    qtbot.waitUntil(dialog.panel.fields[0].hasFocus)
    assert dialog.isVisible()


def test_the_sheet_leads_to_the_dialog_and_follows_it(
    qtbot: QtBot, window: QWidget, actions: ActionRegistry, settings: Settings
) -> None:
    windows = KeyWindows(actions, settings, window)
    windows.open_sheet()
    assert windows.sheet is not None
    windows.sheet.change_asked.emit()
    assert windows.dialog is not None
    assert windows.dialog.isVisible()
    windows.open_palette()
    assert windows.palette is not None
    for made in (windows.sheet, windows.dialog, windows.palette):
        made.close()
