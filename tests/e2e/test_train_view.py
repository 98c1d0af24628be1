"""A small shop trains through the window: pause, stop, calibrate, inspect; queue, cancel, close; after a power cut."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cli.main import main
from app.gui.main_window import MainWindow
from app.gui.views.calibrate.scope import Scope
from app.gui.views.train.run_row import State
from core.datasets.synth import write_dataset
from core.inspection.model_file import load_model
from core.project import records
from core.project.images import dataset
from core.project.project import Project
from core.training.fields import command_line
from core.training.settings import TrainingSettings
from tests.tiny import tiny_settings

LONG = 60_000


@pytest.fixture
def tiny() -> TrainingSettings:
    """Networks and steps as small as they get; more epochs than a test waits for."""
    return tiny_settings(epochs=500)


@pytest.fixture
def short(tiny: TrainingSettings) -> TrainingSettings:
    """The same, over in a moment."""
    return tiny.model_copy(update={"epochs": 1})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with 44 pictures of a weave."""
    source = write_dataset(tmp_path / "weave", "weave", good=14, defective=8, size=64, seed=5)
    from core.project.images import import_images, read_new_images

    with Project.create(tmp_path / "Weave.isugan") as project:
        import_images(project, source.samples)
        read_new_images(project)
    return tmp_path / "Weave.isugan"


