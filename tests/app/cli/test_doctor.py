from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from app.cli.checks import folders, qt, versions
from app.cli.checks.check import Check, guarded
from app.cli.checks.devices import devices
from app.cli.checks.engine import forward_pass
from app.cli.commands import doctor
from app.cli.exit_codes import ExitCode
from core import __version__

Run = Callable[..., Result]


def test_the_report_is_complete_and_its_exit_code_follows_the_failures(isugan_json: Callable) -> None:
    document, code = isugan_json("doctor")
    checks = {check["name"]: check for check in document["checks"]}
    assert {"isugan", "Python", "torch", "CPU", "Memory", "CUDA", "Qt", "Forward pass"} <= set(checks)
    assert {"Settings folder", "Current folder", "Temporary folder", "Demo model"} <= set(checks)
    assert checks["isugan"]["detail"] == __version__
    assert {check["state"] for check in checks.values()} <= {"ok", "warn", "fail"}
    failed = [check for check in checks.values() if check["state"] == "fail"]
    assert document["ok"] is not bool(failed)
    assert code == (ExitCode.FAILURE if failed else ExitCode.OK)
    for check in checks.values():
        assert check["detail"]
        assert check["state"] == "ok" or check["way_out"], check


def report(*checks: Check) -> dict[str, Callable[[], Iterator[Check]]]:
    return {"Part": lambda: iter(checks)}


@pytest.mark.parametrize(("state", "code"), [("ok", 0), ("warn", 0), ("fail", ExitCode.FAILURE)])
def test_only_a_failure_changes_the_exit_code(
    state: str, code: int, isugan: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "PARTS", report(Check("Thing", state, "as found", "do this")))
    result = isugan("doctor")
    assert result.exit_code == code
    assert result.stdout.splitlines()[0].split() == [state, "Thing", "as", "found"]
    assert "-> do this" in result.stdout


def test_a_part_that_breaks_down_is_a_finding() -> None:
    def broken() -> Iterator[Check]:
        raise ImportError("libGL.so.1: cannot open shared object file")
        yield

    (check,) = guarded("Window system", broken)
    assert check.state == "fail"
    assert "libGL.so.1" in check.detail


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "LIBRARIES", {"no-such-library": "no_such_library", "click": "click"})
    monkeypatch.setattr(versions, "OPTIONAL", {"no-such-runtime": "it would be quick"})
    *_, missing, present, optional = versions.versions()
    assert (optional.state, optional.detail) == ("ok", "not installed; it would be quick")
    assert (missing.state, missing.name) == ("fail", "no-such-library")
    assert "pip install" in missing.way_out
    assert present.state == "ok"


def test_every_dependency_is_looked_at(project_root: Path) -> None:
    import tomllib

    text = (project_root / "pyproject.toml").read_text(encoding="utf-8")
    names = {
        requirement.split(">")[0].split("=")[0].split("<")[0]
        for requirement in tomllib.loads(text)["project"]["dependencies"]
    }
    assert names == set(versions.LIBRARIES)


def test_qt_starts_without_a_display() -> None:
    answer, _ = qt._probe("offscreen")
    assert answer is not None
    assert answer["platform"] == "offscreen"
    assert answer["version"].startswith("6.")


def test_a_plugin_that_aborts_does_not_end_the_report() -> None:
    answer, complaint = qt._probe("no-such-platform")
    assert answer is None
    assert complaint


def test_a_probe_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt, "TIMEOUT_SECONDS", 0.01)
    answer, complaint = qt._probe("offscreen")
    assert answer is None
    assert "no answer" in complaint


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_no_display_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert [(check.name, check.state) for check in qt.window_system()] == [("Qt", "ok"), ("Display", "warn")]
    # A display that does not answer: the window cannot open, everything else can.
    monkeypatch.setenv("DISPLAY", ":987")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert [(check.name, check.state) for check in qt.window_system()][-1] == ("Display", "warn")


def test_writable_folders(tmp_path: Path) -> None:
    assert folders.writable("Folder", tmp_path, fatal=True).state == "ok"
    assert list(tmp_path.iterdir()) == []
    later = tmp_path / "not yet" / "there"
    assert folders.writable("Folder", later, fatal=True).state == "ok"
    assert not later.exists()
    (tmp_path / "file").touch()
    assert folders.writable("Folder", tmp_path / "file" / "x", fatal=True).state == "fail"
    assert folders.writable("Folder", tmp_path / "file" / "x", fatal=False).state == "warn"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder without permission")
def test_a_locked_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    check = folders.writable("Folder", tmp_path, fatal=True)
    assert check.state == "fail"
    assert "permission" in check.way_out


def test_little_space_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LITTLE_SPACE", 2**80)
    assert folders.writable("Folder", tmp_path, fatal=True).state == "warn"


def test_little_memory_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.cli.checks import devices as module

    monkeypatch.setattr(module, "LITTLE_MEMORY", 2**80)
    assert {check.name: check.state for check in devices()}["Memory"] == "warn"


def test_the_forward_pass_takes_time() -> None:
    (check,) = forward_pass()
    assert check.state == "ok"
    assert float(check.detail.split()[-2]) > 0


def test_settings_folder_is_the_windows(own_home: Path) -> None:
    from PySide6.QtCore import QSettings

    if sys.platform == "win32":
        pytest.skip("the settings are in the registry")
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.environ["XDG_CONFIG_HOME"])
    settings = QSettings("isugan", "isugan-inspector")
    assert Path(settings.fileName()).is_relative_to(folders.settings_folder())
