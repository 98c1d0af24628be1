"""`isugan inspect --ray` on this machine, in a process of its own: two workers, one of which is killed."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest
from click.testing import Result

from app.cli.exit_codes import ExitCode

Run = Callable[..., Result]
COPIES = 60
"""Of each photo: enough that a worker dies in the middle."""


def written(out: Path, name: str = "results.csv") -> list[list[str]]:
    """The rows but the seconds that the network took, which differ from run to run."""
    with (out / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    seconds = rows[0].index("repair_seconds") if "repair_seconds" in rows[0] else len(rows[0])
    return [row[:seconds] + row[seconds + 1 :] for row in rows]


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found = []
    for child in psutil.Process(process.pid).children(recursive=True):
        try:
            if "ray::MapWorker" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


def pictures(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "masks").rglob("*.png")}


@pytest.mark.slow
@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (the extra `ray`)")
@pytest.mark.skipif(sys.platform == "win32", reason="Ray is not finished for Windows")
def test_a_killed_worker_changes_nothing(
    calibrated: Callable, photos: Path, tmp_path: Path, isugan: Run, project_root: Path
) -> None:
    for photo in list(photos.rglob("*.png")):
        for number in range(COPIES):
            shutil.copy(photo, photo.with_name(f"{photo.stem} {number:03}.png"))
    (photos / "b 010.png").write_bytes(b"nothing")
    model, here, there = calibrated(0.01, 0.02), tmp_path / "here", tmp_path / "there"
    code = isugan("inspect", model, photos, "--out", here, "--masks").exit_code
    assert code == ExitCode.NG

    command = [sys.executable, "-m", "app.cli.main", "inspect", model, photos, "--out", there, "--masks"]
    environment = {**os.environ, "PYTHONPATH": str(project_root), "TERM": "dumb"}
    process = subprocess.Popen(
        [*map(str, command), "--json", "--workers", "2", "--ray"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        workers: list[psutil.Process] = []
        rows = there / "results.csv"
        while process.poll() is None and not (rows.exists() and len(rows.read_bytes().splitlines()) > 1):
            workers = workers if len(workers) == 2 else workers_of(process)
            time.sleep(0.01)
        assert process.poll() is None, process.communicate()
        done = len(rows.read_bytes().splitlines())
        workers[0].kill()
        out, err = process.communicate()
    finally:
        process.kill()
    assert (process.returncode, err) == (ExitCode.NG, "")
    assert out.startswith("{")
    assert len(workers) == 2
    assert done < len(written(here))
    assert written(there) == written(here)
    assert written(there, "defects.csv") == written(here, "defects.csv")
    assert pictures(there) == pictures(here)
    assert sorted(p.name for p in there.iterdir()) == sorted(p.name for p in here.iterdir())


def test_a_word_that_ray_took_for_its_address_is_named(model: Path, tmp_path: Path, isugan: Run) -> None:
    """Otherwise it would be the argument after it that is missing."""
    result = isugan("inspect", "--out", tmp_path / "out", "--ray", model, tmp_path)
    assert result.exit_code == ExitCode.USAGE
    assert "is no address of a Ray cluster" in result.stderr
    assert "Missing argument" not in result.stderr
