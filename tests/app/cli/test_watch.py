from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode
from core.inspection.inspector import Inspector
from core.inspection.model_file import load_model

Run = Callable[..., Result]
NEVER = 9.0
pytestmark = pytest.mark.timeout(120)
AT_ONCE = ("--settle", 0, "--give-up", 0, "--poll", 0.01)


@pytest.fixture
def targets(tmp_path: Path) -> list[object]:
    """The options that name the folders, which are there."""
    words: list[object] = []
    for name in ("ok", "review", "ng"):
        (tmp_path / name).mkdir()
        words += [f"--{name}", tmp_path / name]
    return words


def images(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))


def test_images_are_sorted_by_the_verdicts_of_inspect(
    calibrated: Callable, photos: Path, targets: list[object], tmp_path: Path, isugan: Run
) -> None:
    scores = {
        path: Inspector(load_model(calibrated(0, 1)), "cpu").inspect(path).score
        for path in photos.rglob("*.png")
    }
    low, high = sorted(scores.values())[1:3]
    model = calibrated((low + high) / 2, NEVER)
    inspector = Inspector(load_model(model), "cpu")
    expected = {str(path): inspector.inspect(path) for path in photos.rglob("*.png")}
    (photos / "kaputt.png").write_bytes(b"nothing")

    result = isugan("watch", photos, model, *targets, "--once", *AT_ONCE)

    assert result.exit_code == ExitCode.OK, result.stderr
    assert "5 files sorted: OK 2, Review 2, Unreadable 1." in result.stderr
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(lines) == 5
    for line in lines:
        if line["error"]:
            assert line["moved_to"] == str(tmp_path / "review" / "kaputt.png")
            continue
        found = expected.pop(line["path"])
        assert line["score"] == pytest.approx(found.score, abs=2e-6)
        assert line["verdict"] == found.verdict.value
        assert len(line["defects"]) == len(found.defects)
        assert Path(line["moved_to"]).relative_to(tmp_path).parts[0] == found.verdict.value.lower()
    assert expected == {}
    assert images(photos) == []
    assert len(images(tmp_path / "ok")) == 2
    assert not (photos / ".isugan-watch" / "holder.json").exists()


def test_a_log_and_one_document_at_the_end(
    calibrated: Callable, photos: Path, targets: list[object], tmp_path: Path, isugan_json: Callable
) -> None:
    log, bad = tmp_path / "logs ü.jsonl", tmp_path / "bad"
    bad.mkdir()
    (photos / "leer.png").touch()
    words = ["watch", photos, calibrated(NEVER, NEVER), *targets, "--unreadable", bad, "--once", *AT_ONCE]
    document, code = isugan_json(*words, "--log", log)
    assert code == ExitCode.OK
    assert document["counts"] == {"OK": 4, "Review": 0, "NG": 0, "Uncalibrated": 0, "Unreadable": 1}
    assert images(bad) == ["leer.png"]
    assert len(log.read_text(encoding="ascii").splitlines()) == 5
    document, code = isugan_json(*words)
    assert (code, "--log" in document["error"]) == (ExitCode.USAGE, True)


def test_a_model_without_calibration_is_refused(
    model: Path, photos: Path, targets: list[object], isugan: Run
) -> None:
    result = isugan("watch", photos, model, *targets, "--once")
    assert result.exit_code == ExitCode.FAILURE
    assert f"isugan calibrate {model} DATASET" in result.stderr
    assert len(images(photos)) == 4


def test_folders_that_are_missing_or_nested_are_refused(
    calibrated: Callable, photos: Path, targets: list[object], tmp_path: Path, isugan: Run
) -> None:
    model = calibrated(NEVER, NEVER)
    inside = isugan("watch", photos, model, *targets[:4], "--ng", photos / "x", "--once")
    assert (inside.exit_code, "lies in" in inside.stderr) == (ExitCode.FAILURE, True)
    missing = isugan("watch", photos, model, *targets[:4], "--ng", tmp_path / "fehlt", "--once")
    assert (missing.exit_code, "There is no folder" in missing.stderr) == (ExitCode.FAILURE, True)
    assert isugan("watch", photos, model, *targets[:4]).exit_code == ExitCode.USAGE


def test_a_log_that_cannot_be_there_is_refused_before_an_image_is_moved(
    calibrated: Callable, photos: Path, targets: list[object], tmp_path: Path, isugan: Run
) -> None:
    model, before = calibrated(NEVER, NEVER), images(photos)
    result = isugan(
        "watch", photos, model, *targets, "--once", *AT_ONCE, "--log", tmp_path / "fehlt" / "x.jsonl"
    )
    assert result.exit_code == ExitCode.FAILURE
    assert f"There is no folder {tmp_path / 'fehlt'}" in result.stderr
    assert images(photos) == before


@pytest.mark.parametrize(("signals", "code", "left"), [(1, ExitCode.OK, 1), (2, ExitCode.INTERRUPTED, 1)])
def test_the_exit_code_says_how_it_was_ended(
    signals: int,
    code: ExitCode,
    left: int,
    calibrated: Callable,
    photos: Path,
    targets: list[object],
    isugan: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core.inspection import folder

    whole = folder.inspect_files

    def ended(inspector: Any, paths: Any, *, cancelled: Callable[[], bool]) -> Iterator[Any]:
        for number, path in enumerate(paths):
            if number == 2:
                for _ in range(signals):
                    signal.raise_signal(signal.SIGTERM)
                assert cancelled() == (signals == 2)
            yield from whole(inspector, [path])

    monkeypatch.setattr(folder, "inspect_files", ended)
    result = isugan("watch", photos, calibrated(NEVER, NEVER), *targets, *AT_ONCE)
    assert result.exit_code == code, result.stderr
    assert "3 files sorted: OK 3." in result.stderr
    assert len(images(photos)) == left


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM for other processes there")
def test_it_runs_until_it_is_terminated_and_nobody_else_may_watch(
    calibrated: Callable,
    photos: Path,
    targets: list[object],
    tmp_path: Path,
    isugan: Run,
    project_root: Path,
) -> None:
    watched = tmp_path / "in"
    watched.mkdir()
    model = calibrated(NEVER, NEVER)
    words = ["watch", watched, model, *targets, "--settle", 0.05, "--poll", 0.02]
    command = [sys.executable, "-m", "app.cli.main", *map(str, words)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=project_root, encoding="utf-8", **pipes) as process:
        try:
            assert f"Watching {watched} with {model}" in process.stderr.readline()
            second = isugan(*words)
            assert (second.exit_code, f"process {process.pid}" in second.stderr) == (ExitCode.FAILURE, True)
            for name in ("a.png", "b.png"):
                shutil.copy(photos / name, watched / name)
                line = json.loads(process.stdout.readline())
                assert line["path"] == str(watched / name)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out) == (ExitCode.OK, "")
    assert "2 files sorted: OK 2." in err
    assert images(tmp_path / "ok") == ["a.png", "b.png"]
