"""A disk without room: the previous checkpoint stays good, the run waits, and every way on works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

import core.training.checkpoint as checkpoint_module
import core.training.keeping as keeping_module
from core.datasets.dataset import Dataset
from core.inspection.model_file import load_model
from core.language import english
from core.training.checkpoint import load_checkpoint
from core.training.control import Control
from core.training.events import (
    Cancelled,
    CheckpointSaved,
    Done,
    Event,
    Notice,
    Paused,
    Preview,
    Resumed,
    StepLosses,
)
from core.training.folder import CHECKPOINT, LOG, MODEL
from core.training.log import JsonLines
from core.training.run import train
from core.training.settings import TrainingSettings

FULL = OSError(28, "No space left on device")


class Disk:
    """Fails the calls of a writer whose numbers, from 1, are in `full`, in the middle of the file."""

    def __init__(self, write: Callable[..., None], full: set[int]) -> None:
        self.write, self.full, self.calls = write, full, 0

    def __call__(self, tensors: object, path: Path, **options: object) -> None:
        self.calls += 1
        if self.calls in self.full:
            Path(path).write_bytes(b"half")
            raise FULL
        self.write(tensors, path, **options)


def losses_of(events: list[Event]) -> list[tuple[str, int, dict[str, float]]]:
    return [(e.phase, e.step, dict(e.losses)) for e in events if isinstance(e, StepLosses)]


def kinds(events: list[Event]) -> list[type]:
    return [type(e) for e in events]


def start(
    dataset: Dataset,
    settings: TrainingSettings,
    out: Path,
    on_pause: Callable[[Control], None],
) -> tuple[list[Event], Path | None]:
    events: list[Event] = []
    control = Control()

    def sink(event: Event) -> None:
        events.append(event)
        if isinstance(event, Paused):
            on_pause(control)

    return events, train(dataset, settings, out, sink=sink, control=control, device="cpu")


def test_the_run_waits_and_goes_on_where_it_was(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = start(tiny, settings, tmp_path / "whole", Control.resume)
    monkeypatch.setattr(checkpoint_module, "save_file", Disk(checkpoint_module.save_file, {3, 4}))
    out = tmp_path / "run"
    steps_at_pause: list[tuple[int, int]] = []

    def on_pause(control: Control) -> None:
        before = load_checkpoint(out / CHECKPOINT, torch.device("cpu")).progress
        steps_at_pause.append((before.warm_up_step, before.step))
        assert not list(out.glob(".*"))  # nothing half-written stays
        control.resume()

    events, model = start(tiny, settings, out, on_pause)
    assert model is not None
    reasons = [english(e.reason) for e in events if isinstance(e, Paused)]
    assert len(reasons) == 2
    assert all(
        r == "The disk is full: the checkpoint cannot be written. Make room, then resume." for r in reasons
    )
    assert steps_at_pause == [(3, 0), (3, 0)]
    assert kinds(events).count(Resumed) == 2
    assert losses_of(events) == losses_of(whole)
    assert isinstance(events[-1], Done)


def test_stop_and_keep_does_without_the_checkpoint(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_module, "save_file", Disk(checkpoint_module.save_file, set(range(3, 99))))
    events, model = start(tiny, settings, tmp_path / "run", Control.stop_and_keep)
    assert model is not None
    assert load_model(model).header.training["steps"] == {"warm_up": 3, "adversarial": 3}
    assert load_model(model).header.calibration is not None
    assert kinds(events).count(Paused) == 1
    assert any(isinstance(e, Notice) and "was not written" in e.text for e in events)
    assert isinstance(events[-1], Done)
    assert events[-1].stopped
    monkeypatch.undo()
    after: list[Event] = []
    train(tiny, settings, tmp_path / "run", sink=after.append, device="cpu", resume=True)
    assert [e.step for e in after if isinstance(e, StepLosses)] == [1, 2, 3, 4, 5, 6]


def test_cancel_discards_as_ever(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoint_module, "save_file", Disk(checkpoint_module.save_file, {3}))
    events, model = start(tiny, settings, tmp_path / "run", Control.cancel)
    assert model is None
    assert kinds(events)[-1] is Cancelled
    assert not (tmp_path / "run").exists()


def test_a_model_that_cannot_be_written_is_waited_for_too(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = keeping_module.save_model
    calls = []

    def full(path: Path, *args: object) -> None:
        calls.append(path)
        if len(calls) < 3:
            raise PermissionError(13, "Permission denied")
        original(path, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping_module, "save_model", full)
    events, model = start(tiny, settings, tmp_path / "run", Control.resume)
    assert model == tmp_path / "run" / MODEL
    assert [english(e.reason) for e in events if isinstance(e, Paused)] == [
        "The model cannot be written: Permission denied. Make the folder writable, then resume."
    ] * 2
    assert isinstance(events[-1], Done)


def test_log_lines_wait_for_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    room = [20]

    def narrow(file: int, data: bytes) -> int:
        """A disk that takes a part of a line, then nothing."""
        if not room[0]:
            raise FULL
        taken = write(file, data[: room[0]])
        room[0] -= taken
        return taken

    log = JsonLines(tmp_path / LOG, append=False)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", narrow)
        log(Notice("first"))
        log(Notice("second"))
        assert (tmp_path / LOG).stat().st_size == 20
        room[0] = 10**6
        log(Notice("third"))
    log.close()
    log.close()
    texts = [json.loads(line)["text"] for line in (tmp_path / LOG).read_text().splitlines()]
    assert texts == ["first", "second", "third"]


def test_probe_images_without_room_do_not_hold_the_run_up(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(run: Path, preview: Preview) -> None:
        raise FULL

    monkeypatch.setattr("core.training.run.write_probes", full)
    events, model = start(tiny, settings, tmp_path / "run", Control.cancel)
    assert model is not None
    assert sum(isinstance(e, Notice) and "probe images" in e.text for e in events) == 1
    assert kinds(events).count(Preview) == 3


LIMITED = """
import resource, sys
from pathlib import Path
import torch
from core.training.checkpoint import load_checkpoint, save_checkpoint
state = load_checkpoint(Path(sys.argv[1]), torch.device("cpu"))
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
state.progress.step += 1
try:
    save_checkpoint(Path(sys.argv[1]), state)
except OSError as error:
    print(error.errno)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the system sets no limit on a file's size")
def test_what_the_system_says_comes_through_the_writer(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, project_root: Path
) -> None:
    """With a real limit of the system, not an injected error; the checkpoint stays as it was."""
    _, model = start(tiny, settings, tmp_path / "run", Control.cancel)
    assert model is not None
    path = tmp_path / "run" / CHECKPOINT
    before = path.read_bytes()
    assert len(before) > 20_000
    words = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(words, cwd=project_root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "27"  # file too large
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


def test_a_pause_leaves_a_checkpoint(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    events: list[Event] = []
    control = Control()

    def sink(event: Event) -> None:
        events.append(event)
        if isinstance(event, StepLosses) and (event.phase, event.step) == ("adversarial", 2):
            control.pause()
        if isinstance(event, Paused):
            control.resume()

    train(tiny, settings, tmp_path / "run", sink=sink, control=control, device="cpu")
    at = next(n for n, e in enumerate(events) if isinstance(e, Paused))
    assert events[at] == Paused("")
    assert events[at - 1] == CheckpointSaved(tmp_path / "run" / CHECKPOINT, "adversarial", 2)
    assert isinstance(events[at + 1], Resumed)
