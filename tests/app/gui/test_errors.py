"""Errors of every thread become notices; nothing ends the program."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.errors import Level, Notice, Notifications, notice_from
from app.gui.widgets.banner import Banner
from core.errors import ModelFileError


@pytest.fixture
def notifications(qtbot: QtBot) -> Iterator[Notifications]:
    """Installed, and taken out again."""
    made = Notifications()
    made.install()
    yield made
    made.uninstall()


def test_users_error_has_a_way_out_and_no_traceback() -> None:
    notice = notice_from(ModelFileError("m.safetensors is damaged.", "Copy it again."))
    assert notice == Notice(Level.ERROR, "m.safetensors is damaged.", "Copy it again.")


def test_file_error_names_the_file() -> None:
    try:
        Path("/nowhere/at/all").read_bytes()
    except OSError as error:
        notice = notice_from(error)
    assert notice.text == "/nowhere/at/all: No such file or directory."


def test_bug_has_details() -> None:
    try:
        raise KeyError("column")
    except KeyError as error:
        notice = notice_from(error)
    assert notice.text == "Something went wrong: 'column'."
    assert "test_bug_has_details" in notice.details


def test_hooks_are_put_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    notifications = Notifications()
    notifications.install()
    notifications.install()
    assert (sys.excepthook, threading.excepthook) != before
    notifications.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_error_in_another_thread_arrives_in_the_gui_thread(
    qtbot: QtBot, notifications: Notifications
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    notifications.noticed.connect(banner.add)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "division by zero" in banner.text)


def test_uncaught_error_in_the_gui_thread(
    notifications: Notifications, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(notifications.noticed)
    error = ValueError("in a slot")
    sys.excepthook(ValueError, error, None)
    assert [notice.text for notice in seen] == ["Something went wrong: in a slot."]


def test_ctrl_c_is_no_error(
    notifications: Notifications, collect: Callable[[Any], list[Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    seen = collect(notifications.noticed)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert seen == []
    assert "KeyboardInterrupt" in capsys.readouterr().err
