"""Real windows on the real engine."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.gui.errors import Notifications
from app.gui.main_window import MainWindow
from app.gui.settings import Settings
from app.gui.theme import ThemeSwitch


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """A test's windows are deleted with it, and not by a later pass of the collector in the middle of another test."""
    gc.freeze()
    yield
    gc.collect()
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()


def end(window: MainWindow) -> None:
    """Close a window as the program's end does; a second time does nothing."""
    if isValid(window):
        window.close()
        window.runner.shutdown()
        window.project.shutdown()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def end_window() -> Callable[[MainWindow], None]:
    """Closes a window within a test."""
    return end


@pytest.fixture
def make_window(qtbot: QtBot, qapp: QApplication, own_home: Path) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows as `launch.run` does."""
    qapp.setOrganizationName("isugan-test")
    qapp.setApplicationName("isugan-test")
    theme = ThemeSwitch(qapp, "dark")
    opened = []

    def make() -> MainWindow:
        made = MainWindow(Settings(), theme, Notifications(qapp))
        opened.append(made)
        made.show()
        qtbot.waitExposed(made)
        return made

    yield make
    for made in opened:
        end(made)
    theme.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    """One window."""
    return make_window()