@pytest.fixture
def train(
    qtbot: QtBot, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window on that project, at the Train view; this machine's speed is not measured."""
    monkeypatch.setattr(window.train.setup.estimates, "start", lambda: None)
    with qtbot.waitSignal(window.training.runs_read, timeout=LONG):
        window.open_project(folder)
    window.show_view("train")
    yield window
    window.training.shutdown()


def begin(qtbot: QtBot, window: MainWindow, settings: TrainingSettings) -> None:
    """Set it up and press Train."""
    setup = window.train.setup
    window.train.runs.select([])
    setup.form.set_settings(settings)
    setup.propose_name()
    qtbot.mouseClick(setup.buttons[1], Qt.MouseButton.LeftButton)
    assert window.training.live is not None
    live = window.training.live
    qtbot.waitUntil(lambda: live.best is not None or window.training.live is not live, timeout=LONG)
    assert window.training.live is live, window.banner.text


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Nothing trains, and everything is noted."""
    qtbot.waitUntil(lambda: not window.training.alive and not window.runner.jobs, timeout=LONG)


def press(qtbot: QtBot, window: MainWindow, text: str) -> None:
    """One answer in the window's question bar."""
    (button,) = [b for b in window.questions.buttons if b.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_train_pause_resume_stop_calibrate_and_inspect(
    qtbot: QtBot, train: MainWindow, tiny: TrainingSettings, folder: Path
) -> None:
    begin(qtbot, train, tiny)
    page = train.train.run
    assert train.train.centre.currentWidget() is page
    qtbot.mouseClick(page.header.pause, Qt.MouseButton.LeftButton)
    live = train.training.live
    assert live is not None
    qtbot.waitUntil(lambda: live.waits, timeout=LONG)
    before = live.curves.last_step
    qtbot.wait(300)
    assert live.curves.last_step == before
    assert train.training.shown_rows()[0].state is State.PAUSED
    qtbot.mouseClick(page.header.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live.curves.last_step > before, timeout=LONG)
    qtbot.waitUntil(lambda: page.probes.shown_epoch is not None, timeout=LONG)
    qtbot.waitUntil(lambda: page.losses.points_drawn() > 0, timeout=LONG)
    qtbot.mouseClick(page.header.stop, Qt.MouseButton.LeftButton)
    settled(qtbot, train)
    (row,) = train.training.rows
    assert row.state is State.STOPPED
    assert row.model == folder / "runs" / "quick-1" / "model.safetensors"
    project = train.project.project
    assert project is not None
    assert [(run.name, run.state) for run in records.runs(project)] == [("quick-1", "stopped")]
    assert [model.path for model in records.models(project)] == [row.model]
    # The run drew the images that validate: what Calibrate shows of them is in the model file.
    fitted = load_model(row.model).header.calibration
    assert fitted is not None
    shown = train.calibration
    qtbot.waitUntil(lambda: shown.figures is not None, timeout=LONG)
    assert train.stack.currentWidget() is train.calibrate
    assert train.questions.text == ""
    assert shown.model is not None
    assert (shown.model.path, shown.scope) == (row.model, Scope.STORED)
    assert shown.collected is not None
    assert sorted(shown.collected.table.scores) == sorted((*fitted.good_scores, *fitted.defective_scores))
    assert shown.choice is not None
    assert shown.choice.cuts == fitted.cuts
    train.show_view("inspect")
    train.open_paths([sample.path for sample in dataset(project).samples[:3]], inspect_now=True)
    qtbot.waitUntil(
        lambda: len(train.session.store) == 3 and not train.session.store.pending() and not train.runner.jobs,
        timeout=LONG,
    )


def steps(run: Path) -> list[tuple[str, int]]:
    """Phase and step of every line of losses in its log."""
    lines = (run / "log.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines if line.endswith("}")]
    return [(event["phase"], event["step"]) for event in events if event["event"] == "StepLosses"]


def test_a_killed_run_of_the_command_line_is_offered_and_goes_on(
    qtbot: QtBot,
    make_window: Callable[[], MainWindow],
    folder: Path,
    tiny: TrainingSettings,
    project_root: Path,
) -> None:
    run = folder / "runs" / "quick-1"
    words = shlex.split(command_line(tiny, folder, run))[1:]
    process = subprocess.Popen([sys.executable, "-m", "app.cli.main", *words], cwd=project_root)
    # A checkpoint is written at the end of each epoch.
    while not ((run / "log.jsonl").exists() and ("adversarial", 7) in steps(run)):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    with (run / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"time": 1, "ev')
    _, done = steps(run)[-1]

    window = make_window()
    window.open_project(folder)
    qtbot.waitUntil(lambda: "quick-1 was interrupted" in window.questions.text, timeout=LONG)
    press(qtbot, window, "Resume")
    live = window.training.live
    assert live is not None
    qtbot.waitUntil(lambda: live.last is not None and live.last.step > done + 3, timeout=LONG)
    window.training.stop_and_keep()
    settled(qtbot, window)
    (row,) = window.training.rows
    assert (row.state, row.settings) == (State.STOPPED, tiny)
    assert row.model is not None
    assert set(steps(run)[3:]) == {("adversarial", n + 1) for n in range(steps(run)[-1][1])}
    with Project.open(folder) as project:
        assert [(info.name, info.state) for info in records.runs(project)] == [("quick-1", "stopped")]


def test_a_run_of_the_window_goes_on_on_the_command_line(
    qtbot: QtBot, train: MainWindow, tiny: TrainingSettings, folder: Path
) -> None:
    settings = tiny.model_copy(update={"epochs": 8})
    begin(qtbot, train, settings)
    train.training.stop_and_keep()
    settled(qtbot, train)
    (row,) = train.training.rows
    assert row.state is State.STOPPED
    assert len(steps(row.folder)) < 3 + 8 * 3
    train.show_view("train")
    assert train.actions_registry["run_resume"].isEnabled()
    with qtbot.waitSignal(train.project.opened):
        train.project.close()

    result = CliRunner().invoke(main, ["train", "--resume", "--out", str(row.folder)])
    assert result.exit_code == 0, result.output
    assert steps(row.folder) == [
        *(("warm-up", n) for n in range(1, 4)),
        *(("adversarial", n) for n in range(1, 25)),
    ]
    with Project.open(folder) as project:
        assert [(info.name, info.state) for info in records.runs(project)] == [("quick-1", "done")]


def test_two_in_a_row_and_one_discarded(
    qtbot: QtBot, train: MainWindow, tiny: TrainingSettings, short: TrainingSettings
) -> None:
    begin(qtbot, train, tiny)
    setup = train.train.setup
    train.train.runs.select([])
    setup.form.set_settings(short)
    setup.propose_name()
    qtbot.mouseClick(setup.buttons[0], Qt.MouseButton.LeftButton)
    assert [plan.name for plan in train.training.queue] == ["quick-2"]
    train.actions_registry["train_discard"].trigger()
    header = train.train.run.header
    assert not header.question.isHidden()
    qtbot.mouseClick(header.question.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: train.training.live is not None and train.training.live.plan.name == "quick-2", timeout=LONG
    )
    settled(qtbot, train)
    assert [(row.name, row.state) for row in train.training.rows] == [("quick-2", State.DONE)]
    assert not (train.training.rows[0].folder.parent / "quick-1").exists()


@pytest.mark.parametrize("answer", ["Keep training in the background", "Stop and keep the model"])
def test_closing_asks_and_obeys(
    qtbot: QtBot,
    train: MainWindow,
    tiny: TrainingSettings,
    answer: str,
    collect_closed: Callable[[MainWindow], list[int]],
) -> None:
    closed = collect_closed(train)
    begin(qtbot, train, tiny)
    train.close()
    assert train.isVisible()
    assert closed == []
    press(qtbot, train, "Do not close")
    assert train.questions.text == ""
    assert train.training.alive
    train.close()
    press(qtbot, train, answer)
    if answer.startswith("Keep"):
        assert train.training.live is not None
        assert train.training.live.state is State.RUNNING
        assert train.isMinimized() or train.isHidden()
        train.training.stop_and_keep()
    qtbot.waitUntil(lambda: closed == [1], timeout=LONG)
    assert not train.isVisible()
    assert not train.training.alive


@pytest.fixture
def collect_closed() -> Callable[[MainWindow], list[int]]:
    """A list that grows when the window has closed for good."""

    def start(window: MainWindow) -> list[int]:
        closed: list[int] = []
        window.closed.connect(lambda: closed.append(1))
        return closed

    return start
