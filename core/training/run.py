"""A whole run: from a dataset to a calibrated model file in a folder."""

from __future__ import annotations

import math
from contextlib import closing, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from core.datasets.dataset import Dataset
from core.datasets.snapshot import Snapshot
from core.errors import IsuganError, TrainingError
from core.files import write_atomically
from core.language import english, later, later_n
from core.training.checkpoint import Progress, TrainingState, load_checkpoint, save_checkpoint
from core.training.control import Control, Request
from core.training.data import TrainingData
from core.training.device import choose_execution
from core.training.disk_hold import DiskHold
from core.training.events import (
    Cancelled,
    CheckpointSaved,
    Done,
    Emit,
    Event,
    Failed,
    Loaded,
    Notice,
    Phase,
    Preview,
)
from core.training.failures import UnexpectedError, explained, unexpected
from core.training.folder import (
    CHECKPOINT,
    FILES,
    LOG,
    MODEL,
    SETTINGS,
    SNAPSHOT,
    RunLock,
    remove_leftovers,
    remove_lock,
    remove_run,
)
from core.training.group import Group, device_of
from core.training.keeping import keep_model
from core.training.log import JsonLines
from core.training.loop import Loop
from core.training.masks import check_same_masks, masks_digest
from core.training.networks import Networks
from core.training.pictures import pictures_of, snapshot_of, with_splits
from core.training.probes import write_probes
from core.training.ranks import ALONE, Ranks
from core.training.same_images import check_same
from core.training.settings import TrainingSettings
from core.training.source import Source, read_settings, write_settings, write_source

__all__ = ["CHECKPOINT", "FILES", "LOG", "MODEL", "SETTINGS", "SNAPSHOT", "train"]

MOST_PROBED_EPOCHS = 200
"""Of a longer run not every epoch's probe images are kept on disk."""


def train(
    dataset: Dataset,
    settings: TrainingSettings,
    out: Path,
    *,
    sink: Emit = lambda event: None,
    control: Control | None = None,
    resume: bool = False,
    device: str = "auto",
    source: Source | None = None,
    ranks: Ranks = ALONE,
) -> Path | None:
    """Train, calibrate and leave `out/model.safetensors`.

    Images without a validation split get one from the training split, by seed; test images are never looked at.
    While a file of the run cannot be written, the run waits and tells `Paused`.

    Args:
        dataset: labelled images.
        settings: see `core.training.settings.preset`.
        out: the run's folder: model, checkpoint, log (JSON lines), settings, where its images come from, the snapshot
            of what it saw, and small probe images of every epoch.
        sink: hears every event, the last one `Done`, `Cancelled` or `Failed`; none of them of a run that was left.
        control: pause, stop and keep, leave, cancel.
        resume: go on from `out`'s checkpoint, with its settings and on the same images; from the beginning where the
            run ended before its first checkpoint.
        device: `auto`, `cuda`, `mps` or `cpu`.
        source: what was opened for `dataset`, to be noted in `out`; None: the folder `dataset.root`.
        ranks: where several processes share the run, of the one that leads; the others
            `core.training.following.follow`.

    Returns:
        The model file, or None if the run was cancelled or left.

    Raises:
        TrainingError: the run cannot start or go on; what was trained is in the checkpoint.
        IsuganError: as `TrainingError`, for a folder, device or checkpoint that cannot be used.
    """
    out = Path(out)
    source = source or Source.of(dataset.root, layout=dataset.layout)
    try:
        return _Run(dataset, settings, out, sink, control or Control(), resume, device, source, ranks).go()
    except OSError as error:
        failure = _as_failure(error, out)
        sink(Failed(*failure.texts))
        raise failure from error
    except IsuganError as error:
        sink(Failed(*error.texts))
        raise


