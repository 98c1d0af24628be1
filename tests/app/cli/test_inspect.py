from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model

Run = Callable[..., Result]
NEVER, ALWAYS = 9.0, 0.0


def rows(out: Path, name: str = "results.csv") -> list[dict[str, str]]:
    with (out / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("cuts", "code", "verdict"),
    [
        ((NEVER, NEVER), ExitCode.OK, "OK"),
        ((ALWAYS, NEVER), ExitCode.REVIEW, "Review"),
        ((ALWAYS, ALWAYS), ExitCode.NG, "NG"),
    ],
)
def test_the_exit_code_follows_the_verdicts(
    cuts: tuple[float, float],
    code: ExitCode,
    verdict: str,
    calibrated: Callable,
    photos: Path,
    tmp_path: Path,
    isugan: Run,
) -> None:
    result = isugan("inspect", calibrated(*cuts), photos, "--out", tmp_path / "out")
    assert result.exit_code == code
    assert {row["verdict"] for row in rows(tmp_path / "out")} == {verdict}
    assert f"4 files: {verdict} 4" in result.stdout
    assert "Computed by CPU, " in result.stdout


def test_without_calibration_there_is_a_score_and_no_verdict(
    model: Path, photos: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    document, code = isugan_json("inspect", model, photos, "--out", tmp_path / "out")
    assert code == ExitCode.UNDECIDED
    assert document["counts"]["Uncalibrated"] == 4
    assert all(float(image["score"]) > 0 for image in document["images"])


def test_the_document_holds_numbers_and_null_for_none(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    (photos / "kaputt.png").write_bytes(b"nothing")
    document, _ = isugan_json("inspect", calibrated(NEVER, NEVER), photos, "--out", tmp_path / "out")
    written = rows(tmp_path / "out")
    assert [tuple(image) for image in document["images"]] == [tuple(row) for row in written]
    for image, row in zip(document["images"], written, strict=True):
        for name, value in image.items():
            text = name in ("path", "verdict", "error", "file_modified", "areas")
            assert value is None if row[name] == "" else value == (row[name] if text else float(row[name]))
    good = document["images"][0]
    (broken,) = (image for image in document["images"] if image["error"])
    assert (good["ng_cut"], good["review_cut"], good["defects"], good["error"]) == (NEVER, NEVER, 0, None)
    assert (broken["score"], broken["verdict"], broken["defects"]) == (None, None, None)


def test_the_csv_holds_what_the_engine_finds(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run
) -> None:
    path = calibrated(0.01, 1.0)
    isugan("inspect", path, photos, "--out", tmp_path / "out", "--mode", "otsu", "--min-area", 0)
    inspector = Inspector(load_model(path), "cpu")
    inspector.segment_settings = inspector.segment_settings.model_copy(update={"mode": "otsu", "min_area": 0})
    written = rows(tmp_path / "out")
    assert [Path(row["path"]).name for row in written] == ["a.png", "b.png", "a.png", "b.png"]
    defects = rows(tmp_path / "out", "defects.csv")
    for row in written:
        expected = inspector.inspect(Path(row["path"]))
        assert float(row["score"]) == pytest.approx(expected.score, abs=2e-6)
        assert row["verdict"] == expected.verdict.value
        assert float(row["ng_cut"]) == 1.0
        assert int(row["defects"]) == len(expected.defects) > 0
        assert float(row["area_percent"]) == pytest.approx(expected.area_percent, abs=1e-3)
        assert len([d for d in defects if d["path"] == row["path"]]) == len(expected.defects)


def test_pictures_are_written_by_place_and_never_over_each_other(
    model: Path, photos: Path, tmp_path: Path, isugan: Run
) -> None:
    shutil.copy(photos / "b.png", photos / "a.bmp")
    kinds = ["--masks", "--overlays", "--repairs", "--maps"]
    isugan("inspect", model, photos, "--out", tmp_path / "out", *kinds)
    names = ["a-2.png", "a.png", "b.png", "x/a.png", "x/b.png"]
    for kind in ("masks", "overlays", "repairs", "maps"):
        folder = tmp_path / "out" / kind
        assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.png")) == names
    mask = cv2.imdecode(np.fromfile(tmp_path / "out" / "masks" / "a.png", np.uint8), cv2.IMREAD_UNCHANGED)
    assert mask.shape == (64, 64)
    assert set(np.unique(mask)) <= {0, 255}


def test_a_bad_file_is_a_row_with_its_error(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run
) -> None:
    (photos / "kaputt 🔩.png").write_bytes((photos / "a.png").read_bytes()[:100])
    (photos / "leer.jpg").touch()
    result = isugan("inspect", calibrated(NEVER, NEVER), photos, "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.UNREADABLE
    failed = [row for row in rows(tmp_path / "out") if row["error"]]
    assert [Path(row["path"]).name for row in failed] == ["kaputt 🔩.png", "leer.jpg"]
    assert all(row["score"] == row["verdict"] == "" for row in failed)
    assert "kaputt" in result.stdout
    assert "OK 4, Unreadable 2" in result.stdout


def test_masks_of_a_dataset_are_not_inspected(
    model: Path, dataset: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    for number, folder in enumerate((dataset, dataset / "Class1" / "Test")):
        document, _ = isugan_json("inspect", model, folder, "--out", tmp_path / f"out{number}")
        assert not [image for image in document["images"] if "label" in Path(image["path"]).name]
        assert (len(document["images"]), document["masks_skipped"]) == ((18, 6) if number == 0 else (9, 3))
    mask = next((dataset / "Class1" / "Test" / "Label").glob("*.PNG"))
    document, _ = isugan_json("inspect", model, mask, "--out", tmp_path / "named")
    assert len(document["images"]) == 1


def interrupt_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press Ctrl-C in the `count`th repair."""
    repair, calls = Inspector.repair_picture, iter(range(1, 1000))

    def interrupted(self: Inspector, *arguments: object) -> object:
        if next(calls) == count:
            signal.raise_signal(signal.SIGINT)
        return repair(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Inspector, "repair_picture", interrupted)


def test_ctrl_c_leaves_what_is_done_and_resume_goes_on(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    words = ["inspect", calibrated(ALWAYS, NEVER), photos, "--out", tmp_path / "out", "--overlays"]
    with pytest.MonkeyPatch.context() as monkeypatch:
        interrupt_after(2, monkeypatch)
        result = isugan(*words)
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "--resume" in result.stdout
    first = rows(tmp_path / "out")
    assert 0 < len(first) < 4

    repaired: list[Path] = []
    with pytest.MonkeyPatch.context() as monkeypatch:
        judge = Inspector.judge
        monkeypatch.setattr(
            Inspector,
            "judge",
            lambda self, path, *a, **k: repaired.append(path) or judge(self, path, *a, **k),
        )
        document, code = isugan_json(*words, "--resume")
    assert code == ExitCode.REVIEW
    assert len(repaired) == 4 - len(first)
    assert document["counts"]["Review"] == 4
    second = rows(tmp_path / "out")
    assert second[: len(first)] == first
    assert len({row["path"] for row in second}) == 4
    assert len(list((tmp_path / "out" / "overlays").rglob("*.png"))) == 4


def test_a_changed_file_is_done_again_and_the_others_are_not(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run
) -> None:
    words = ["inspect", calibrated(ALWAYS, NEVER), photos, "--out", tmp_path / "out"]
    isugan(*words)
    before = rows(tmp_path / "out")
    shutil.copy(photos / "b.png", photos / "a.png")
    (photos / "x" / "neu.png").write_bytes((photos / "a.png").read_bytes())
    isugan(*words, "--resume")
    after = rows(tmp_path / "out")
    assert after[:3] == before[1:]
    assert [Path(row["path"]).name for row in after[3:]] == ["a.png", "neu.png"]
    changed, twin = after[3], after[0]
    assert (changed["score"], changed["verdict"]) == (twin["score"], twin["verdict"])
    assert changed["score"] != before[0]["score"]


@pytest.mark.skipif(os.name == "nt", reason="a process of Windows is not killed by a signal")
def test_after_a_kill_every_file_has_one_row(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, project_root: Path
) -> None:
    for number in range(150):
        for name in ("a", "b"):
            shutil.copy(photos / f"{name}.png", photos / f"{name}{number}.png")
    out = tmp_path / "out"
    words = ["inspect", calibrated(ALWAYS, ALWAYS), photos, "--out", out, "--mode", "otsu", "--overlays"]
    call = [sys.executable, "-m", "app.cli.main", *map(str, words)]
    process = subprocess.Popen(call, cwd=project_root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    results, end = out / "results.csv", time.monotonic() + 60
    while not (results.exists() and results.read_bytes().count(b"\n") > 20):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.005)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    begun = results.read_bytes()
    assert isugan(*words, "--resume").exit_code == ExitCode.NG
    whole = begun[: begun.rfind(b"\n") + 1]
    assert results.read_bytes().startswith(whole)
    paths = [row["path"] for row in rows(out)]
    assert len(paths) == len(set(paths)) == 304
    found = Counter(row["path"] for row in rows(out, "defects.csv"))
    assert found == {row["path"]: int(row["defects"]) for row in rows(out) if row["defects"] != "0"}
    # What was being written when it was killed may lie beside them, under a hidden name.
    assert len([path for path in (out / "overlays").rglob("*.png") if path.name[0] != "."]) == 304


def test_an_interruption_is_one_json_document_too(
    model: Path, photos: Path, tmp_path: Path, isugan_json: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupt_after(1, monkeypatch)
    document, code = isugan_json("inspect", model, photos, "--out", tmp_path / "out")
    assert code == ExitCode.INTERRUPTED
    assert document["error"] == "Interrupted."
    assert "--resume" in document["way_out"]


def test_results_are_never_overwritten_or_mixed(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    path = calibrated(NEVER, NEVER)
    words = ["inspect", path, photos, "--out", tmp_path / "out"]
    assert isugan(*words).exit_code == ExitCode.OK
    before = (tmp_path / "out" / "results.csv").read_bytes()
    document, code = isugan_json(*words)
    assert (code, "already holds results" in document["error"]) == (ExitCode.FAILURE, True)
    calibrated(ALWAYS, ALWAYS)
    document, code = isugan_json(*words, "--resume")
    assert (code, "another model" in document["error"]) == (ExitCode.FAILURE, True)
    assert (tmp_path / "out" / "results.csv").read_bytes() == before


def test_results_of_a_program_that_outlines_otherwise_are_not_mixed(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    out = tmp_path / "out"
    words = ["inspect", calibrated(NEVER, NEVER), photos, "--out", out]
    isugan(*words)
    before = (out / "results.csv").read_bytes()
    record = json.loads((out / "run.json").read_text())
    for earlier in (record | {"way": record["way"] - 1}, {k: v for k, v in record.items() if k != "way"}):
        (out / "run.json").write_text(json.dumps(earlier))
        document, code = isugan_json(*words, "--resume")
        assert code == ExitCode.FAILURE
        assert "another version of the program" in document["error"]
        assert (out / "results.csv").read_bytes() == before
    (out / "run.json").write_text(json.dumps(record))
    assert isugan(*words, "--resume").exit_code == ExitCode.OK


def test_a_table_with_earlier_names_is_gone_on_with_and_told(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, isugan_json: Callable
) -> None:
    words = ["inspect", calibrated(NEVER, NEVER), photos, "--out", tmp_path / "out"]
    isugan(*words)
    table = tmp_path / "out" / "results.csv"
    now = table.read_bytes()
    table.write_bytes(now.replace(b"ng_cut,review_cut", b"threshold,review_threshold"))
    document, code = isugan_json(*words, "--resume")
    assert (code, table.read_bytes()) == (ExitCode.OK, now)
    assert "threshold is now called ng_cut" in document["notices"][0]
    lines = [b",".join(line.split(b",")[:10]) for line in now.splitlines()]
    table.write_bytes(b"\n".join([*lines, b""]))
    assert "begun anew" in isugan(*words, "--resume").stdout
    assert len(rows(tmp_path / "out")) == 4


def test_resuming_into_the_inspected_folder_leaves_its_own_pictures_alone(
    calibrated: Callable, photos: Path, isugan: Run, isugan_json: Callable
) -> None:
    words = ["inspect", calibrated(NEVER, NEVER), photos, "--out", photos, "--overlays", "--maps"]
    assert isugan(*words).exit_code == ExitCode.OK
    document, code = isugan_json(*words, "--resume")
    assert code == ExitCode.OK
    assert len(document["images"]) == 4


@pytest.mark.parametrize("content", [b"", b"not a model", None])
def test_a_model_that_is_none_is_an_error(
    content: bytes | None, photos: Path, tmp_path: Path, isugan_json: Callable
) -> None:
    path = tmp_path / "modell ü.safetensors"
    if content is not None:
        path.write_bytes(content)
    document, code = isugan_json("inspect", path, photos, "--out", tmp_path / "out")
    assert code == ExitCode.FAILURE
    assert "modell ü.safetensors" in document["error"]
    assert document["way_out"]
    assert not (tmp_path / "out").exists()


def test_nothing_to_inspect_is_wrong_usage(model: Path, tmp_path: Path, isugan: Run) -> None:
    (tmp_path / "leer").mkdir()
    empty = isugan("inspect", model, tmp_path / "leer", "--out", tmp_path / "o")
    assert empty.exit_code == ExitCode.USAGE
    assert "folders that hold some" in empty.stderr
    assert isugan("inspect", model, "--out", tmp_path / "o").exit_code == ExitCode.USAGE
    missing = isugan("inspect", model, tmp_path / "nicht da", "--out", tmp_path / "o")
    assert missing.exit_code == ExitCode.FAILURE
    assert "nicht da" in missing.stderr


def test_level_needs_the_fixed_mode(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    words = ["inspect", model, photos, "--out", tmp_path / "out", "--level", -0.5]
    assert isugan(*words).exit_code == ExitCode.USAGE
    assert isugan(*words, "--mode", "fixed").exit_code == ExitCode.UNDECIDED


def test_out_that_cannot_be_a_folder(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    (tmp_path / "datei").write_text("x")
    inside = isugan("inspect", model, photos, "--out", tmp_path / "datei" / "out")
    assert inside.exit_code == ExitCode.FAILURE
    assert "Traceback" not in inside.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder without permission")
def test_out_without_permission(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    result = isugan("inspect", model, photos, "--out", locked / "out")
    assert result.exit_code == ExitCode.FAILURE
    assert "locked" in result.stderr


def test_an_unknown_device_is_refused(model: Path, photos: Path, tmp_path: Path, isugan: Run) -> None:
    words = ["inspect", model, photos, "--out", tmp_path / "out", "--device", "tpu"]
    assert isugan(*words).exit_code == ExitCode.USAGE
