"""The benchmarks run; their figures are not tested here, since a timed test is a flaky one."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import torch


def test_the_window_benchmark_prints_its_table(tmp_path: Path, project_root: Path) -> None:
    """In a process of its own, as it takes over Python's collector and says that torch is not loaded."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.dataset_view", "--count", "300", "--folder", tmp_path / "parts"],
        cwd=project_root,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    rows = dict(
        line.strip("| ").split(" | ")[:2] for line in done.stdout.splitlines() if line.startswith("| ")
    )
    assert rows["torch loaded"] == "False"
    assert rows["label 1,000 selected, on screen"].endswith("ms")
    assert any(name.startswith("longest gap, importing") for name in rows)
    assert len(list((tmp_path / "parts").rglob("*.png"))) == 300


def test_the_folder_benchmark_prints_its_table(tmp_path: Path, project_root: Path) -> None:
    """The run in the window, and the kept results after it."""
    words = ["--count", "40", "--side", "64", "--folder", tmp_path / "parts"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.folder_window", *map(str, words)],
        cwd=project_root,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    rows = dict(
        line.strip("| ").split(" | ")[:2] for line in done.stdout.splitlines() if line.startswith("| ")
    )
    assert rows["inspect, per image"].endswith("ms")
    assert rows["open the model again: all results"].endswith("s")


@pytest.mark.parametrize(
    ("name", "options", "row"),
    [
        ("training_step", ["--base", "4", "--crop", "32"], "+ channels_last (not taken on a CPU)"),
        ("inspection", ["--count", "1"], "SSIM + score + OTSU + contours, ours, guarded"),
        ("folder", ["--count", "1"], "masks, overlays, repairs, maps"),
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
