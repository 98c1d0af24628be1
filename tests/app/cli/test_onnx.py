"""A model is exported, and inspected with in the model file's place."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode

Run = Callable[..., Result]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_exported_and_inspected_with_the_same_results(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan_json: Callable, isugan: Run
) -> None:
    model, exported = calibrated(0.0, 0.0), tmp_path / "täst.onnx"
    (photos / "broken.png").write_bytes(b"nothing")
    document, code = isugan_json("export", model, photos, "--format", "onnx", "--out", exported)
    assert code == ExitCode.OK
    assert document["images"] == 4
    assert set(document["differences"]) == {"repair", "ssim_map", "score"}
    codes = {
        isugan("inspect", file, photos, "--out", tmp_path / file.suffix[1:]).exit_code
        for file in (model, exported)
    }
    assert codes == {ExitCode.NG}
    ours, theirs = (table(tmp_path / name / "results.csv") for name in ("safetensors", "onnx"))
    for one, two in zip(ours, theirs, strict=True):
        a, b = (float(row.pop("score") or "nan") for row in (one, two))
        assert a == pytest.approx(b, abs=2e-5, nan_ok=True)
        one.pop("repair_seconds"), two.pop("repair_seconds")
        assert one == two
    assert [row["verdict"] for row in ours].count("NG") == 4
    ours, theirs = (table(tmp_path / name / "defects.csv") for name in ("safetensors", "onnx"))
    assert [(row["path"], row["area_px"], row["x"]) for row in ours] == [
        (row["path"], row["area_px"], row["x"]) for row in theirs
    ]
    result = isugan("calibrate", exported, "--cuts", 0.1, 0.2)
    assert result.exit_code == ExitCode.FAILURE
    assert "exported" in result.stderr


def test_on_the_demo_where_no_dataset_is_named(
    model: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.export.onnx.export.MOST_IMAGES", 1)
    result = isugan("export", model, "--format", "onnx", "--out", tmp_path / "model.onnx")
    assert result.exit_code == ExitCode.OK, result.stderr
    assert "1 demo image" in result.stdout
    again = isugan("export", model, "--format", "onnx", "--out", tmp_path / "model.onnx")
    assert again.exit_code == ExitCode.FAILURE
    assert "there already" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--format", "onnx", "--out", "model"), "--out is the file: model.onnx"),
        (("--format", "onnx", "--out", "model.onnx", "--copy-images"), "neither --copy-images"),
        (("--format", "onnx", "--out", "model.onnx", "--device", "cuda"), "nor a GPU"),
        (("--format", "csv", "--out", "folder"), "needs a DATASET"),
    ],
)
def test_what_does_not_go_together(model: Path, isugan: Run, words: tuple[str, ...], told: str) -> None:
    result = isugan("export", model, *words)
    assert result.exit_code == ExitCode.USAGE
    assert told in result.stderr
