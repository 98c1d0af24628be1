"""Killed at random moments and resumed each time, a run does exactly what it would have done."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from core.inspection.model_file import load_model
from core.training.folder import LOG, MODEL
from core.training.log import read_log
from core.training.state import run_state

KILLS = 20


def trained(project_root: Path, dataset: Path, out: Path, kills: int) -> tuple[list[int], list[list[str]]]:
    """The children's exit codes, and all losses that they told: phase, step, values."""
    script = Path(__file__).with_name("kill_runs.py")
    words = [sys.executable, str(script), str(dataset), str(out), str(kills)]
    environment = {"PYTHONPATH": str(project_root), "OMP_NUM_THREADS": "1", "PATH": ""}
    done = subprocess.run(words, cwd=project_root, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    told = Path(f"{out}.losses").read_text().splitlines()
    return [int(line) for line in done.stdout.split()], [line.split(" ", 2) for line in told]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killed_twenty_times_the_losses_are_those_of_an_uninterrupted_run(
    project_root: Path, tiny_root: Path, tmp_path: Path
) -> None:
    codes, lines = trained(project_root, tiny_root, tmp_path / "whole", 0)
    assert codes == [0]
    whole = {(phase, step): values for phase, step, values in lines}
    assert len(whole) == len(lines) == 6 + 12 * 4
    codes, lines = trained(project_root, tiny_root, tmp_path / "killed", KILLS)
    assert codes == [-9] * KILLS + [0]
    assert len(lines) > len(whole)  # some steps were made more than once, ...
    assert all(
        values == whole[phase, step] for phase, step, values in lines
    )  # ... always with the same losses,
    assert {(phase, step) for phase, step, _ in lines} == set(whole)  # ... and none was left out.
    one, two = (load_model(tmp_path / name / MODEL) for name in ("whole", "killed"))
    assert all(torch.equal(one.weights[k], two.weights[k]) for k in one.weights)
    assert one.header.calibration == two.header.calibration
    assert run_state(tmp_path / "killed").kind == "done"
    # What is left of the killed ones does not stay, and the log reads as that of one run.
    assert not list((tmp_path / "killed").glob(".*"))
    logs = [read_log(tmp_path / name / LOG) for name in ("whole", "killed")]
    assert [v.auroc for v in logs[0].validations] == [v.auroc for v in logs[1].validations]
    curves = [log.curves.curves() for log in logs]
    assert all((curves[0][name].mean == curves[1][name].mean).all() for name in curves[0])
