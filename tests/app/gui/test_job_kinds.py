"""Jobs by kind: one of each, and the owner hears of every change."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.job_kinds import JobKinds
from app.gui.jobs import Job, JobRunner


def test_a_newer_job_takes_the_place_of_an_older_one(
    qtbot: QtBot, collect: Callable[[Any], list[Any]]
) -> None:
    runner, gate = JobRunner(pytest.fail), threading.Event()
    changes: list[int] = []
    kinds = JobKinds(lambda: changes.append(len(kinds)))

    def start() -> Job:
        return runner.start("a job", lambda _context: gate.wait(10))

    first = kinds.start("read", start)
    ended = collect(first.finished)
    second = kinds.start("read", start)
    other = kinds.start("write", start)
    assert first.cancelling
    assert dict(kinds) == {"read": second, "write": other}
    kinds.drop("write", "unknown")
    assert other.cancelling
    assert list(kinds) == ["read"]
    assert changes == [1, 1, 2]
    gate.set()
    qtbot.waitUntil(lambda: not runner.jobs)
    assert ended
    assert not kinds
    # The end of one that was replaced leaves its successor alone.
    assert len(changes) == 6
    runner.shutdown()
    runner.deleteLater()
