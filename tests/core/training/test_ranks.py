"""Several processes share a run, under torchrun as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from core.training.ranks import ALONE, Ranks, ranks_here
from tests.core.training.share_steps import STEPS, content, together
from tests.tiny import tiny_settings

TORCHRUN = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2")
linux = pytest.mark.skipif(
    sys.platform == "win32", reason="torch for Windows comes without what torchrun needs"
)


def test_batches_are_shared_out_and_numbered() -> None:
    settings = tiny_settings(warm_up_batch=3, critic_batch=0, warm_up_steps=5)
    assert ALONE.share(settings) is settings
    shared = Ranks(1, 2).share(settings)
    assert (shared.warm_up_batch, shared.critic_batch, shared.warm_up_steps) == (2, 0, 10)
    numbers = [Ranks(rank, 3).number(step) for step in range(4) for rank in range(3)]
    assert numbers == list(range(12))
    assert [Ranks(0, size).steps(9) for size in (1, 2, 4)] == [9, 5, 3]


@pytest.mark.parametrize(
    ("listed", "own"), [(None, "1"), ("4,6", "6"), ("GPU-a,GPU-b,GPU-c", "GPU-b"), ("4", ""), ("", "")]
)
def test_each_process_sees_its_own_gpu_only(listed: str | None, own: str) -> None:
    environment = {} if listed is None else {"CUDA_VISIBLE_DEVICES": listed}
    Ranks(5, 8, 1).take_gpu(environment)
    assert environment == {"CUDA_VISIBLE_DEVICES": own}


def test_without_torchrun_a_run_is_alone() -> None:
    environment = {"RANK": "1", "WORLD_SIZE": "2", "LOCAL_RANK": "1"}
    assert ranks_here(environment) is ALONE
    assert ranks_here({**environment, "TORCHELASTIC_RUN_ID": "x"}) == Ranks(1, 2, 1)


@linux
@pytest.mark.slow
def test_two_processes_stay_the_same_and_learn_from_both_batches(tiny_root: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    script = Path(__file__).with_name("share_steps.py")
    done = subprocess.run(
        [sys.executable, *TORCHRUN, str(script), str(tiny_root), str(tmp_path)],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    for case in ("plain", "taught"):
        for step in range(STEPS):
            first, second = (load_file(tmp_path / f"{case}-{step}-{rank}.safetensors") for rank in range(2))
            assert first.keys() == second.keys()
            assert [name for name, value in first.items() if not torch.equal(value, second[name])] == []
    shared = load_file(tmp_path / "plain-0-0.safetensors")
    # One batch of both processes' pictures gives these gradients; that of one process alone does not.
    assert distance(shared, content(together(tiny_root, 2))) < 1e-4
    assert distance(shared, content(together(tiny_root, 1))) > 0.1


def distance(found: dict[str, Tensor], expected: dict[str, Tensor]) -> float:
    """Between the gradients of two steps, relative."""
    names = [name for name in expected if name.startswith("gradients.")]
    assert names
    assert set(names) <= found.keys()
    one, other = (torch.cat([side[name].flatten() for name in names]) for side in (found, expected))
    return float((one - other).norm() / other.norm())
