"""The registry: unique keys, scopes, icons, and the sheet made from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui import icons
from app.gui.actions import ACTIONS, GESTURES, VIEWS, ActionRegistry
from app.gui.menus import MENUS
from app.gui.widgets.shortcut_sheet import ShortcutSheet, sheet_lines


@pytest.fixture
def registry(qtbot: QtBot) -> Iterator[ActionRegistry]:
    """The actions of an empty window, which must live as long as they."""
    window = QWidget()
    qtbot.addWidget(window)
    yield ActionRegistry(window)
    window.close()


def test_names_are_unique() -> None:
    assert [n for n, count in Counter(spec.name for spec in ACTIONS).items() if count > 1] == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_key_means_two_things_in_one_view(view: str) -> None:
    keys = [QKeySequence(k).toString() for s in ACTIONS if s.scope in ("", view) for k in s.keys]
    assert all(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_action_has_a_key() -> None:
    assert [spec.name for spec in ACTIONS if not spec.keys] == []


def test_every_action_is_in_a_menu() -> None:
    listed = [name for groups in MENUS.values() for group in groups for name in group]
    assert sorted(listed) == sorted(spec.name for spec in ACTIONS)


@pytest.mark.parametrize("name", sorted({spec.icon for spec in ACTIONS if spec.icon} | set(VIEWS)))
def test_icons_are_there_and_take_their_colour(qtbot: QtBot, name: str) -> None:
    picture = icons.pixmap(name, "#ff0000", 32).toImage()
    colours = {picture.pixelColor(x, y).getRgb() for x in range(32) for y in range(32)}
    solid = {c for c in colours if c[3] == 255}
    assert solid == {(255, 0, 0, 255)}


def test_scope_and_permission_together_enable(registry: ActionRegistry) -> None:
    registry.set_scope("inspect")
    registry.allow(fit=True, next=False)
    assert registry["fit"].isEnabled()
    assert not registry["next"].isEnabled()
    registry.set_scope("train")
    assert not registry["fit"].isEnabled()
    assert registry["open_model"].isEnabled()
    registry.set_scope("inspect")
    registry.allow(next=True)
    assert registry["fit"].isEnabled()
    assert registry["next"].isEnabled()


def test_tooltip_names_the_key(registry: ActionRegistry) -> None:
    assert registry["open_folder"].toolTip() == "List the images of a folder (Ctrl+O)"


def test_tooltip_follows_the_key(registry: ActionRegistry, qtbot: QtBot) -> None:
    with qtbot.waitSignal(registry.keys_changed):
        registry.assign("open_folder", ["F12"])
    assert registry["open_folder"].toolTip() == "List the images of a folder (F12)"
    registry.assign("open_folder", [])
    assert registry["open_folder"].toolTip() == "List the images of a folder"
    assert registry["open_folder"].shortcuts() == []
    registry.reset_keys("open_folder")
    assert registry["open_folder"].toolTip() == "List the images of a folder (Ctrl+O)"


def test_a_reason_stands_below_the_tooltip(registry: ActionRegistry) -> None:
    registry.explain(review_learn="There is no mask.")
    tip = registry["review_learn"].toolTip()
    assert tip.endswith(" (Ctrl+T)\nThere is no mask.")
    registry.assign("review_learn", ["F12"])
    assert registry["review_learn"].toolTip() == tip.replace("Ctrl+T", "F12")
    registry.explain(review_learn="")
    assert registry["review_learn"].toolTip().endswith("(F12)")


def test_what_does_not_apply_says_why(registry: ActionRegistry) -> None:
    registry.set_scope("train")
    registry.allow(train_pause=False)
    assert registry.hindrance("train_start") == ""
    assert registry.hindrance("open_folder") == ""
    assert registry.hindrance("train_pause") == "not possible now"
    assert registry.hindrance("fit") == "in Inspect"


@pytest.mark.parametrize("width", [500, 1000, 1600])
def test_sheet_has_as_many_columns_as_there_is_room_for(
    registry: ActionRegistry, qtbot: QtBot, width: int
) -> None:
    sheet = ShortcutSheet(registry)
    qtbot.addWidget(sheet)
    sheet.resize(width, 700)
    sheet.show()
    bar = sheet._scroll.horizontalScrollBar()
    assert bar.maximum() == 0
    assert sheet._columns == {500: 1, 1000: 2, 1600: 4}[width]


def test_sheet_shows_every_key_and_gesture(qtbot: QtBot, registry: ActionRegistry) -> None:
    lines = [line for group in sheet_lines(registry).values() for line in group]
    assert len(lines) == sum(1 for spec in ACTIONS if spec.keys) + len(GESTURES)
    assert ("Ctrl+O", "Open folder") in lines
    assert ("Hold Space", "Blink between original and repair") in lines
    sheet = ShortcutSheet(registry)
    qtbot.addWidget(sheet)
    assert not sheet.isModal()
