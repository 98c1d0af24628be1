"""What a run leaves: the best epoch's model file, calibrated on the validation images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.snapshot import Snapshot, hash_file
from core.errors import CalibrationError, ModelFileError
from core.files import write_atomically
from core.inspection.calibrate import calibrate_model
from core.inspection.calibration import Calibration
from core.inspection.gate import Gate
from core.inspection.header import Header, SnapshotRow
from core.inspection.inspector import Inspector
from core.inspection.model_file import CRITIC, Model, load_model, rewrite_header, save_model
from core.inspection.policy import Policy
from core.nets.build import repair_network
from core.nets.critic import Critic
from core.training.checkpoint import TrainingState, disk_error
from core.training.data import LabelledPicture

SCORING = ("network", "preprocess", "score_window", "critic_weight", "gate", "areas")
"""Fields of a header that scores depend on, beside the weights."""


def keep_model(
    path: Path,
    state: TrainingState,
    dataset: Dataset,
    snapshot: Snapshot,
    pictures: Sequence[LabelledPicture],
    tell: Callable[[str], None],
) -> None:
    """Write the best epoch's G_n2p, calibrated on what a reader loads of it.

    A model that is there stays until the new one is whole. Where both give the same scores its calibration is kept:
    after a run that went on and found nothing better, it may hold cuts that somebody chose.

    Args:
        path: of the model file; the folder's name becomes the model's.
        dataset: with its splits; of its validation images those that are still as in `snapshot` are inspected.
        pictures: the validation pictures that the run could use.
        tell: hears a sentence on every validation image that is no longer as it was.

    Raises:
        OSError: the file cannot be written.
        CalibrationError: too few of the validation images are left; a model that was there is as it was, else the new
            one is there without cuts.
    """
    failed = None
    try:
        with write_atomically(path) as temporary:
            _write_model(temporary, path.parent.resolve().name, state, dataset, snapshot)
            model = load_model(temporary)
            calibration = _standing(path, model)
            if calibration is None:
                samples = _unchanged(dataset, snapshot, tell)
                inspector = Inspector(model, state.execution.device)
                try:
                    calibration = calibrate_model(inspector, samples, _policy(samples, pictures))
                except CalibrationError as error:
                    if path.exists():
                        raise
                    failed = error
            rewrite_header(model, calibration=calibration)
    except SafetensorError as error:
        raise disk_error(error) from error
    if failed is not None:
        raise failed


def _standing(path: Path, model: Model) -> Calibration | None:
    """The calibration of the model that is at `path`, if `model` gives the same scores."""
    try:
        before = load_model(path)
    except ModelFileError:
        return None
    same = (
        all(getattr(before.header, field) == getattr(model.header, field) for field in SCORING)
        and before.weights.keys() == model.weights.keys()
        and all(torch.equal(value, before.weights[name]) for name, value in model.weights.items())
    )
    return before.header.calibration if same else None


def _write_model(path: Path, name: str, state: TrainingState, dataset: Dataset, snapshot: Snapshot) -> None:
    settings, progress = state.settings, state.progress
    generator = repair_network(settings.network)
    generator.load_state_dict({n: v for n, v in state.best.items() if not n.startswith(CRITIC)})
    critic = None
    if settings.network.criticises:
        critic = Critic(settings.network)
        critic.load_state_dict(
            {n.removeprefix(CRITIC): v for n, v in state.best.items() if n.startswith(CRITIC)}
        )
    rows = tuple(
        SnapshotRow(path=r.path, sha256=r.sha256, label=str(r.label), split=str(r.split))
        for r in snapshot.rows
    )
    header = Header(
        name=name,
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        network=settings.network,
        preprocess=settings.preprocess,
        score_window=settings.score_window,
        critic_weight=progress.best_figures.get("critic_weight", 0),
        gate=_gate(progress.best_figures),
        areas=dataset.areas,
        training={
            "settings": settings.model_dump(),
            "execution": asdict(state.execution),
            "epoch": progress.best_epoch,
            "steps": {"warm_up": progress.warm_up_step, "adversarial": progress.step},
            "seconds": round(progress.seconds, 1),
        },
        figures=dict(progress.best_figures),
        snapshot_hash=snapshot.hash,
        snapshot=rows,
    )
    save_model(path, generator, header, critic)


def _gate(figures: dict[str, Any]) -> Gate | None:
    if "gate_start" not in figures:
        return None
    return Gate(figures["gate_start"], figures["gate_full"], figures.get("gate_reach", 0))


def _unchanged(dataset: Dataset, snapshot: Snapshot, tell: Callable[[str], None]) -> list[Sample]:
    """The validation images; one that was deleted or changed while the run went on would calibrate by other pixels."""
    known = {row.path: row.sha256 for row in snapshot.rows}
    kept = []
    for sample in dataset.select(split=Split.VALIDATION):
        try:
            same = hash_file(sample.path) == known[dataset.name_of(sample.path)]
        except OSError:
            tell(f"{sample.path} is no longer there: the model was calibrated without it.")
            continue
        if same:
            kept.append(sample)
        else:
            tell(f"{sample.path} was changed while the run went on: the model was calibrated without it.")
    return kept


def _policy(samples: Sequence[Sample], pictures: Sequence[LabelledPicture]) -> Policy:
    """Best F1 where the validation split shows at least two defects, else from good images alone."""
    there = {sample.path for sample in samples}
    defective = sum(p.label is Label.DEFECTIVE and p.path in there for p in pictures)
    return Policy("best-f1" if defective >= 2 else "good-only")
