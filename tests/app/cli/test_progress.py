from __future__ import annotations

import io
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from app.cli.progress import progress_bar
from app.cli.training_view import TrainingView
from core.training.events import Done, Notice, PhaseStarted, StepLosses, Validated


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


SYNTHETIC = " against synthetic defects"
EVENTS = [
    Notice("10 good pictures [to train on]"),
    PhaseStarted("warm-up", 20, 5),
    StepLosses("warm-up", 6, 20, 0, {"warm_up": 0.1234}, 0.5, 75.0),
    Validated(0, 0.9, 2.5, 12.0, True, True),
    StepLosses("adversarial", 1, 8, 1, {"g_p2n": 0.5, "cycle": 0.25}, 0.5, 3700.0),
    Validated(1, 0.8, 2.0, 11.0, False, False),
    Done(Path("model.safetensors"), 0, False, 60.0),
]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_a_terminal_sees_a_bar_with_the_time_left(terminal: Terminal) -> None:
    with redirect_stderr(terminal), progress_bar("Inspecting") as advance:
        for done in range(1, 4):
            advance(done, 3)
    assert "Inspecting" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()
    assert "0:00:00" in terminal.getvalue()


@pytest.mark.parametrize(("hidden", "stream"), [(True, Terminal()), (False, io.StringIO())])
def test_nobody_sees_no_bar(hidden: bool, stream: io.StringIO) -> None:
    with redirect_stderr(stream), progress_bar("Inspecting", hidden=hidden) as advance:
        advance(1, 3)
    assert stream.getvalue() == ""


def test_a_training_run_on_a_terminal(terminal: Terminal) -> None:
    with redirect_stderr(terminal), TrainingView(quiet=False) as view:
        for event in EVENTS:
            view(event)
            if view._bar is not None:
                view._bar.refresh()
    text = terminal.getvalue()
    for part in (
        "warm-up",
        "6/20",
        "0:01:15 left",
        "warm_up 0.123",
        "epoch 1",
        "1:01:40 left",
        "cycle 0.250",
    ):
        assert part in text, part
    assert "10 good pictures [to train on]" in text
    assert "after the warm-up: AUROC 0.900 against synthetic defects" in text
    assert "best so far" in text
    assert view.notices == ["10 good pictures [to train on]"]
    assert [v.epoch for v in view.validated] == [0, 1]
    assert view.done is EVENTS[-1]


def test_a_training_run_in_a_log_file_has_lines_and_no_bar() -> None:
    stream = io.StringIO()
    with redirect_stderr(stream), TrainingView(quiet=False) as view:
        for event in EVENTS:
            view(event)
    assert stream.getvalue().splitlines() == [
        "10 good pictures [to train on]",
        "warm-up: 15 steps",
        f"after the warm-up: AUROC 0.900{SYNTHETIC}, separation 2.50, good-repair MSE 12.0, best so far",
        "epoch 1: AUROC 0.800, separation 2.00, good-repair MSE 11.0",
    ]


def test_a_quiet_training_run_says_nothing(terminal: Terminal) -> None:
    with redirect_stderr(terminal), TrainingView(quiet=True) as view:
        for event in EVENTS:
            view(event)
    assert terminal.getvalue() == ""
    assert view.done is not None
