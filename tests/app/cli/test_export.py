from __future__ import annotations

import csv
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.commands.export import COPYING, FORMATS
from app.cli.exit_codes import ExitCode
from core.datasets.dataset import Label
from core.datasets.layout import recognise
from core.export.export import FORMATS as WRITERS
from core.export.results_json import JsonWriter, read_results_json
from core.inspection.result import Inspection

Run = Callable[..., Result]


def test_the_formats_offered_are_those_there_are() -> None:
    assert set(FORMATS) == set(WRITERS)
    assert set(COPYING) == {name for name, kind in WRITERS.items() if kind.can_copy}


def test_csv_and_json_say_what_inspect_says(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = calibrated(0.0, 0.0)
    monkeypatch.chdir(photos)
    (photos / "=broken.png").write_bytes(b"nothing")
    for name in ("csv", "json"):
        result = isugan("export", model, ".", "--format", name, "--out", tmp_path / name)
        assert result.exit_code == ExitCode.UNREADABLE, result.stderr
    isugan("inspect", model, photos, "--out", tmp_path / "inspected")

    def rows(folder: str) -> dict[str, tuple[str, ...]]:
        with (tmp_path / folder / "results.csv").open(encoding="utf-8", newline="") as stream:
            return {r["path"]: (r["score"], r["verdict"], r["area_px"]) for r in csv.DictReader(stream)}

    assert rows("csv") == rows("inspected")
    assert all(path.startswith(os.sep) for path in rows("csv"))
    read = read_results_json(tmp_path / "json" / "results.json")
    assert {image.path: (f"{image.score:.6f}", image.verdict) for image in read.images} == {
        path: row[:2] for path, row in rows("csv").items() if row[0]
    }
    assert len(read.failed) == 1
    assert not (tmp_path / "csv" / "left-out.txt").exists()
    assert "left out" not in result.stdout
    assert "unreadable  " in result.stdout


def test_coco_with_images_is_read_back(
    calibrated: Callable, dataset: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    document, code = isugan_json(
        "export",
        calibrated(0.0, 0.0),
        dataset,
        "--format",
        "coco",
        "--copy-images",
        "--out",
        tmp_path / "out",
    )
    assert code == ExitCode.OK
    assert document["written"] == 18
    read = recognise(tmp_path / "out")
    assert {sample.label for sample in read.samples} == {Label.DEFECTIVE}
    assert len(read.samples) == 18


def test_what_does_not_go_is_said_before_anything_is_done(
    model: Path, photos: Path, tmp_path: Path, isugan: Run
) -> None:
    result = isugan("export", model, photos, "--format", "coco", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.FAILURE
    assert "no calibration" in result.stderr
    result = isugan("export", model, photos, "--format", "csv", "--copy-images", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.USAGE
    assert not (tmp_path / "out").exists()
    result = isugan("export", model, photos, "--format", "csv", "--out", photos)
    assert result.exit_code == ExitCode.FAILURE
    assert "not empty" in result.stderr


def test_ctrl_c_leaves_nothing(
    model: Path, photos: Path, tmp_path: Path, isugan_json: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = JsonWriter.add

    def pressed(self: JsonWriter, inspection: Inspection) -> None:
        written(self, inspection)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(JsonWriter, "add", pressed)
    before = sorted(tmp_path.iterdir())
    document, code = isugan_json("export", model, photos, "--format", "json", "--out", tmp_path / "out")
    assert code == ExitCode.INTERRUPTED
    assert "nothing was written" in document["error"]
    assert sorted(tmp_path.iterdir()) == before
