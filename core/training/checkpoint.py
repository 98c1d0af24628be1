"""Everything a run needs to go on exactly where it was, as one safetensors file.

Random numbers need no entry of their own: every step derives its generator from the seed, its phase and its number.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from pydantic import ValidationError
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from core.errors import ModelFileError
from core.files import write_atomically
from core.inspection.model_file import CRITIC
from core.language import Later, later
from core.training.device import Execution
from core.training.networks import Networks
from core.training.settings import TrainingSettings

FORMAT = "isugan-checkpoint"
SCHEMA = 2


@dataclass
class Progress:
    """How far a run has come.

    Attributes:
        warm_up_step, step: finished steps of each phase.
        warm_up_judged: whether the warm-up's result was validated.
        best_epoch: the best validated epoch so far (0 = after the warm-up), -1 before the first.
        best_key: its figures, the larger the better, compared in order.
        best_figures: the same by name, for the model file.
        seconds: training time so far, validation included.
        epoch: of the last step, 0 in the warm-up.
        validations: the figures of every validated epoch, as `core.training.events.Validated` holds them.
        patience_from: the epoch from which the settings' patience counts, if not from the best one: that of an earlier
            stop out of impatience after which the run was resumed.
        masks: what the run is taught by, see `core.training.masks.masks_digest`; None in checkpoints of older versions.
    """

    warm_up_step: int = 0
    step: int = 0
    warm_up_judged: bool = False
    best_epoch: int = -1
    best_key: list[float] = field(default_factory=list)
    best_figures: dict[str, float | bool] = field(default_factory=dict)
    seconds: float = 0.0
    epoch: int = 0
    validations: list[dict[str, Any]] = field(default_factory=list)
    patience_from: int = 0
    masks: str | None = None


@dataclass
class TrainingState:
    """A run between two steps. `best` holds the best epoch's weights, on the CPU, see `best_of`."""

    settings: TrainingSettings
    execution: Execution
    snapshot_hash: str
    networks: Networks
    progress: Progress
    best: dict[str, Tensor]


def best_of(kept: dict[str, nn.Module]) -> dict[str, Tensor]:
    """Copies of the weights of `Networks.kept`, named as a model file names them."""
    prefixes = {"g_n2p": "", "d_p": CRITIC}
    return {
        prefixes[name] + key: value.detach().cpu().clone()
        for name, network in kept.items()
        for key, value in network.state_dict().items()
    }


def save_checkpoint(path: Path, state: TrainingState) -> None:
    """Write the state, atomically: a crash or a full disk leaves the previous checkpoint as it was.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    try:
        _write(path, state)
    except SafetensorError as error:
        raise disk_error(error) from error


def disk_error(error: SafetensorError) -> OSError:
    """What the system said, where the writer of safetensors has wrapped it into an error of its own."""
    number = re.search(r"os error (\d+)", str(error))
    return OSError(int(number[1]), os.strerror(int(number[1]))) if number else OSError(str(error))


def _write(path: Path, state: TrainingState) -> None:
    tensors: dict[str, Tensor] = {f"best.{name}": value for name, value in state.best.items()}
    for name, network in state.networks.all().items():
        tensors |= {f"{name}.{key}": value for key, value in network.state_dict().items()}
    groups = {}
    for name, optimiser in state.networks.optimisers().items():
        content = optimiser.state_dict()
        groups[name] = [
            {k: float(v) if k == "lr" else v for k, v in group.items() if k != "params"}
            for group in content["param_groups"]
        ]
        for index, entries in content["state"].items():
            tensors |= {f"{name}.{index}.{key}": value for key, value in entries.items()}
    for name, pool in (("pool_p", state.networks.pool_p), ("pool_n", state.networks.pool_n)):
        tensors |= {f"{name}.{index:04d}": image for index, image in enumerate(pool.images)}
    document = {
        "schema_version": SCHEMA,
        "settings": state.settings.model_dump(),
        "execution": asdict(state.execution),
        "snapshot_hash": state.snapshot_hash,
        "progress": asdict(state.progress),
        "groups": groups,
    }
    whole = {name: value.detach().cpu().contiguous() for name, value in tensors.items()}
    with write_atomically(path) as temporary:
        save_file(whole, temporary, metadata={"format": FORMAT, "run": json.dumps(document)})


def load_checkpoint(path: Path, device: torch.device) -> TrainingState:
    """Read a state back; its networks are on `device`, in the layout they had.

    Raises:
        ModelFileError: missing, damaged, foreign, or made by a newer version.
    """
    try:
        with safe_open(str(path), framework="pt", device="cpu") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a mapping
        if metadata.get("format") != FORMAT:
            raise _unusable(path, later("Training", "it is no checkpoint of this program"))
        document = json.loads(metadata["run"])
        if document["schema_version"] > SCHEMA:
            raise _unusable(path, later("Training", "it was made by a newer version of this program"))
        settings = TrainingSettings.model_validate(document["settings"])
        execution = Execution(**{**document["execution"], "device": device.type})
        networks = Networks(settings)
        networks.prepare(device, channels_last=execution.channels_last)
        _restore(networks, tensors, document["groups"])
        return TrainingState(
            settings=settings,
            execution=execution,
            snapshot_hash=document["snapshot_hash"],
            networks=networks,
            progress=Progress(**document["progress"]),
            best=_below(tensors, "best"),
        )
    except (
        SafetensorError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        RuntimeError,
        ValidationError,
    ) as error:
        raise _unusable(path, str(error)) from error


def _restore(networks: Networks, tensors: dict[str, Tensor], groups: dict[str, list[dict[str, Any]]]) -> None:
    for name, network in networks.all().items():
        network.load_state_dict(_below(tensors, name))
    for name, optimiser in networks.optimisers().items():
        entries: dict[int, dict[str, Tensor]] = {}
        for key, value in _below(tensors, name).items():
            index, _, what = key.partition(".")
            entries.setdefault(int(index), {})[what] = value
        content = optimiser.state_dict()
        for group, stored in zip(content["param_groups"], groups[name], strict=True):
            # The rate is set at every step; how it and the step are kept belongs to the device, not to the run.
            group.update({k: v for k, v in stored.items() if k not in ("lr", "capturable", "fused")})
            group["betas"] = tuple(group["betas"])
        optimiser.load_state_dict({"state": entries, "param_groups": content["param_groups"]})
    device = next(networks.g_n2p.parameters()).device
    for name, pool in (("pool_p", networks.pool_p), ("pool_n", networks.pool_n)):
        images = _below(tensors, name)
        pool.images = [images[key].to(device) for key in sorted(images)]


def _below(tensors: dict[str, Tensor], name: str) -> dict[str, Tensor]:
    """The entries under `name.`, without that prefix."""
    return {key[len(name) + 1 :]: value for key, value in tensors.items() if key.startswith(f"{name}.")}


def _unusable(path: Path, why: str | Later) -> ModelFileError:
    return ModelFileError(
        later("Training", "The run cannot be resumed from {path}: {why}.", path=path, why=why),
        later("Training", "Start it again without --resume, in another folder."),
        path,
    )
