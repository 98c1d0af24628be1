"""Ends that are nobody's wish, and the end of patience: a clear message, and the run can go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.layout import recognise
from core.datasets.snapshot import Snapshot
from core.errors import CalibrationError, TrainingError
from core.inspection.calibration import Calibration, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.model_file import load_model, save_calibration
from core.training.events import Done, Event, Failed, Notice, StepLosses, Validated
from core.training.failures import explained
from core.training.folder import MODEL, SNAPSHOT
from core.training.pictures import snapshot_of, with_splits
from core.training.run import train
from core.training.same_images import is_same
from core.training.settings import TrainingSettings
from core.training.state import run_state
from core.training.steps import Stepper
from core.training.validate import Figures, Validator


def run(dataset: Dataset, settings: TrainingSettings, out: Path, **options: bool) -> list[Event]:
    events: list[Event] = []
    train(dataset, settings, out, sink=events.append, device="cpu", **options)
    return events


def steps_of(events: list[Event]) -> list[tuple[str, int, dict[str, float]]]:
    return [(e.phase, e.step, dict(e.losses)) for e in events if isinstance(e, StepLosses)]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
            "out of memory",
        ),
        (MemoryError(), "out of memory"),
        (torch.OutOfMemoryError("CUDA out of memory. Tried to allocate"), "out of memory"),
        (
            RuntimeError("CUDA error: unspecified launch failure\nCUDA kernel errors"),
            "GPU does not answer any more",
        ),
        (RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"), "GPU does not answer any more"),
    ],
)
def test_a_lost_device_or_memory_loses_nothing(
    error: Exception,
    message: str,
    tiny: Dataset,
    settings: TrainingSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before: list[Event] = []
    original = Stepper.adversarial

    def broken(self: Stepper, *args: object, **options: object) -> object:
        if sum(isinstance(e, StepLosses) for e in before) == 3 + 4:
            raise error
        return original(self, *args, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Stepper, "adversarial", broken)
        with pytest.raises(TrainingError, match=rf"{message}.*--resume"):
            train(tiny, settings, tmp_path / "run", sink=before.append, device="cpu")
    assert isinstance(before[-1], Failed)
    state = run_state(tmp_path / "run")
    assert (state.kind, state.steps, state.resumable) == ("failed", 6, True)
    assert message in state.message
    after = run(tiny, settings, tmp_path / "run", resume=True)
    assert [step for _, step, _ in steps_of(after)] == [4, 5, 6]
    assert isinstance(after[-1], Done)


def test_other_errors_are_not_explained_away() -> None:
    assert explained(RuntimeError("shapes do not match")) is None
    assert explained(ValueError("CUDA error")) is None


@pytest.mark.parametrize("what", ["delete", "change"])
def test_a_validation_image_that_goes_away_under_way_is_told(
    what: str, tiny_root: Path, settings: TrainingSettings, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    shutil.copytree(tiny_root, root)
    dataset = recognise(root)
    lost: list[str] = []
    events: list[Event] = []

    def sink(event: Event) -> None:
        events.append(event)
        if isinstance(event, StepLosses) and event.phase == "adversarial" and not lost:
            text = (tmp_path / "run" / SNAPSHOT).read_text()
            rows = {row.path: row.split for row in Snapshot.from_json(text).rows}
            goods = dataset.select(split=Split.TRAIN, label=Label.GOOD)
            judged = [s.path for s in goods if rows[dataset.name_of(s.path)] is Split.VALIDATION]
            path = judged[0]
            lost.append(str(path))
            path.unlink() if what == "delete" else path.write_bytes(path.read_bytes() + b"x")

    changed = settings.model_copy(update={"validation": 0.4})
    assert train(dataset, changed, tmp_path / "run", sink=sink, device="cpu") is not None
    notices = [e.text for e in events if isinstance(e, Notice)]
    assert any(lost[0] in text and "calibrated without it" in text for text in notices)
    header = load_model(tmp_path / "run" / MODEL).header
    assert header.calibration is not None
    rows = [row for row in header.snapshot if row.split == "validation" and row.label == "good"]
    assert len(header.calibration.good_scores) == len(rows) - 1
    with pytest.raises(TrainingError, match="Missing" if what == "delete" else "Changed") as caught:
        train(recognise(root), changed, tmp_path / "run", device="cpu", resume=True)
    assert Path(lost[0]).name in caught.value.message


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[float]], None]:
    """Let validation find these AUROCs, one after the other; the last one from then on."""

    def set_to(aurocs: list[float]) -> None:
        left = list(aurocs)

        def judge(self: Validator, *networks: object) -> tuple[Figures, tuple[()]]:
            auroc = left.pop(0) if len(left) > 1 else left[0]
            return Figures(auroc, 1.0, 20.0, False, 0.5, auroc), ()

        monkeypatch.setattr(Validator, "judge", judge)

    return set_to


def test_patience_ends_a_run_that_gets_no_better(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, judged: Callable[[list[float]], None]
) -> None:
    changed = settings.model_copy(update={"epochs": 9, "patience": 2})
    judged([0.7, 0.8, 0.9, 0.85])
    events = run(tiny, changed, tmp_path / "run")
    texts = [e.text for e in events if isinstance(e, Validated)]
    assert texts[-2:] == [f"Best so far at epoch 2; no improvement for {n} of 2 epochs" for n in (1, 2)]
    assert len(texts) == 5
    assert any(isinstance(e, Notice) and "not improved for 2 epochs" in e.text for e in events)
    assert isinstance(events[-1], Done)
    assert (events[-1].stopped, events[-1].best_epoch) == (True, 2)
    assert run_state(tmp_path / "run").kind == "stopped"
    # Who resumes it wants more of it.
    again = run(tiny, changed, tmp_path / "run", resume=True)
    assert [e.epoch for e in again if isinstance(e, Validated)] == [5, 6]


def test_without_patience_it_goes_on(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, judged: Callable[[list[float]], None]
) -> None:
    judged([0.9, 0.5])
    events = run(tiny, settings.model_copy(update={"epochs": 4}), tmp_path / "run")
    assert [e.epoch for e in events if isinstance(e, Validated)] == [0, 1, 2, 3, 4]
    assert isinstance(events[-1], Done)
    assert not events[-1].stopped


def test_a_model_stays_whole_until_the_next_one_is(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tiny, settings, tmp_path / "run")
    path = tmp_path / "run" / MODEL
    before = path.read_bytes()

    def ended(*args: object) -> Calibration:
        assert path.read_bytes() == before
        raise RuntimeError("ended")

    monkeypatch.setattr("core.training.keeping.calibrate_model", ended)
    monkeypatch.setattr("core.training.keeping._standing", lambda *_: None)
    with pytest.raises(Exception, match="ended"):
        run(tiny, settings, tmp_path / "run", resume=True)
    assert path.read_bytes() == before


def test_cuts_that_somebody_chose_outlive_a_run_that_finds_nothing_better(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path
) -> None:
    run(tiny, settings, tmp_path / "run")
    path = tmp_path / "run" / MODEL
    fitted = load_model(path).header.calibration
    assert fitted is not None
    chosen = set_cuts(Cuts(ng=0.5, review=0.25), fitted.good_scores, fitted.defective_scores, noise_level=0.1)
    save_calibration(path, chosen)
    run(tiny, settings, tmp_path / "run", resume=True)
    assert load_model(path).header.calibration == chosen


def test_too_few_images_left_to_calibrate_with_leave_a_first_model_without_cuts(
    tiny: Dataset, settings: TrainingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_few(*args: object) -> Calibration:
        raise CalibrationError("too few", "add some")

    monkeypatch.setattr("core.training.keeping.calibrate_model", too_few)
    with pytest.raises(CalibrationError):
        run(tiny, settings, tmp_path / "run")
    assert load_model(tmp_path / "run" / MODEL).header.calibration is None


def test_images_without_a_label_are_no_part_of_a_run(
    tiny_root: Path, settings: TrainingSettings, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    shutil.copytree(tiny_root, root)
    labelled = recognise(root)
    picture = labelled.samples[0].path
    shutil.copy(picture, root / "later.png")
    other = Sample(root / "later.png", Label.UNLABELLED, Split.TRAIN)
    both = replace(labelled, samples=(*labelled.samples, other))
    assert steps_of(run(both, settings, tmp_path / "run")) == steps_of(
        run(labelled, settings, tmp_path / "one")
    )
    header = load_model(tmp_path / "run" / MODEL).header
    assert "later.png" not in {row.path for row in header.snapshot}
    # Nor does the run refuse to go on when it is taken away.
    run(labelled, settings, tmp_path / "run", resume=True)


def test_a_run_of_an_earlier_version_that_counted_them_goes_on(tiny: Dataset, tmp_path: Path) -> None:
    now = snapshot_of(with_splits(tiny, TrainingSettings()))
    before = Snapshot((*now.rows, replace(now.rows[0], path="later.png", label=Label.UNLABELLED)))
    stored = tmp_path / SNAPSHOT
    stored.write_text(before.to_json(), encoding="utf-8")
    assert is_same(now, before.hash, stored)
    assert not is_same(Snapshot(now.rows[1:]), before.hash, stored)
    stored.unlink()
    assert not is_same(now, before.hash, stored)