def _as_failure(error: Exception, out: Path) -> IsuganError:
    """What ended a run, in plain words."""
    if isinstance(error, IsuganError):
        return error
    if isinstance(error, OSError):
        return TrainingError(
            later(
                "Training",
                "The run's files in {out} cannot be written: {error}.",
                out=out,
                error=error.strerror or error,
            ),
            later("Training", "Make room on the disk, then go on with --resume.")
            if (out / CHECKPOINT).exists()
            else later("Training", "Make room on the disk, or choose another folder."),
            out,
        )
    return explained(error) or unexpected(error)


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
        source: Source,
        ranks: Ranks,
    ) -> None:
        self.dataset, self.settings, self.out, self.source = dataset, settings, out, source
        self.control, self.resume = control, resume
        self.ranks = ranks
        self.device = device_of(ranks, device)
        self.disk = DiskHold(control, self.emit)
        self._sink = sink
        self._probes_told = False

    def go(self) -> Path | None:
        """Run to the end; see `train`."""
        self._check_folder()
        self.out.mkdir(parents=True, exist_ok=True)
        lock = RunLock(self.out)
        lock.take()
        try:
            # Once more: another run may have ended here while this one waited for the lock.
            self._check_folder()
            model = self._locked()
        finally:
            lock.release()
        if model is None:
            remove_lock(self.out)
        return model

    def _check_folder(self) -> None:
        if self.resume and not any((self.out / name).exists() for name in (CHECKPOINT, SETTINGS)):
            raise TrainingError(
                later("Training", "There is no checkpoint in {out}.", out=self.out),
                later("Training", "Start the run without --resume."),
                self.out,
            )
        if not self.resume and any((self.out / name).exists() for name in (CHECKPOINT, MODEL)):
            raise TrainingError(
                later("Training", "{out} already holds a run.", out=self.out),
                later("Training", "Go on with --resume, or choose another folder."),
                self.out,
            )

    def _locked(self) -> Path | None:
        remove_leftovers(self.out)
        state = self._stored() if self.resume else None
        self.log = JsonLines(self.out / LOG, append=self.resume)
        try:
            return self._logged(state)
        except Exception as error:
            failure = _as_failure(error, self.out)
            self.log(Failed(*failure.texts))
            if failure is error or isinstance(failure, UnexpectedError):
                raise
            raise failure from error
        finally:
            self.log.close()

    def _stored(self) -> TrainingState | None:
        if (self.out / CHECKPOINT).exists():
            state = load_checkpoint(self.out / CHECKPOINT, self.device)
            self._check_ranks(state)
            self.settings = state.settings
            return state
        self.settings = read_settings(self.out)
        return None

    def _check_ranks(self, state: TrainingState) -> None:
        """Steps of another number of processes are other steps."""
        before = state.execution.ranks
        if before != self.ranks.size:
            together = later(
                "Training", "Go on under torchrun with {before} processes in all.", before=before
            )
            raise TrainingError(
                later_n(
                    "Training",
                    before,
                    "The run in {out} was begun with one process, not with {now}.",
                    "The run in {out} was begun with {n} processes, not with {now}.",
                    out=self.out,
                    now=self.ranks.size,
                ),
                together if before > 1 else later("Training", "Go on without torchrun."),
                self.out,
            )

    def emit(self, event: Event) -> None:
        """To disk first, then to whoever listens."""
        self.log(event)
        if isinstance(event, Preview):
            self._write_probes(event)
        self._sink(event)

    def _write_probes(self, event: Preview) -> None:
        every = max(1, math.ceil(self.settings.epochs / MOST_PROBED_EPOCHS))
        if event.epoch % every:
            return
        try:
            write_probes(self.out, event)
        except OSError as error:
            if not self._probes_told:
                self._probes_told = True
                self.emit(Notice(f"The probe images cannot be kept: {error.strerror or error}."))

    def _logged(self, state: TrainingState | None) -> Path | None:
        s = self.settings
        self.dataset = with_splits(self.dataset, s)
        snapshot = snapshot_of(self.dataset)
        if state is not None:
            check_same(self.dataset, snapshot, state.snapshot_hash, self.out / SNAPSHOT, self.out)
        data = pictures_of(self.dataset, s)
        masks = masks_digest(data.defective)
        if state is not None:
            check_same_masks(masks, state.progress.masks, self.out)
        self._tell(data)
        write_source(self.out, self.source)
        write_settings(self.out, s)
        if state is None or state.snapshot_hash == snapshot.hash:
            with write_atomically(self.out / SNAPSHOT) as temporary:
                temporary.write_text(snapshot.to_json(), encoding="utf-8")
        self.emit(Loaded(len(data.good), len(data.defective), data.masks, len(data.validation)))
        if state is None:
            state = self._begin(snapshot)
        state.progress.masks = masks
        group = Group(self.ranks, self.device) if self.ranks.size > 1 else None
        with nullcontext() if group is None else closing(group):
            loop = Loop(data, state, self.emit, self.control, partial(self._save, state), group)
            if not self.resume or not (self.out / CHECKPOINT).exists():
                # Whatever happens from here on, the run can be resumed.
                loop.save_now()
            if group is not None:
                self._join(group, state)
            return self._train(loop, snapshot, data)

    def _join(self, group: Group, state: TrainingState) -> None:
        """The other processes begin with the checkpoint that is written now."""
        group.meet()
        group.join(state.networks)
        self.emit(
            Notice(
                f"{self.ranks.size} processes share each step, every one with pictures of its own; the losses that are "
                "told are those of this one. Steps are not recorded as CUDA graphs."
            )
        )

    def _train(self, loop: Loop, snapshot: Snapshot, data: TrainingData) -> Path | None:
        state = loop.state
        request = loop.run()
        if request is Request.LEAVE:
            loop.save_now()
            return None
        if request is Request.STOP_AND_KEEP:
            loop.save_now()
        model = self.out / MODEL

        told: set[str] = set()

        def tell(text: str) -> None:
            if text not in told:
                told.add(text)
                self.emit(Notice(text))

        def keep() -> None:
            keep_model(model, state, self.dataset, snapshot, data.validation, tell)

        if request is Request.CANCEL or self.disk.write("model", keep, give_up=False) is Request.CANCEL:
            self._discard()
            return None
        if loop.impatient:
            state.progress.patience_from = state.progress.epoch
            loop.save_now()
            request = Request.STOP_AND_KEEP
        stopped = request is Request.STOP_AND_KEEP
        self.emit(Done(model, state.progress.best_epoch, stopped, state.progress.seconds))
        return model

    def _save(self, state: TrainingState, phase: Phase) -> None:
        path = self.out / CHECKPOINT
        written = []

        def save() -> None:
            save_checkpoint(path, state)
            written.append(path)

        self.disk.write("checkpoint", save, give_up=True)
        if written:
            step = state.progress.warm_up_step if phase == "warm-up" else state.progress.step
            self.emit(CheckpointSaved(path, phase, step))

    def _tell(self, data: TrainingData) -> None:
        for text in data.unreadable:
            self.emit(Notice(f"Left out: {english(text)}"))
        counts = f"{len(data.good)} good and {len(data.defective)} defective pictures to train on"
        masks = f" ({data.masks} of these with a mask)" if data.masks else ""
        self.emit(Notice(f"{counts}{masks}, {len(data.validation)} to validate on."))
        s = self.settings
        if not data.defective and s.epochs and s.needs_defects:
            if s.network.segments:
                raise TrainingError(
                    later(
                        "Training",
                        "There is no defective training picture with a mask in {folder}.",
                        folder=self.dataset.root,
                    ),
                    later(
                        "Training",
                        "The network {kind} is taught by masks; use --network isu-gan, which needs none.",
                        kind=s.network.kind,
                    ),
                )
            if not s.warm_up_steps:
                raise TrainingError(
                    later(
                        "Training",
                        "There is no defective training picture in {folder}.",
                        folder=self.dataset.root,
                    ),
                    later(
                        "Training",
                        "The paper's method learns from good and defective ones; use --preset standard, whose warm-up "
                        "needs good ones only.",
                    ),
                )
            self.emit(
                Notice("No defective pictures: the warm-up alone is run, without the adversarial epochs.")
            )

    def _begin(self, snapshot: Snapshot) -> TrainingState:
        networks = Networks(self.settings)
        networks.g_n2p.to(self.device)
        execution = choose_execution(self.settings, self.device, networks.g_n2p)
        execution = replace(execution, ranks=self.ranks.size)
        networks.prepare(self.device, channels_last=execution.channels_last)
        self.emit(Notice(execution.reason))
        return TrainingState(self.settings, execution, snapshot.hash, networks, Progress(), {})

    def _discard(self) -> None:
        self.emit(Cancelled())
        self.log.close()
        with suppress(OSError):
            remove_run(self.out)
