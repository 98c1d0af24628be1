"""Whole runs at toy size: resume, stop, cancel, failures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.snapshot import Snapshot
from core.errors import ModelFileError, TrainingError
from core.images.write import write_png
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model
from core.training.control import Control
from core.training.events import (
    Cancelled,
    CheckpointSaved,
    Done,
    Event,
    Failed,
    Loaded,
    Notice,
    PhaseStarted,
    Preview,
    StepLosses,
    Validated,
)
from core.training.run import CHECKPOINT, LOG, MODEL, SNAPSHOT, train
from core.training.settings import TrainingSettings
from core.training.state import run_state
from core.training.steps import Stepper
from core.training.weighing import REACH
from tests.tiny import tiny_settings


class KilledError(Exception):
    """Stands for a kill: leaves the run at once, without any cleaning up by the loop."""


def losses_of(events: list[Event]) -> list[tuple[str, int, dict[str, float]]]:
    return [(e.phase, e.step, dict(e.losses)) for e in events if isinstance(e, StepLosses)]


def logged(folder: Path) -> list[str]:
    return [json.loads(line)["event"] for line in (folder / LOG).read_text().splitlines()]


def run(dataset: Dataset, settings: TrainingSettings, out: Path, **options: object) -> list[Event]:
    events: list[Event] = []
    train(dataset, settings, out, sink=events.append, device="cpu", **options)  # type: ignore[arg-type]
    return events


def test_a_run_leaves_a_calibrated_model(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    events = run(tiny, settings, tmp_path / "run")
    model = load_model(tmp_path / "run" / MODEL)
    header = model.header
    assert header.calibration is not None
    assert header.calibration.policy in ("best-f1", "good-only")
    assert header.training["settings"]["seed"] == 0
    assert header.training["execution"]["reason"] == "fp32 was asked for"
    assert {row.split for row in header.snapshot} == {"train", "validation"}
    assert not any("/Test/" in row.path for row in header.snapshot)
    # The calibration was fitted on the very scores that the stored model gives.
    validation = [row.path for row in header.snapshot if row.split == "validation" and row.label == "good"]
    scores = sorted(Inspector(model, "cpu").inspect(tiny.root / p).score for p in validation)
    assert list(header.calibration.good_scores) == scores
    kinds = [type(e) for e in events]
    assert kinds.count(PhaseStarted) == 2
    assert kinds.count(StepLosses) == 9
    assert kinds.count(Validated) == kinds.count(Preview) == 3
    assert kinds[-1] is Done
    assert logged(tmp_path / "run") == [k.__name__ for k in kinds if k is not Preview]
    assert kinds.count(CheckpointSaved) == 4  # at the start, after the warm-up and after each epoch


def test_the_snapshot_says_what_the_run_saw(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    seen: list[bool] = []
    out = tmp_path / "run"

    def sink(event: Event) -> None:
        # Whoever keeps a run reads it as soon as the pictures are loaded.
        if isinstance(event, Loaded | PhaseStarted):
            seen.append((out / SNAPSHOT).exists())

    train(tiny, settings, out, sink=sink, device="cpu")
    assert seen == [True, True, True]
    text = (out / SNAPSHOT).read_text(encoding="utf-8")
    snapshot = Snapshot.from_json(text)
    header = load_model(out / MODEL).header
    assert snapshot.hash == header.snapshot_hash
    assert [(r.path, r.sha256, str(r.label), str(r.split)) for r in snapshot.rows] == [
        (r.path, r.sha256, r.label, r.split) for r in header.snapshot
    ]
    # Going on sees the same.
    train(tiny, settings, out, device="cpu", resume=True)
    assert (out / SNAPSHOT).read_text(encoding="utf-8") == text


def test_a_test_share_is_held_back_where_there_is_none(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    """The pictures of the training half as a dataset without any test split."""
    whole = Dataset(tiny.root, "flat", tiny.select(split=Split.TRAIN), ())
    changed = settings.model_copy(update={"test": 0.25, "epochs": 0})
    run(whole, changed, tmp_path / "run")
    rows = load_model(tmp_path / "run" / MODEL).header.snapshot
    assert len(rows) == len(whole.samples) - 3 - 2  # a quarter of 12 good and of 6 defective ones
    assert {row.split for row in rows} == {"train", "validation"}


@pytest.mark.parametrize("stop_after", ["warm-up", "adversarial"])
def test_resume_continues_identically(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, stop_after: str
) -> None:
    whole = losses_of(run(tiny, settings, tmp_path / "whole"))
    before: list[Event] = []

    def kill(event: Event) -> None:
        before.append(event)
        if isinstance(event, CheckpointSaved) and event.phase == stop_after and event.step:
            raise KilledError

    with pytest.raises(KilledError):
        train(tiny, settings, tmp_path / "cut", sink=kill, device="cpu")
    after = run(tiny, settings, tmp_path / "cut", resume=True)
    assert losses_of(before) + losses_of(after) == whole
    one, two = (load_model(tmp_path / name / MODEL) for name in ("whole", "cut"))
    assert all(torch.equal(one.weights[k], two.weights[k]) for k in one.weights)
    assert one.header.calibration == two.header.calibration


def test_a_run_with_a_critic_resumes_identically(tiny: Dataset, tmp_path: Path) -> None:
    """Its means, its image buffer with the originals and its masks included."""
    critical = tiny_settings(
        network={"base": 4, "blocks": 1, "judge": "critic"}, averaging=0.9, masks=2, epochs=1, turns="on"
    )
    test_resume_continues_identically(tiny, critical, tmp_path, "warm-up")
    assert load_model(tmp_path / "cut" / MODEL).critic() is not None


def test_resume_refuses_other_masks(tiny_root: Path, tmp_path: Path) -> None:
    from core.datasets.layout import recognise

    critical = tiny_settings(network={"base": 4, "blocks": 1, "judge": "critic"}, masks=100, epochs=0)
    root = tmp_path / "data"
    shutil.copytree(tiny_root, root)
    run(recognise(root), critical, tmp_path / "run")
    run(recognise(root), critical, tmp_path / "run", resume=True)
    for mask in (root / "Class1" / "Train" / "Label").glob("*.PNG"):
        write_png(mask, np.full((64, 64), 255, np.uint8))
    with pytest.raises(TrainingError, match="masks of the training images are not those"):
        run(recognise(root), critical, tmp_path / "run", resume=True)


def test_stop_and_keep_leaves_a_model_and_can_go_on(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    whole = losses_of(run(tiny, settings, tmp_path / "whole"))
    control = Control()
    events: list[Event] = []

    def stop(event: Event) -> None:
        events.append(event)
        if isinstance(event, StepLosses) and event.phase == "adversarial" and event.step == 2:
            control.stop_and_keep()

    path = train(tiny, settings, tmp_path / "run", sink=stop, control=control, device="cpu")
    assert path is not None
    assert load_model(path).header.calibration is not None
    assert isinstance(events[-1], Done)
    assert events[-1].stopped
    after = run(tiny, settings, tmp_path / "run", resume=True)
    assert losses_of(events) + losses_of(after) == whole


def test_a_run_that_was_left_goes_on_as_if_it_had_not_been(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    """Within an epoch, where stop-and-keep would judge what was learnt so far, and might keep it as the best."""
    train(tiny, settings, tmp_path / "whole", device="cpu")
    control = Control()
    events: list[Event] = []

    def leave(event: Event) -> None:
        events.append(event)
        if isinstance(event, StepLosses) and event.phase == "adversarial" and event.step == 2:
            control.leave()

    assert train(tiny, settings, tmp_path / "left", sink=leave, control=control, device="cpu") is None
    assert isinstance(events[-1], CheckpointSaved)
    assert not (tmp_path / "left" / MODEL).exists()
    assert run_state(tmp_path / "left").kind == "interrupted"
    run(tiny, settings, tmp_path / "left", resume=True)
    one, two = (load_model(tmp_path / name / MODEL) for name in ("whole", "left"))
    assert all(torch.equal(one.weights[k], two.weights[k]) for k in one.weights)
    assert one.header.figures == two.header.figures
    assert one.header.calibration == two.header.calibration


@pytest.mark.parametrize("step", [1, 3, 6])
def test_stop_at_any_step_keeps_a_model_without_a_warm_up(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, step: int
) -> None:
    """Also at an epoch's last step (3 and 6), before anything was validated."""
    control = Control()

    def stop(event: Event) -> None:
        if isinstance(event, StepLosses) and event.step == step:
            control.stop_and_keep()

    changed = settings.model_copy(update={"warm_up_steps": 0})
    path = train(tiny, changed, tmp_path / "run", sink=stop, control=control, device="cpu")
    assert path is not None
    header = load_model(path).header
    assert header.training["steps"] == {"warm_up": 0, "adversarial": step}
    assert header.training["epoch"] >= 1


