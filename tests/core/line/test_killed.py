"""Killed at every system call and at random moments: each file is in one place, and one line tells of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.line.dying import FEWEST_IN_A_GROUP, FEWEST_KILLED

WAYS = ["links", "other-disk", "no-links", "other-disk-no-links"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def run(root: Path, job: str, folder: Path, way: str) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.core.line.dying", job, str(folder), way]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_killed_at_each_system_call(way: str, project_root: Path, quick_folder: Path) -> None:
    ends = run(project_root, "crash-points", quick_folder, way)
    assert ends["9"] > (50 if "other-disk" in way else 30)
    assert ends["0"] == 1


@pytest.mark.parametrize("way", ["links", "other-disk"])
def test_killed_at_random_moments(way: str, project_root: Path, quick_folder: Path) -> None:
    found = run(project_root, "kills", quick_folder, way)
    assert found["killed"] >= FEWEST_KILLED  # the others were done before
    assert found["midst of a group"] >= FEWEST_IN_A_GROUP
