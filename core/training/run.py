"""A whole run: from a dataset to a calibrated model file in a folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.snapshot import Snapshot, take_snapshot
from core.datasets.splits import assign_splits
from core.errors import IsuganError, TrainingError
from core.files import write_atomically
from core.inspection.calibrate import calibrate_model
from core.inspection.header import Header, SnapshotRow
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model, save_calibration, save_model
from core.inspection.policy import Policy
from core.training.checkpoint import Progress, RunState, load_checkpoint, save_checkpoint
from core.training.control import Control, Request
from core.training.data import LabelledPicture, TrainingData, load_data
from core.training.device import choose_execution, pick_device
from core.training.events import Cancelled, CheckpointSaved, Done, Emit, Event, Failed, Notice, Phase
from core.training.log import JsonLines
from core.training.loop import Loop
from core.training.networks import Networks
from core.training.settings import TrainingSettings

MODEL = "model.safetensors"
CHECKPOINT = "checkpoint.safetensors"
LOG = "log.jsonl"
SETTINGS = "settings.json"
FILES = (CHECKPOINT, LOG, SETTINGS, MODEL)


def train(
    dataset: Dataset,
    settings: TrainingSettings,
    out: Path,
    *,
    sink: Emit = lambda event: None,
    control: Control | None = None,
    resume: bool = False,
    device: str = "auto",
) -> Path | None:
    """Train, calibrate and leave `out/model.safetensors`.

    Images without a validation split get one from the training split, by seed; test images are never looked at.

    Args:
        dataset: labelled images.
        settings: see `core.training.settings.preset`.
        out: the run's folder: model, checkpoint, log (JSON lines) and settings.
        sink: hears every event, the last one `Done`, `Cancelled` or `Failed`.
        control: pause, stop and keep, cancel.
        resume: go on from `out`'s checkpoint, with its settings and on the same images.
        device: `auto`, `cuda`, `mps` or `cpu`.

    Returns:
        The model file, or None if the run was cancelled.

    Raises:
        TrainingError: the run cannot start or go on; what was trained is in the checkpoint.
        IsuganError: as `TrainingError`, for a folder, device or checkpoint that cannot be used.
    """
    try:
        return _Run(dataset, settings, Path(out), sink, control or Control(), resume, device).go()
    except OSError as error:
        failure = TrainingError(
            f"The run's files in {out} cannot be written: {error.strerror or error}.",
            "Make room on the disk or choose another folder, then go on with --resume.",
            Path(out),
        )
        sink(Failed(failure.message, failure.way_out))
        raise failure from error
    except IsuganError as error:
        sink(Failed(error.message, error.way_out))
        raise


class _Run:
    def __init__(
        self,
        dataset: Dataset,
        settings: TrainingSettings,
        out: Path,
        sink: Emit,
        control: Control,
        resume: bool,
        device: str,
    ) -> None:
        self.out, self.control, self.resume = out, control, resume
        self.device = pick_device(device)
        self._check_folder()
        if resume:
            self.state: RunState | None = load_checkpoint(out / CHECKPOINT, self.device)
            settings = self.state.settings
        else:
            self.state = None
        self.settings = settings
        self.dataset = assign_splits(
            dataset, seed=settings.seed, validation=settings.validation, test=settings.test
        )
        out.mkdir(parents=True, exist_ok=True)
        self.log = JsonLines(out / LOG, append=resume)
        self._sink = sink

    def _check_folder(self) -> None:
        if self.resume and not (self.out / CHECKPOINT).exists():
            raise TrainingError(
                f"There is no checkpoint in {self.out}.", "Start the run without --resume.", self.out
            )
        if not self.resume and any((self.out / name).exists() for name in (CHECKPOINT, MODEL)):
            raise TrainingError(
                f"{self.out} already holds a run.", "Go on with --resume, or choose another folder.", self.out
            )

    def emit(self, event: Event) -> None:
        """To the log first, then to whoever listens."""
        self.log(event)
        self._sink(event)

    def go(self) -> Path | None:
        """Run to the end; see `train`."""
        try:
            return self._go()
        except IsuganError as error:
            self.log(Failed(error.message, error.way_out))
            raise
        finally:
            self.log.close()

    def _go(self) -> Path | None:
        samples = self._used_samples()
        snapshot = take_snapshot(Dataset(self.dataset.root, self.dataset.layout, samples, ()))
        data = load_data(self.dataset, self.settings.preprocess)
        self._tell(data)
        state = self.state or self._begin(snapshot)
        if state.snapshot_hash != snapshot.hash:
            raise TrainingError(
                f"The images in {self.dataset.root}, or their areas, are not those that the run in {self.out} "
                "began with.",
                "Bring them back as they were, or start a new run.",
                self.dataset.root,
            )
        with write_atomically(self.out / SETTINGS) as temporary:
            temporary.write_text(json.dumps(self.settings.model_dump(), indent=2), encoding="utf-8")

        def save(phase: Phase) -> None:
            save_checkpoint(self.out / CHECKPOINT, state)
            step = state.progress.warm_up_step if phase == "warm-up" else state.progress.step
            self.emit(CheckpointSaved(self.out / CHECKPOINT, phase, step))

        loop = Loop(data, state, self.emit, self.control, save)
        request = loop.run()
        if request is Request.CANCEL:
            self._discard()
            return None
        if request is Request.STOP_AND_KEEP:
            save("adversarial" if state.progress.step else "warm-up")
        model = self._keep(state, snapshot, data)
        stopped = request is Request.STOP_AND_KEEP
        self.emit(Done(model, state.progress.best_epoch, stopped, state.progress.seconds))
        return model

    def _used_samples(self) -> tuple[Sample, ...]:
        return tuple(s for s in self.dataset.samples if s.split in (Split.TRAIN, Split.VALIDATION))

    def _tell(self, data: TrainingData) -> None:
        for text in data.unreadable:
            self.emit(Notice(f"Left out: {text}"))
        counts = f"{len(data.good)} good and {len(data.defective)} defective pictures to train on, "
        self.emit(Notice(counts + f"{len(data.validation)} to validate on."))
        if not data.defective and self.settings.epochs:
            if not self.settings.warm_up_steps:
                raise TrainingError(
                    f"There is no defective training picture in {self.dataset.root}.",
                    "The paper's method learns from good and defective ones; use --preset standard, whose warm-up "
                    "needs good ones only.",
                )
            self.emit(
                Notice("No defective pictures: the warm-up alone is run, without the adversarial epochs.")
            )

    def _begin(self, snapshot: Snapshot) -> RunState:
        networks = Networks(self.settings)
        networks.g_n2p.to(self.device)
        execution = choose_execution(self.settings, self.device, networks.g_n2p)
        networks.prepare(self.device, channels_last=execution.channels_last)
        self.emit(Notice(execution.reason))
        return RunState(self.settings, execution, snapshot.hash, networks, Progress(), {})

    def _discard(self) -> None:
        self.emit(Cancelled())
        self.log.close()
        for name in FILES:
            (self.out / name).unlink(missing_ok=True)

    def _keep(self, state: RunState, snapshot: Snapshot, data: TrainingData) -> Path:
        """Write the best epoch's model, then calibrate what was written."""
        from core.nets.generator import Generator

        path = self.out / MODEL
        generator = Generator(self.settings.network)
        generator.load_state_dict(state.best)
        rows = tuple(
            SnapshotRow(path=r.path, sha256=r.sha256, label=str(r.label), split=str(r.split))
            for r in snapshot.rows
        )
        header = Header(
            name=self.out.resolve().name,
            created=datetime.now().astimezone().isoformat(timespec="seconds"),
            network=self.settings.network,
            preprocess=self.settings.preprocess,
            score_window=self.settings.score_window,
            areas=self.dataset.areas,
            training={
                "settings": self.settings.model_dump(),
                "execution": asdict(state.execution),
                "epoch": state.progress.best_epoch,
                "steps": {"warm_up": state.progress.warm_up_step, "adversarial": state.progress.step},
                "seconds": round(state.progress.seconds, 1),
            },
            figures=dict(state.progress.best_figures),
            snapshot_hash=snapshot.hash,
            snapshot=rows,
        )
        save_model(path, generator, header)
        samples = self.dataset.select(split=Split.VALIDATION)
        save_calibration(
            path,
            calibrate_model(Inspector(load_model(path), self.device.type), samples, _policy(data.validation)),
        )
        return path


def _policy(pictures: Sequence[LabelledPicture]) -> Policy:
    """Best F1 where the validation split shows at least two defects, else from good images alone."""
    defective = sum(picture.label is Label.DEFECTIVE for picture in pictures)
    return Policy("best-f1" if defective >= 2 else "good-only")
