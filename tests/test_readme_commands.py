"""The README's two commands do what they promise; as far as that goes without a display."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def made_by_dev(dev: ModuleType) -> Path:
    """The environment of this test run, where `dev.py` made it; then its commands have nothing to install."""
    venv = Path(sys.prefix)
    if dev.installed(venv).get("dev") != dev.fingerprint("dev"):
        pytest.skip("this environment was not made by `python3 dev.py test`")
    return venv


def test_the_demo_command_inspects_without_a_display(
    made_by_dev: Path, project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)
    out = tmp_path / "results"
    command = [
        sys.executable,
        project_root / "dev.py",
        "--venv",
        made_by_dev,
        "demo",
        "--headless",
        "--out",
        out,
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (out / "results.csv").stat().st_size > 0


def test_the_test_command_runs_pytest(made_by_dev: Path, project_root: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        project_root / "dev.py",
        "--venv",
        made_by_dev,
        "test",
        "-q",
        "tests/test_imports.py",
    ]
    done = subprocess.run([*command, "-k", "contracts_hold"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
