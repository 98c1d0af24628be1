"""How a run stands, told from its folder; and a folder is one run's at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset
from core.errors import TrainingError
from core.training.control import Control
from core.training.events import CheckpointSaved, Event, Paused, StepLosses
from core.training.folder import LOCK, LOG, MODEL, RunLock, is_live, remove_lock
from core.training.run import train
from core.training.settings import TrainingSettings
from core.training.source import Source, read_settings, read_source
from core.training.state import RunState, run_state


class KilledError(Exception):
    """Ends a run at once."""


def test_a_folder_without_a_run_is_new(tmp_path: Path) -> None:
    assert run_state(tmp_path / "nowhere") == run_state(tmp_path) == RunState("new")
    assert not (tmp_path / LOCK).exists()


def test_a_folder_goes_with_its_lock_unless_others_put_something_there(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    for other, left in (("", []), ("notes.txt", ["notes.txt"])):
        folder.mkdir()
        for name in filter(None, (LOCK, other)):
            (folder / name).touch()
        remove_lock(folder)
        assert sorted(path.name for path in tmp_path.rglob("*.*")) == left
    assert folder.exists()


def test_from_the_start_to_the_end(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    out = tmp_path / "run"
    control = Control()
    seen: list[tuple[str, int, int]] = []

    def sink(event: Event) -> None:
        if isinstance(event, StepLosses) and (event.phase, event.step) == ("adversarial", 4):
            state = run_state(out)
            seen.append((state.kind, state.epoch, state.steps))
            assert not state.resumable
            control.pause()
        elif isinstance(event, Paused):
            seen.append((run_state(out).kind, run_state(out).epoch, run_state(out).steps))
            control.resume()

    train(tiny, settings, out, sink=sink, control=control, device="cpu")
    assert seen == [("running", 2, 7), ("paused", 2, 7)]
    state = run_state(out)
    assert (state.kind, state.epoch, state.steps, state.model) == ("done", 2, 9, out / MODEL)
    assert state.seconds > 0
    assert state.resumable
    (out / LOG).unlink()
    assert run_state(out).kind == "interrupted"


def test_a_dead_process_is_an_interrupted_run_as_of_its_checkpoint(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    out = tmp_path / "run"

    def kill(event: Event) -> None:
        if isinstance(event, StepLosses) and (event.phase, event.step) == ("adversarial", 5):
            raise KilledError

    with pytest.raises(KilledError):
        train(tiny, settings, out, sink=kill, device="cpu")
    # A real kill writes no last line; see test_killed for one.
    lines = (out / LOG).read_text().splitlines()
    assert json.loads(lines[-1])["event"] == "Failed"
    (out / LOG).write_text("\n".join(lines[:-1]) + '\n{"time": 1, "ev')
    state = run_state(out)
    assert (state.kind, state.epoch, state.steps, state.model, state.resumable) == (
        "interrupted",
        1,
        6,
        None,
        True,
    )


def test_how_it_ended(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    control = Control()
    control.stop_and_keep()
    train(tiny, settings, tmp_path / "stopped", control=control, device="cpu")
    assert run_state(tmp_path / "stopped").kind == "stopped"
    empty = Dataset(tiny.root, tiny.layout, (), ())
    with pytest.raises(TrainingError):
        train(empty, settings, tmp_path / "failed", device="cpu")
    state = run_state(tmp_path / "failed")
    assert state.kind == "failed"
    assert "good training pictures" in state.message


def test_two_runs_do_not_share_a_folder(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    lock = RunLock(out)
    lock.take()
    assert is_live(out)
    with pytest.raises(TrainingError, match="A training is running in"):
        train(tiny, settings, out, device="cpu")
    assert not (out / LOG).exists()
    lock.release()
    lock.release()
    assert not is_live(out)


def test_the_folder_tells_all_that_a_resume_needs(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    source = Source.of(Path("P.isugan"), project=True, defect_types=("scratch",))

    def kill(event: Event) -> None:
        if isinstance(event, CheckpointSaved):
            raise KilledError

    with pytest.raises(KilledError):
        train(tiny, settings, out, sink=kill, device="cpu", source=source)
    assert read_source(out) == source
    assert source.folder == Path.cwd() / "P.isugan"
    assert read_settings(out) == settings
    # Not even a checkpoint is needed, if the process died before the first.
    (out / "checkpoint.safetensors").unlink()
    assert run_state(out).resumable
    other = settings.model_copy(update={"seed": 9})
    assert train(tiny, other, out, device="cpu", resume=True) is not None
    assert read_settings(out).seed == settings.seed
    assert read_source(out) == Source.of(tiny.root, layout=tiny.layout)
    (out / "run.json").write_text("torn {")
    assert read_source(out) is None
    (out / "settings.json").write_text("torn {")
    with pytest.raises(TrainingError, match="settings cannot be read"):
        read_settings(out)


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "StepLosses"}',
        '{"event": "StepLosses", "epoch": "x", "step": [], "phase": 5}',
        '{"event": "StepLosses", "epoch": 1e999, "step": NaN}',
        '{"event": "Done", "seconds": {}}',
        '{"event": "Failed", "message": 5}',
        '{"a":' * 5000,
    ],
)
def test_a_log_of_a_stranger_is_no_obstacle(line: str, tmp_path: Path) -> None:
    (tmp_path / LOG).write_text(f"{line}\n", encoding="utf-8")
    state = run_state(tmp_path)
    assert (state.epoch, state.steps, state.seconds) == (0, 0, 0)
