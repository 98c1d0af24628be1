"""Runs one after the other: queue, pause, the three ways to end, and what the project keeps of them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.gui.project.edit_queue import edit_call
from app.gui.project.session import ProjectSession
from app.gui.views.train.run_row import State
from app.gui.views.train.session import TrainSession
from core.datasets.dataset import Label
from core.project import records
from core.training.events import Cancelled, Done, Failed
from core.training.settings import TrainingSettings

Start = Callable[[str], None]


def states(runs: TrainSession) -> list[tuple[str, State]]:
    return [(row.name, row.state) for row in runs.shown_rows()]


def settled(qtbot: QtBot, runs: TrainSession) -> None:
    qtbot.waitUntil(lambda: not runs.alive and not runs._runner.jobs)


def noted(runs: TrainSession) -> list[tuple[str, str]]:
    assert runs.project.project is not None
    return [(run.name, run.state) for run in records.runs(runs.project.project)]


def test_a_run_trains_to_its_end_and_is_noted(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any], collect: Any
) -> None:
    ended = collect(runs.ended)
    training("a")
    assert runs.live is not None
    assert states(runs) == [("a", State.RUNNING)]
    assert runs.live.curves.last_step == 1
    qtbot.waitUntil(lambda: noted(runs) == [("a", "running")])
    trainers[0].finish.set()
    settled(qtbot, runs)
    ((plan, event),) = ended
    assert plan.name == "a"
    assert event == Done(plan.folder / "model.safetensors", 1, False, 90.0)
    assert noted(runs) == [("a", "done")]
    project = runs.project.project
    assert project is not None
    assert plan.folder == project.folder / "runs" / "a"
    (run,) = records.runs(project)
    assert run.folder == "runs/a"
    assert run.snapshot_id is not None
    assert len(records.snapshot(project, run.snapshot_id).rows) == 12
    (model,) = records.models(project)
    assert (model.name, model.path, model.run_id) == ("a", event.model, run.id)
    (row,) = runs.rows
    assert (row.state, row.minutes, row.model) == (State.DONE, 1.5, event.model)
    assert row.best is not None
    assert (row.best.auroc, row.best.f1) == (0.9, 0.8)


def test_trains_on_what_was_labelled_a_moment_ago(
    qtbot: QtBot, filled: ProjectSession, runs: TrainSession, training: Start, trainers: list[Any]
) -> None:
    ids = filled.table.ids.tolist()
    filled.edit(edit_call("set_label", ids, Label.DEFECTIVE))
    training("a")
    assert {sample.label for sample in trainers[0].dataset.samples} == {Label.DEFECTIVE}


def test_the_others_wait_in_an_order_that_can_be_changed(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any], quick: TrainingSettings
) -> None:
    training("a")
    for name in ("b", "c", "d"):
        runs.add(runs.plan(name, quick))
    runs.add(runs.plan("b", quick))
    folder = {plan.name: plan.folder for plan in runs.queue}
    runs.move(folder["d"], -1)
    runs.move(folder["b"], -1)
    runs.remove(folder["c"])
    assert [(row.name, row.place) for row in runs.shown_rows()] == [("a", 0), ("b", 1), ("d", 2)]
    assert runs.taken_names() == {"a", "b", "d"}
    trainers[0].finish.set()
    qtbot.waitUntil(lambda: len(trainers) == 2 and runs.live is not None and runs.live.last is not None)
    assert trainers[1].out.name == "b"
    trainers[1].finish.set()
    qtbot.waitUntil(lambda: len(trainers) == 3)
    with qtbot.waitSignal(runs.came_to_rest):
        trainers[2].finish.set()
    settled(qtbot, runs)
    assert states(runs) == [("d", State.DONE), ("b", State.DONE), ("a", State.DONE)]


def test_pause_and_go_on(qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any]) -> None:
    training("a")
    runs.pause(True)
    assert trainers[0].control.paused
    assert states(runs) == [("a", State.PAUSED)]
    runs.pause(False)
    assert not trainers[0].control.paused
    assert states(runs) == [("a", State.RUNNING)]


def test_stop_and_keep(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any], collect: Any
) -> None:
    ended = collect(runs.ended)
    training("a")
    runs.pause(True)
    runs.stop_and_keep()
    settled(qtbot, runs)
    assert ended[0][1].stopped
    assert noted(runs) == [("a", "stopped")]
    assert states(runs) == [("a", State.STOPPED)]


def test_discarded_runs_leave_nothing(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any], collect: Any
) -> None:
    ended = collect(runs.ended)
    training("a")
    runs.discard()
    settled(qtbot, runs)
    assert ended[0][1] == Cancelled()
    assert runs.shown_rows() == []
    assert noted(runs) == []
    assert not trainers[0].out.exists()


def test_asked_to_end_before_it_began(
    qtbot: QtBot, runs: TrainSession, quick: TrainingSettings, trainers: list[Any], collect: Any
) -> None:
    ended = collect(runs.ended)
    runs.add(runs.plan("a", quick))
    runs.discard()
    assert states(runs) == [("a", State.DISCARDING)]
    settled(qtbot, runs)
    assert ended[0][1] == Cancelled()
    assert runs.shown_rows() == []


def test_a_failure_does_not_hold_up_the_next(
    qtbot: QtBot, runs: TrainSession, quick: TrainingSettings, trainers: list[Any], collect: Any
) -> None:
    ended = collect(runs.ended)
    for name in ("broken", "unready", "c"):
        runs.add(runs.plan(name, quick))
    qtbot.waitUntil(lambda: runs.live is not None and runs.live.plan.name == "c" and bool(runs.live.last))
    assert [event for _, event in ended] == [
        Failed("The device is gone.", "Plug it in."),
        Failed("There is no room.", "Make some."),
    ]
    trainers[-1].finish.set()
    settled(qtbot, runs)
    assert noted(runs) == [("c", "done")]
    assert states(runs) == [("c", State.DONE), ("broken", State.FAILED)]
    assert runs.rows[1].error == "The device is gone. Plug it in."


def test_another_project_may_be_opened_meanwhile(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any], tmp_path: Path
) -> None:
    first = runs.folder
    training("a")
    qtbot.waitUntil(lambda: noted(runs) == [("a", "running")])
    with qtbot.waitSignal(runs.project.opened):
        runs.project.create(tmp_path / "other.isugan")
    qtbot.waitUntil(lambda: len(runs._runner.jobs) == 0)
    trainers[0].finish.set()
    settled(qtbot, runs)
    assert runs.shown_rows() == []
    with qtbot.waitSignal(runs.project.opened):
        runs.project.open(first)
    qtbot.waitUntil(lambda: states(runs) == [("a", State.DONE)])
    assert noted(runs) == [("a", "done")]
    settled(qtbot, runs)


def test_rename_and_delete(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any], told: list[str], own_home: Path
) -> None:
    training("a")
    trainers[0].finish.set()
    settled(qtbot, runs)
    runs.rename(runs.rows[0], "Première")
    settled(qtbot, runs)
    assert noted(runs) == [("Première", "done")]
    assert [row.name for row in runs.rows] == ["Première"]
    assert runs.taken_names() == {"a", "Première"}
    project = runs.project.project
    assert project is not None
    assert [model.name for model in records.models(project)] == ["Première"]
    assert list(runs.project.table.model_names.values()) == ["Première"]
    # Whoever inspects by the file knows only what the run was called first.
    records.add_model(project, "a", records.models(project)[0].path)
    assert [model.name for model in records.models(project)] == ["Première"]
    runs.delete(runs.rows[0])
    settled(qtbot, runs)
    assert runs.rows == ()
    assert noted(runs) == []
    assert [model.run_id for model in records.models(project)] == [None]
    assert told == ["Première was moved to the trash."]
    assert (own_home / ".local" / "share" / "Trash" / "files" / "a" / "model.safetensors").exists()


def test_the_end_of_the_program_keeps_what_trains(
    qtbot: QtBot, runs: TrainSession, training: Start, trainers: list[Any]
) -> None:
    training("a")
    runs.add(runs.plan("b", trainers[0].settings))
    runs.shutdown()
    assert not trainers[0].is_alive()
    assert (trainers[0].out / "model.safetensors").exists()
    assert len(trainers) == 1
    settled(qtbot, runs)
    assert noted(runs) == [("a", "stopped")]


def test_looking_at_the_view_loads_no_torch(project_root: Path) -> None:
    import subprocess

    code = "import sys, app.gui.views.train.session, app.gui.views.train.runs_panel; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
