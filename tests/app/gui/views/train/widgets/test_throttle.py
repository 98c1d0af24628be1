"""Redraws are counted on a clock that the test turns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.throttle import Throttle


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    """A parent that ends with the test."""
    made = QObject()
    yield made
    made.deleteLater()


def test_a_thousand_changes_in_a_second_are_ten_redraws(owner: QObject) -> None:
    now = 0.0
    drawn: list[float] = []
    throttle = Throttle(lambda: drawn.append(now), owner, clock=lambda: now)
    due = None
    for tick in range(1000):
        now = tick / 1000
        if due is not None and now >= due:
            throttle.timer.stop()
            throttle.timer.timeout.emit()
            due = None
        throttle.request()
        if due is None:
            due = now + throttle.timer.interval() / 1000
    throttle.stop()
    assert 9 <= len(drawn) <= 10
    assert all(b - a >= 0.0999 for a, b in pairwise(drawn))


def test_a_redraw_that_takes_long_comes_seldom_unless_the_user_waits(qtbot: QtBot, owner: QObject) -> None:
    now = 0.0

    def slow() -> None:
        nonlocal now
        now += 0.06

    throttle = Throttle(slow, owner, clock=lambda: now)
    throttle.timer.timeout.emit()
    throttle.request()
    # 60 ms are 3 % of two seconds, of which 60 ms are over.
    assert throttle.timer.interval() == 1940
    throttle.request(urgent=True)
    assert throttle.timer.interval() == 40
    throttle.stop()


def test_no_timer_runs_when_nothing_changed(qtbot: QtBot, owner: QObject) -> None:
    drawn: list[int] = []
    throttle = Throttle(lambda: drawn.append(1), owner)
    assert not throttle.timer.isActive()
    throttle.request()
    assert throttle.timer.isActive()
    qtbot.waitUntil(lambda: bool(drawn))
    assert not throttle.timer.isActive()
    assert drawn == [1]
