"""The benchmarks run; their figures are not tested here, since a timed test is a flaky one."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from core.training.device import Execution
from core.training.settings import preset
from core.training.steps import Stepper


def rows_of(root: Path, name: str, *options: object) -> dict[str, str]:
    """What the benchmark `name` measured. In a process of its own, as those of a window take over Python's collector
    and say what is loaded."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *map(str, options)],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.strip("| ").split(" | ") for line in done.stdout.splitlines() if line.startswith("| ")]
    return {line[0]: line[1] for line in lines}


def test_the_dataset_view_is_measured(tmp_path: Path, project_root: Path) -> None:
    rows = rows_of(project_root, "dataset_view", "--count", 300, "--folder", tmp_path / "parts")
    assert rows["torch loaded"] == "False"
    assert rows["label 1,000 selected, on screen"].endswith("ms")
    assert any(name.startswith("longest gap, importing") for name in rows)
    assert len(list((tmp_path / "parts").rglob("*.png"))) == 300


def test_a_folder_run_in_the_window_is_measured(tmp_path: Path, project_root: Path) -> None:
    options = ("--count", 40, "--side", 64, "--folder", tmp_path / "parts")
    rows = rows_of(project_root, "folder_window", *options)
    assert rows["inspect, per image"].endswith("ms")
    assert rows["open the model again: all results"].endswith("s")


def test_a_watch_is_measured(tmp_path: Path, project_root: Path) -> None:
    rows = rows_of(project_root, "watch_soak", "--count", 5, "--kills", 0, "--rate", 20, "--folder", tmp_path)
    assert rows["images sorted, each once"].startswith("5 (")
    assert rows["from seen to sorted, slowest"].endswith("ms")


@pytest.mark.parametrize(
    ("name", "options", "row"),
    [
        ("calibrate_view", ("--count", 100, "--steps", 2), "a step of the NG cut to all figures"),
        ("inspect_view", ("--seconds", 1), "the slowest of them"),
        ("train_view", ("--rounds", 0, "--logged", 2000), "longest gap meanwhile"),
    ],
)
def test_the_other_views_are_measured(
    name: str, options: tuple[object, ...], row: str, project_root: Path
) -> None:
    assert rows_of(project_root, name, *options)[row].endswith("ms")


@pytest.mark.parametrize(
    ("name", "options", "row"),
    [
        ("training_step", ["--base", "4", "--crop", "32"], "+ channels_last (not taken on a CPU)"),
        (
            "training_parity",
            ["--seeds", "1", "--warm-up", "1", "--epochs", "1", "--steps", "1", "--side", "64"],
            "mean, standard deviation",
        ),
        ("inspection", ["--count", "1"], "SSIM + score + OTSU + contours, ours, guarded"),
        ("folder", ["--count", "1"], "masks, overlays, repairs, maps"),
        ("gate", ["--count", "2", "--rounds", "1", "--sides", "64"], "where the gate is open"),
        ("runtimes", ["--count", "1", "--rounds", "1", "--sides", "64"], "Folder into results.csv"),
    ],
)
def test_benchmark_prints_its_table(
    name: str,
    options: list[str],
    row: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", [name, "--threads", str(torch.get_num_threads()), *options])
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
    assert row in capsys.readouterr().out


def test_the_rows_of_cuda_run_with_other_steps_on_a_cpu() -> None:
    benchmark = runpy.run_module("benchmarks.training_step")
    settings = preset("quick", network={"base": 4, "judge": "patchgan"})
    steps = benchmark["Steps"](settings, torch.device("cpu"), 32, synthetic=True, warm_up=False)
    rows = benchmark["from_memory"](steps, Stepper, Execution("cpu", False, False, ""))
    host, device = (row.step() for row in rows)
    steps.close()
    assert all(torch.equal(host[name], device[name]) for name in host)
