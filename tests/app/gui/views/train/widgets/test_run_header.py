"""The head of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.views.train.widgets.run_header import PARTS, RunHeader
from app.gui.views.train.widgets.run_status import GpuUse, RunState, RunStatus, figures, place

RUNNING = RunStatus(
    RunState.RUNNING,
    name="run 1",
    phase="adversarial",
    step=250,
    steps=1000,
    epoch=2,
    epochs=6,
    elapsed=640,
    seconds_per_step=0.31,
    seconds_per_epoch=31,
    images_per_second=3.2,
    seconds_left=423,
    best_epoch=1,
    gpu=GpuUse("a GPU", 9 * 2**30, 80 * 2**30, 0.87),
)


@pytest.fixture
def header(qtbot: QtBot) -> RunHeader:
    """A running run."""
    made = RunHeader()
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show()
    qtbot.waitExposed(made)
    made.set_status(RUNNING)
    return made


def buttons(header: RunHeader) -> set[str]:
    every = (header.pause, header.resume, header.stop, header.cancel)
    return {button.text() for button in every if button.isVisible() and button.isEnabled()}


def test_it_says_how_far_and_how_fast(header: RunHeader) -> None:
    assert header.state.text() == "Running"
    assert header.bar.value() == PARTS // 4
    assert header.place.text() == "Epoch 2 of 6, step 250 of 1,000"
    assert dict(figures(RUNNING)) == {
        "Elapsed": "11 min",
        "Time left": "7 min",
        "Per step": "310 ms",
        "Per epoch": "31 s",
        "Images/s": "3.2",
        "Best epoch": "1",
        "GPU memory": "9.0 of 80 GiB",
        "GPU load": "87 %",
    }
    assert header._figures["GPU load"].isVisible()


def test_without_a_gpu_nothing_is_said_of_one(header: RunHeader) -> None:
    header.set_status(replace(RUNNING, gpu=None))
    assert not header._figures["GPU load"].isVisible()
    assert not header._figures["GPU memory"].isVisible()
    assert header._figures["Elapsed"].isVisible()


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (RunState.WAITING, {"Cancel…"}),
        (RunState.RUNNING, {"Pause", "Stop and keep", "Cancel…"}),
        (RunState.PAUSED, {"Resume", "Stop and keep", "Cancel…"}),
        (RunState.STOPPING, {"Cancel…"}),
        (RunState.FINISHING, set()),
        (RunState.INTERRUPTED, {"Resume"}),
        (RunState.DONE, set()),
        (RunState.FAILED, {"Resume"}),
    ],
)
def test_what_can_be_done(header: RunHeader, state: RunState, offered: set[str]) -> None:
    header.set_status(replace(RUNNING, state=state))
    assert buttons(header) == offered


def test_a_reason_is_said(header: RunHeader) -> None:
    header.set_status(replace(RUNNING, state=RunState.PAUSED, reason="the disk is full"))
    assert (header.state.text(), header.reason.text()) == ("Paused", "The disk is full")
    header.set_status(RUNNING)
    assert not header.reason.isVisible()


def test_cancel_asks_inside_the_header(
    qtbot: QtBot, header: RunHeader, collect: Callable[[Any], list[Any]]
) -> None:
    seen = collect(header.cancel_asked)
    header.cancel.click()
    assert header.question.isVisible()
    # The run goes on meanwhile, and the question stays.
    header.set_status(replace(RUNNING, step=300))
    assert header.question.isVisible()
    qtbot.keyClick(header.question.no, Qt.Key.Key_Escape)
    assert not header.question.isVisible()
    assert seen == []
    header.cancel.click()
    header.question.yes.click()
    assert len(seen) == 1


def test_a_question_goes_with_its_run(header: RunHeader) -> None:
    header.cancel.click()
    header.set_status(replace(RUNNING, state=RunState.DONE))
    assert not header.question.isVisible()


def test_the_bar_moves_while_the_end_is_not_known(header: RunHeader) -> None:
    header.set_status(RunStatus(RunState.PREPARING))
    assert (header.bar.minimum(), header.bar.maximum()) == (0, 0)
    header.set_status(RunStatus(RunState.FAILED))
    assert header.bar.maximum() == PARTS


def test_the_warm_up_has_no_epoch() -> None:
    assert place(RunStatus(RunState.RUNNING, phase="warm-up", step=5, steps=10)) == "Warm-up, step 5 of 10"