def test_cancel_discards_everything(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    control = Control()
    events: list[Event] = []

    def cancel(event: Event) -> None:
        events.append(event)
        if isinstance(event, CheckpointSaved):
            control.cancel()

    assert train(tiny, settings, tmp_path / "run", sink=cancel, control=control, device="cpu") is None
    assert isinstance(events[-1], Cancelled)
    assert list(tmp_path.iterdir()) == []


def test_nan_keeps_the_last_checkpoint(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Stepper.adversarial
    calls = 0

    def poisoned(self: Stepper, *args: object, **options: object) -> dict[str, torch.Tensor]:
        nonlocal calls
        calls += 1
        losses = original(self, *args, **options)  # type: ignore[arg-type]
        return {**losses, "cycle": torch.tensor(float("nan"))} if calls == 5 else losses

    monkeypatch.setattr(Stepper, "adversarial", poisoned)
    events: list[Event] = []
    with pytest.raises(TrainingError, match="cycle is no longer a finite number at step 5"):
        train(tiny, settings, tmp_path / "run", sink=events.append, device="cpu")
    assert isinstance(events[-1], Failed)
    monkeypatch.setattr(Stepper, "adversarial", original)
    assert isinstance(run(tiny, settings, tmp_path / "run", resume=True)[-1], Done)


def test_out_of_memory_is_told_in_plain_words(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **options: object) -> None:
        raise RuntimeError(
            "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"
        )

    monkeypatch.setattr(Stepper, "warm_up", full)
    with pytest.raises(TrainingError, match=r"out of memory.*--crop"):
        run(tiny, settings, tmp_path / "run")


def test_resume_refuses_other_images(tiny_root: Path, settings: TrainingSettings, tmp_path: Path) -> None:
    from core.datasets.layout import recognise

    root = tmp_path / "data"
    shutil.copytree(tiny_root, root)
    run(recognise(root), settings, tmp_path / "run")
    recognise(root).select(split=Split.TRAIN, label=Label.GOOD)[0].path.unlink()
    with pytest.raises(TrainingError, match=r"not those that the run .* Missing: .*\.PNG\. Bring them back"):
        run(recognise(root), settings, tmp_path / "run", resume=True)


def test_a_run_that_could_not_start_does_not_block_its_folder(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    nothing = Dataset(tiny.root, tiny.layout, tiny.select(label=Label.DEFECTIVE), ())
    with pytest.raises(TrainingError, match="good training pictures"):
        run(nothing, settings, tmp_path / "run")
    assert logged(tmp_path / "run")[-1] == "Failed"
    run(tiny, settings, tmp_path / "run")
    assert logged(tmp_path / "run")[-1] == "Done"
    assert "Failed" not in logged(tmp_path / "run")


def test_folders_that_cannot_be_used(tiny: Dataset, settings: TrainingSettings, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no checkpoint"):
        run(tiny, settings, tmp_path / "nothing", resume=True)
    (tmp_path / "held").mkdir()
    (tmp_path / "held" / MODEL).write_text("precious")
    with pytest.raises(TrainingError, match="already holds a run"):
        run(tiny, settings, tmp_path / "held")
    assert (tmp_path / "held" / MODEL).read_text() == "precious"
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / CHECKPOINT).write_bytes(b"\x10\0\0\0\0\0\0\0rubbish")
    with pytest.raises(ModelFileError, match="cannot be resumed"):
        run(tiny, settings, tmp_path / "torn", resume=True)


def test_good_pictures_alone_run_the_warm_up(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    good = Dataset(tiny.root, tiny.layout, tiny.select(label=Label.GOOD), ())
    events = run(good, settings, tmp_path / "run")
    assert any(isinstance(e, Notice) and "warm-up alone" in e.text for e in events)
    assert {e.phase for e in events if isinstance(e, StepLosses)} == {"warm-up"}
    assert all(e.synthetic for e in events if isinstance(e, Validated))
    calibration = load_model(tmp_path / "run" / MODEL).header.calibration
    assert calibration is not None
    assert calibration.policy == "good-only"


def test_losses_that_begin_between_two_readings_are_told(
    tiny: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A GPU's losses are read now and then; those of photos begin after a quarter of the warm-up."""
    changes = {"network": {"base": 8, "blocks": 1, "judge": "critic"}, "photo_weight": 0.25, "masks": 0}
    settings = tiny_settings(critic=True, warm_up_steps=8, epochs=0, **changes)
    each = [losses for _, _, losses in losses_of(run(tiny, settings, tmp_path / "each"))]
    monkeypatch.setattr("core.training.loop.report_every", lambda device: 8)
    ((_, _, at_once),) = losses_of(run(tiny, settings, tmp_path / "once"))
    photos = [losses["photos"] for losses in each if "photos" in losses]
    assert len(photos) == 6
    assert at_once["photos"] == pytest.approx(np.mean(photos), rel=1e-4)
    assert at_once["critic"] == pytest.approx(np.mean([losses["critic"] for losses in each]), rel=1e-4)


def test_a_model_keeps_the_gate_of_its_best_epoch(tiny: Dataset, tmp_path: Path) -> None:
    """Also with whole pictures in the game, on which defects under masks are put."""
    changes = {
        "network": {"base": 8, "blocks": 1, "judge": "critic", "difference": True},
        "pasted_share": 1.0,
    }
    settings = tiny_settings(critic=True, gate=True, warm_up_steps=4, epochs=1, crop=0, masks=9, **changes)
    run(tiny, settings, tmp_path / "run")
    header = load_model(tmp_path / "run" / MODEL).header
    figures = header.figures
    assert header.network.difference
    assert header.gate == (figures["gate_start"], figures["gate_full"], REACH)
