"""The check that a test leaves nothing behind sees what it should."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

Leftovers = Callable[[], list[str]]


def test_nothing_is_nothing(qtbot: QtBot, leftovers: Leftovers) -> None:
    assert leftovers() == []


def test_window_is_seen(qtbot: QtBot, leftovers: Leftovers) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert [text.split()[0] for text in leftovers()] == ["window"]


def test_active_timer_is_seen(qtbot: QtBot, leftovers: Leftovers) -> None:
    timer = QTimer()
    timer.start(100_000)
    assert [text.split()[0] for text in leftovers()] == ["timer"]
    timer.stop()
    assert leftovers() == []


def test_running_qthread_is_seen(qtbot: QtBot, leftovers: Leftovers) -> None:
    thread = QThread()
    thread.start()
    assert [text.split()[0] for text in leftovers()] == ["QThread"]
    thread.quit()
    assert thread.wait(5000)
    assert leftovers() == []
