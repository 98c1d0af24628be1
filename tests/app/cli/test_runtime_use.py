"""`--runtime`: the same results, whatever computes them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode
from core.export.onnx import quicker
from core.inspection.calibration import Calibration
from core.inspection.runtimes import OPENVINO, installed
from tests.core.inspection.onnx_files import write_onnx

Run = Callable[..., Result]
there = pytest.mark.skipif(not installed(OPENVINO), reason="OpenVINO is not installed")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "results.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def same(ours: list[dict[str, str]], theirs: list[dict[str, str]]) -> None:
    """All of results.csv, but for the time it took and the score's last digits."""
    for one, two in zip(ours, theirs, strict=True):
        a, b = (float(row.pop("score")) for row in (one, two))
        assert a == pytest.approx(b, abs=2e-5)
        one.pop("repair_seconds"), two.pop("repair_seconds")
        assert one == two


@there
def test_a_model_file_by_openvino(
    calibrated: Callable,
    photos: Path,
    tmp_path: Path,
    isugan: Run,
    isugan_json: Callable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Named, by itself, and by itself where a run is short."""
    model = calibrated(0.0, 0.0)
    document, code = isugan_json("inspect", model, photos, "--out", tmp_path / "torch")
    assert (code, document["notices"]) == (ExitCode.NG, [])
    result = isugan("inspect", model, photos, "--runtime", "openvino", "--out", tmp_path / "named")
    assert result.exit_code == ExitCode.NG, result.stderr
    same(rows(tmp_path / "torch"), rows(tmp_path / "named"))
    for name, value in (("LEAST_IMAGES", 1), ("LEAST_SECONDS", 0.0), ("LEAST_GAIN", 0.0)):
        monkeypatch.setattr(quicker, name, value)
    document, code = isugan_json("inspect", model, photos, "--out", tmp_path / "auto")
    (told,) = document["notices"]
    assert "Computed by OpenVINO" in told
    same(rows(tmp_path / "torch"), rows(tmp_path / "auto"))


@there
def test_what_differs_is_not_used(
    model: Path, photos: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quicker, "graph_of", lambda _: write_onnx(tmp_path / "other.onnx").read_bytes())
    result = isugan("inspect", model, photos, "--runtime", "openvino", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.FAILURE
    assert "OpenVINO does not give what torch makes of" in result.stderr
    assert "Use --runtime torch" in result.stderr
    assert not (tmp_path / "out").exists()


@there
def test_an_onnx_file_by_openvino(
    dataset: Path, photos: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    cuts = Calibration(
        policy="manual", review_cut=0.5, ng_cut=0.6, noise_level=0.9, good_scores=(), defective_scores=()
    )
    exported = write_onnx(tmp_path / "model.onnx", calibration=cuts)
    by = {name: ("--runtime", name) for name in ("onnxruntime", "openvino")}
    for name, words in by.items():
        result = isugan("inspect", exported, photos, *words, "--out", tmp_path / name)
        assert result.exit_code == ExitCode.OK, result.stderr
    same(rows(tmp_path / "onnxruntime"), rows(tmp_path / "openvino"))
    one, two = (isugan_json("evaluate", exported, dataset, *words)[0] for words in by.values())
    assert one["image"] == two["image"]
    folders = {name: tmp_path / name for name in ("camera", "ok", "review", "ng")}
    for folder in folders.values():
        folder.mkdir()
    sorting = [word for name in ("ok", "review", "ng") for word in (f"--{name}", folders[name])]
    result = isugan("watch", folders["camera"], exported, *sorting, "--once", "--runtime", "openvino")
    assert result.exit_code == ExitCode.OK
    assert "(OpenVINO, CPU)" in result.stderr


def test_what_does_not_go_together(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    result = isugan("inspect", model, photos, "--out", tmp_path / "out", "--runtime", "torch", "--ray=auto")
    assert result.exit_code == ExitCode.USAGE
    assert "--ray takes no --runtime" in result.stderr
    result = isugan("evaluate", model, photos, "--runtime", "onnxruntime")
    assert result.exit_code == ExitCode.FAILURE
    assert "isugan export" in result.stderr
