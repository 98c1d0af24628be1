"""The banner: one at a time, repeats counted, errors stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.gui.errors import Level, Notice
from app.gui.widgets import banner as module
from app.gui.widgets.banner import Banner


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[Banner]:
    """A hidden banner."""
    made = Banner()
    qtbot.addWidget(made)
    yield made
    made.close_notice()


def test_hidden_until_there_is_something(banner: Banner) -> None:
    assert banner.isHidden()
    assert banner.text == ""
    banner.add(Notice(Level.ERROR, "No disk.", "Buy one."))
    assert not banner.isHidden()
    assert banner.text == "No disk. Buy one."
    banner.close_notice()
    assert banner.isHidden()


def test_one_after_the_other(banner: Banner) -> None:
    banner.add(Notice(Level.ERROR, "first"))
    banner.add(Notice(Level.ERROR, "second"))
    assert banner.text == "first"
    banner.close_notice()
    assert banner.text == "second"


def test_repeats_raise_a_count(banner: Banner) -> None:
    for _ in range(3):
        banner.add(Notice(Level.ERROR, "again"))
    assert banner.text == "again (3 times)"
    banner.close_notice()
    assert banner.isHidden()


def test_error_goes_before_an_info(banner: Banner) -> None:
    banner.add(Notice(Level.INFO, "saved"))
    banner.add(Notice(Level.ERROR, "lost"))
    assert banner.text == "lost"


def test_a_flood_is_bounded(banner: Banner) -> None:
    for number in range(1000):
        banner.add(Notice(Level.ERROR, f"error {number}"))
    closed = 0
    while banner.text:
        banner.close_notice()
        closed += 1
    assert closed == module.MOST


def test_info_leaves_by_itself_and_an_error_stays(
    qtbot: QtBot, banner: Banner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INFO_SECONDS", 0.05)
    banner.add(Notice(Level.INFO, "saved"))
    banner.add(Notice(Level.ERROR, "lost"))
    banner.add(Notice(Level.INFO, "also saved"))
    banner.close_notice()
    qtbot.waitUntil(banner.isHidden)
    banner.add(Notice(Level.ERROR, "lost"))
    qtbot.wait(150)
    assert banner.text == "lost"


def test_details_can_be_copied(banner: Banner) -> None:
    banner.add(Notice(Level.ERROR, "bug", details="line 1"))
    banner._copy.click()
    assert QGuiApplication.clipboard().text() == "bug\n\nline 1"
    assert banner._details.isHidden()
    banner._more.click()
    assert not banner._details.isHidden()


def test_the_time_of_an_info_does_not_close_the_error_before_it(qtbot: QtBot, banner: Banner) -> None:
    banner.add(Notice(Level.INFO, "saved"))
    assert banner._timer.isActive()
    banner.add(Notice(Level.ERROR, "lost"))
    assert not banner._timer.isActive()
    banner.close_notice()
    assert banner.text == "saved"
    assert banner._timer.isActive()
