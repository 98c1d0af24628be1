"""What a user does with the grid and sees of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.main_window import MainWindow

Names = Callable[[MainWindow], list[str]]
Settled = Callable[[MainWindow], None]
Choose = Callable[..., list[int]]


def selected(window: MainWindow) -> list[str]:
    """Names of the selected images, without their suffix."""
    browser = window.dataset.browser
    return [browser.model.tile(int(row)).name.removesuffix(".png") for row in browser.grid.selected_rows()]


def values(window: MainWindow, column: str, ids: list[int]) -> list[Any]:
    """What the project has of these images."""
    return window.project.table.get_values(column, ids)


def key(qtbot: QtBot, window: MainWindow, which: Qt.Key, times: int = 1) -> None:
    """A key while the grid has the focus."""
    for _ in range(times):
        qtbot.keyClick(window.dataset.browser.grid, which)


def enabled(window: MainWindow, *names: str) -> set[str]:
    """Those of the actions that can be used now."""
    return {name for name in names if window.actions_registry[name].isEnabled()}
