"""Jobs: result, error, cancel, items, progress, and that all of it arrives in the GUI thread."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.gui.foreground import LESS
from app.gui.jobs import JobContext, JobRunner, Progress

Collect = Callable[[Any], list[Any]]


@pytest.fixture
def reported() -> list[BaseException]:
    """Failures that reached the notices."""
    return []


@pytest.fixture
def runner(qtbot: QtBot, reported: list[BaseException]) -> Iterator[JobRunner]:
    """A runner that is shut down afterwards."""
    made = JobRunner(reported.append)
    yield made
    made.shutdown()
    made.deleteLater()


@pytest.mark.skipif(sys.platform != "linux", reason="a thread has no priority of its own")
def test_a_job_has_a_lower_priority_than_the_window(qtbot: QtBot, runner: JobRunner) -> None:
    def mine(_context: object = None) -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = mine()
    job = runner.start("ask", mine)
    with qtbot.waitSignal(job.succeeded) as found:
        pass
    assert (found.args, mine()) == ([min(before + LESS, 19)], before)


def test_result_arrives_in_the_gui_thread(qtbot: QtBot, runner: JobRunner) -> None:
    threads: dict[str, threading.Thread] = {}

    def work(context: JobContext) -> int:
        threads["work"] = threading.current_thread()
        return 42

    results = []
    job = runner.start("count", work)
    # A plain function has no thread of its own that Qt could queue to: the job must take care of it.
    job.succeeded.connect(lambda value: results.append((value, threading.current_thread())))
    assert runner.jobs == (job,)
    with qtbot.waitSignal(job.finished):
        pass
    assert results == [(42, threading.main_thread())]
    assert threads["work"] is not threading.main_thread()
    assert runner.jobs == ()


def test_error_is_reported_and_ends_only_the_job(
    qtbot: QtBot, runner: JobRunner, reported: list[BaseException], collect: Collect
) -> None:
    job = runner.start("fail", lambda _context: 1 / 0)
    failed, succeeded = collect(job.failed), collect(job.succeeded)
    with qtbot.waitSignal(job.finished):
        pass
    assert isinstance(failed[0], ZeroDivisionError)
    assert reported == failed
    assert succeeded == []
    with qtbot.waitSignal(runner.start("again", lambda _context: "fine").succeeded) as good:
        pass
    assert good.args == ["fine"]


def test_error_can_be_kept_from_the_notices(
    qtbot: QtBot, runner: JobRunner, reported: list[BaseException]
) -> None:
    with qtbot.waitSignal(runner.start("fail", lambda _context: 1 / 0, reports=False).failed):
        pass
    assert reported == []


def test_cancel_stops_running_work_and_drops_its_result(
    qtbot: QtBot, runner: JobRunner, collect: Collect
) -> None:
    started = threading.Event()

    def work(context: JobContext) -> str:
        context.put("done before the cancel")
        started.set()
        while not context.cancelled():
            threading.Event().wait(0.005)
        return "too late"

    job = runner.start("long", work)
    ends = {name: collect(getattr(job, name)) for name in ("succeeded", "failed")}
    items, cancelled = collect(job.items), collect(job.cancelled)
    assert started.wait(5)
    with qtbot.waitSignal(job.finished):
        job.cancel()
    assert job.cancelling
    assert items == [["done before the cancel"]]
    assert cancelled == [()]
    assert ends == {"succeeded": [], "failed": []}


def test_error_after_cancel_is_not_reported(
    qtbot: QtBot, runner: JobRunner, reported: list[BaseException]
) -> None:
    started = threading.Event()

    def work(context: JobContext) -> None:
        started.set()
        while not context.cancelled():
            threading.Event().wait(0.005)
        raise RuntimeError("half-way")

    job = runner.start("long", work)
    assert started.wait(5)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert reported == []


def test_cancelled_before_it_began_never_runs(qtbot: QtBot, runner: JobRunner, collect: Collect) -> None:
    gate = threading.Event()
    ran: list[int] = []
    blockers = [runner.start("block", lambda _context: gate.wait(5)) for _ in range(6)]
    waiting = runner.start("late", lambda _context: ran.append(1))
    waiting.cancel()
    with qtbot.waitSignals([waiting.cancelled, *(b.finished for b in blockers)]):
        gate.set()
    assert ran == []


def test_items_come_in_order_and_in_batches(qtbot: QtBot, runner: JobRunner, collect: Collect) -> None:
    def work(context: JobContext) -> None:
        for number in range(5000):
            context.put(number)
            context.progress(number + 1, 5000)

    job = runner.start("many", work)
    batches, progress = collect(job.items), collect(job.progressed)
    with qtbot.waitSignal(job.finished):
        pass
    assert [item for batch in batches for item in batch] == list(range(5000))
    assert len(batches) < 500
    assert (progress[-1].done, progress[-1].total) == (5000, 5000)


def test_shutdown_cancels_and_waits(qtbot: QtBot) -> None:
    runner = JobRunner(lambda _error: None)
    ended = threading.Event()

    def work(context: JobContext) -> None:
        while not context.cancelled():
            threading.Event().wait(0.005)
        ended.set()

    runner.start("long", work)
    runner.shutdown()
    assert ended.is_set()
    runner.deleteLater()


@pytest.mark.parametrize(
    ("progress", "left"),
    [
        (Progress(0, 10, 5.0), None),
        (Progress(1, 10, 5.0), None),
        (Progress(5, 10, 0.5), None),
        (Progress(5, 0, 5.0), None),
        (Progress(4, 10, 8.0), 12.0),
        (Progress(10, 10, 8.0), 0.0),
    ],
)
def test_time_left(progress: Progress, left: float | None) -> None:
    assert progress.seconds_left == left
