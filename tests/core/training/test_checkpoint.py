"""Checkpoints hold everything, and bad ones are named."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.errors import ModelFileError
from core.training.checkpoint import Progress, TrainingState, load_checkpoint, save_checkpoint
from core.training.device import Execution
from core.training.networks import Networks
from core.training.settings import TrainingSettings

CPU = torch.device("cpu")


@pytest.fixture
def state(settings: TrainingSettings) -> TrainingState:
    """Networks after one step of every optimiser, with pictures in the buffers."""
    networks = Networks(settings)
    networks.prepare(CPU, channels_last=False)
    for optimiser in networks.optimisers().values():
        for group in optimiser.param_groups:
            for parameter in group["params"]:
                parameter.grad = torch.full_like(parameter, 0.1)
        optimiser.step()
    networks.pool_p.images = [torch.rand(1, 1, 32, 32) for _ in range(2)]
    progress = Progress(3, 5, True, 1, [0.9, 2.5], {"auroc": 0.9}, 12.5)
    best = {k: v.clone() for k, v in networks.g_n2p.state_dict().items()}
    return TrainingState(settings, Execution("cpu", False, False, "because"), "abc", networks, progress, best)


def test_round_trip_is_exact(state: TrainingState, tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "c.safetensors", state)
    again = load_checkpoint(tmp_path / "c.safetensors", CPU)
    assert (again.settings, again.execution, again.snapshot_hash, again.progress) == (
        state.settings,
        state.execution,
        state.snapshot_hash,
        state.progress,
    )
    for name, network in state.networks.all().items():
        other = again.networks.all()[name].state_dict()
        assert all(torch.equal(value, other[key]) for key, value in network.state_dict().items())
    for name, optimiser in state.networks.optimisers().items():
        one, two = optimiser.state_dict(), again.networks.optimisers()[name].state_dict()
        assert one["param_groups"] == two["param_groups"]
        for index, entries in one["state"].items():
            assert all(torch.equal(value, two["state"][index][key]) for key, value in entries.items())
    pairs = zip(state.networks.pool_p.images, again.networks.pool_p.images, strict=True)
    assert all(torch.equal(a, b) for a, b in pairs)
    assert again.networks.pool_n.images == []
    assert all(torch.equal(state.best[k], v) for k, v in again.best.items())


def test_bad_checkpoints(state: TrainingState, tmp_path: Path) -> None:
    path = tmp_path / "c.safetensors"
    save_checkpoint(path, state)
    whole = path.read_bytes()
    for cut in (0, 8, 3000, len(whole) // 2):
        path.write_bytes(whole[:cut])
        with pytest.raises(ModelFileError, match=r"cannot be resumed"):
            load_checkpoint(path, CPU)
    save_file({"a": torch.zeros(1)}, path)
    with pytest.raises(ModelFileError, match="no checkpoint of this program"):
        load_checkpoint(path, CPU)
    with pytest.raises(ModelFileError):
        load_checkpoint(tmp_path / "missing.safetensors", CPU)
