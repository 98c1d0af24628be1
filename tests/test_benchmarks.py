"""The benchmarks run; their figures are not tested here, since a timed test is a flaky one."""

from __future__ import annotations

import runpy
import sys

import pytest
import torch


@pytest.mark.parametrize(
    ("name", "options", "row"),
    [
        ("training_step", ["--base", "4", "--crop", "32"], "our step, bf16, channels_last"),
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
