"""`isugan train` under torchrun: two processes, one of which is killed, and the run gone on with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from click.testing import Result

from core.training.checkpoint import load_checkpoint
from core.training.device import pick_device

Run = Callable[..., Result]
TORCHRUN = (sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2")
SMALL = (
    *("--preset", "quick", "--base", "4", "--crop", "32", "--warm-up-batch", "2", "--device", "cpu"),
    *(
        "--epochs",
        "4",
        "--set",
        "steps_per_epoch=10",
        "--set",
        "network.blocks=1",
        "--set",
        "warm_up_crop=32",
    ),
    *("--set", "warm_up_steps=2", "--set", "precision=fp32", "--validation", "0.4"),
)


def events(out: Path) -> list[dict[str, object]]:
    log = out / "log.jsonl"
    return [json.loads(line) for line in log.read_bytes().splitlines()] if log.exists() else []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="torch for Windows comes without what torchrun needs")
def test_one_of_two_is_killed_and_the_run_goes_on(
    dataset: Path, tmp_path: Path, isugan: Run, project_root: Path
) -> None:
    out = tmp_path / "run"
    command = [*TORCHRUN, "-m", "app.cli.main", "train", str(dataset / "Class1"), "--out", str(out), *SMALL]
    environment = {**os.environ, "PYTHONPATH": str(project_root)}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        while process.poll() is None and not any(
            e["event"] == "Validated" and e["epoch"] for e in events(out)
        ):
            time.sleep(0.02)
        assert process.poll() is None, process.communicate()
        (second,) = (
            child
            for child in psutil.Process(process.pid).children(recursive=True)
            if child.environ().get("RANK") == "1"
        )
        second.kill()
        said, _ = process.communicate()
    assert process.returncode != 0
    assert "SIGKILL" in said
    assert not (out / "model.safetensors").exists()
    state = load_checkpoint(out / "checkpoint.safetensors", pick_device("cpu"))
    assert state.execution.ranks == 2
    before = state.progress.step
    assert before % 5 == 0

    alone = isugan("train", dataset / "Class1", "--out", out, "--resume", "--device", "cpu")
    assert "begun with 2 processes, not with 1" in alone.stderr
    done = subprocess.run([*command, "--resume"], env=environment, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0
    # The first alone tells how it ended.
    assert done.stdout.count("model.safetensors") == 2
    assert events(out)[-1]["event"] == "Done"
    started = [e for e in events(out) if e["event"] == "PhaseStarted" and e["phase"] == "adversarial"]
    # Four epochs of ten steps, shared by two; the second time from the checkpoint on.
    assert [(e["steps"], e["done"]) for e in started] == [(20, 0), (20, before)]
