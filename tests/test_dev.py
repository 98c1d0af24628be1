"""The set-up script: what it installs, what it skips, and what it says when it cannot go on."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="apt is for Linux")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Put a shell script on the PATH; each call of one is a line in `calls`."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def make(name: str, body: str) -> Path:
        script = folder / name
        script.write_text(f'#!/bin/sh\necho "{name} $*" >> {tmp_path}/calls\n{body}\n', encoding="utf-8")
        script.chmod(0o755)
        return tmp_path / "calls"

    return make


@pytest.fixture
def pip_calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Record what would be installed instead of installing it."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "pip", lambda venv, *words: calls.append(tuple(str(word) for word in words)))
    return calls


def as_superuser(monkeypatch: pytest.MonkeyPatch, yes: bool) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0 if yes else 1000)


# --- Python -------------------------------------------------------------------------------------------------


@linux_only
def test_an_old_python_is_told_which_newer_one_is_there(
    dev: ModuleType, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    program("python3.20", "")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert dev.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert "needs Python 3.11 or newer" in said
    assert "Run: python3.20 dev.py" in said


def test_old_pythons_can_at_least_read_the_script(project_root: Path) -> None:
    """A syntax error instead of the message would help no one."""
    source = (project_root / "dev.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


# --- system libraries ---------------------------------------------------------------------------------------


@linux_only
def test_only_libraries_that_do_not_load_are_missing(dev: ModuleType) -> None:
    libraries = {"libc.so.6": "libc6", "libisugan-none.so.1": "libisugan-none"}
    assert dev.missing_packages(libraries) == ["libisugan-none"]


@linux_only
def test_the_superuser_gets_the_missing_libraries_installed(
    dev: ModuleType, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = program("apt-get", "")
    as_superuser(monkeypatch, True)
    monkeypatch.setattr(dev, "QT_ALWAYS", {"libisugan-none.so.1": "libisugan-none"})
    monkeypatch.setattr(dev, "QT_X11", {})
    dev.ensure_qt_libraries()
    update, install = calls.read_text(encoding="utf-8").splitlines()
    assert update.startswith("apt-get update")
    assert install.startswith("apt-get install -y")
    assert install.endswith(" libisugan-none")


@linux_only
def test_sudo_is_used_only_where_it_asks_no_password(
    dev: ModuleType, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program("apt-get", "")
    as_superuser(monkeypatch, False)
    calls = program("sudo", "exit 0")
    assert dev.apt_install(["some-package"])
    assert "sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install" in calls.read_text(encoding="utf-8")

    program("sudo", "exit 1")
    calls.unlink()
    assert not dev.apt_install(["some-package"])
    assert calls.read_text(encoding="utf-8").splitlines() == ["sudo -n true"]


@linux_only
def test_without_rights_the_exact_command_is_the_message(
    dev: ModuleType, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch,
    pip_calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:  # fmt: skip
    program("apt-get", "exit 1")
    program("sudo", "exit 1")
    as_superuser(monkeypatch, False)
    monkeypatch.setattr(dev, "QT_ALWAYS", {"libisugan-none.so.1": "libisugan-none"})
    assert dev.main(["--venv", str(tmp_path / "venv"), "test"]) == 1
    said = capsys.readouterr().err
    assert "sudo apt-get install -y --no-install-recommends libisugan-none" in said
    assert pip_calls == []


@linux_only
def test_libraries_for_x11_alone_stop_nothing(
    dev: ModuleType, program: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    program("apt-get", "exit 1")
    as_superuser(monkeypatch, True)
    monkeypatch.setattr(dev, "QT_ALWAYS", {})
    monkeypatch.setattr(dev, "QT_X11", {"libisugan-none.so.1": "libisugan-none"})
    dev.ensure_qt_libraries()
    assert "libisugan-none" in capsys.readouterr().err


def test_a_headless_demo_asks_for_no_library(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[Path | str]] = []
    monkeypatch.setattr(dev, "ensure_environment", lambda venv, level: None)
    monkeypatch.setattr(dev, "hand_over", lambda command: ran.append(command) or 0)
    monkeypatch.setattr(dev, "missing_packages", lambda libraries: pytest.fail("looked for libraries"))
    assert dev.main(["--venv", str(tmp_path), "demo", "--headless", "--out", "x"]) == 0
    assert ran == [[dev.tool(tmp_path, "isugan"), "demo", "--headless", "--out", "x"]]


# --- the environment ----------------------------------------------------------------------------------------


def fake_environment(dev: ModuleType, folder: Path, stamps: dict[str, str]) -> None:
    python = dev.tool(folder, "python")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    (folder / "pyvenv.cfg").touch()
    dev.write_stamps(folder, stamps)


@pytest.mark.parametrize(
    ("level", "pinned"), [("runtime", ["runtime"]), ("dev", ["runtime", "onnx", "openvino", "ray", "dev"])]
)
@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_second_call_installs_nothing_until_a_pin_changes(
    level: str, pinned: list[str], dev: ModuleType, pip_calls: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    checkout = tmp_path / "checkout"
    (checkout / "requirements").mkdir(parents=True)
    for name in (
        "pyproject.toml",
        "requirements/runtime.txt",
        "requirements/onnx.txt",
        "requirements/openvino.txt",
        "requirements/ray.txt",
        "requirements/dev.txt",
    ):
        (checkout / name).write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", checkout)
    monkeypatch.setattr(dev, "works", lambda venv: True)
    venv = tmp_path / "venv"
    fake_environment(dev, venv, {})

    dev.ensure_environment(venv, level)
    first = [word for name in pinned for word in ("-r", str(checkout / "requirements" / f"{name}.txt"))]
    assert pip_calls[0] == ("install", *first)
    assert pip_calls[1][-2:] == ("--editable", str(checkout))

    pip_calls.clear()
    dev.ensure_environment(venv, level)
    dev.ensure_environment(venv, "runtime")
    assert pip_calls == []

    (checkout / "requirements" / "runtime.txt").write_text("a==2\n", encoding="utf-8")
    dev.ensure_environment(venv, level)
    assert len(pip_calls) == 2


def test_a_failed_install_is_tried_again(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(venv: Path, *words: object) -> None:
        raise dev.SetupError("pip failed")

    monkeypatch.setattr(dev, "pip", fail)
    monkeypatch.setattr(dev, "works", lambda venv: True)
    tmp_path.joinpath("pyvenv.cfg").touch()
    dev.write_stamps(tmp_path, {"runtime": "an older one"})
    with pytest.raises(dev.SetupError):
        dev.ensure_environment(tmp_path, "runtime")
    assert dev.installed(tmp_path) == {}


def test_a_folder_with_something_else_is_left_alone(
    dev: ModuleType, pip_calls: list[tuple[str, ...]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photos").mkdir()
    assert dev.main(["--venv", str(tmp_path), "demo", "--headless"]) == 1
    assert "is no virtual environment" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["photos"]


def test_a_broken_environment_of_ours_is_made_anew(
    dev: ModuleType, pip_calls: list[tuple[str, ...]], tmp_path: Path
) -> None:
    """An upgrade of the system can leave a link to a Python that is gone."""
    venv = tmp_path / "venv ü"
    venv.mkdir()
    dev.write_stamps(venv, {"runtime": dev.fingerprint("runtime")})
    (venv / "leftover").touch()
    dev.ensure_environment(venv, "runtime")
    assert not (venv / "leftover").exists()
    assert subprocess.run([dev.tool(venv, "python"), "-m", "pip", "-V"], capture_output=True).returncode == 0
    assert dev.installed(venv)["runtime"] == dev.fingerprint("runtime")


@pytest.mark.parametrize(
    ("option", "variable", "expected"),
    [(["--venv", "a"], "b", "a"), ([], "b", "b"), ([], "", ".venv"), ([], None, ".venv")],
)
def test_where_the_environment_goes(
    option: list[str], variable: str | None, expected: str, dev: ModuleType, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    seen: list[Path] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "ensure_qt_libraries", lambda: None)
    monkeypatch.setattr(dev, "ensure_environment", lambda venv, level: seen.append(venv))
    monkeypatch.setattr(dev, "hand_over", lambda command: 0)
    if variable is None:
        monkeypatch.delenv("ISUGAN_VENV", raising=False)
    else:
        monkeypatch.setenv("ISUGAN_VENV", variable)
    assert dev.main([*option, "test"]) == 0
    assert seen == [tmp_path / expected]


def test_the_exit_code_of_the_program_is_passed_on(project_root: Path) -> None:
    code = "import sys, dev; sys.exit(dev.hand_over(sys.argv[1:]))"
    command = [sys.executable, "-c", code, sys.executable, "-c", "import sys; sys.exit(7)"]
    assert subprocess.run(command, cwd=project_root).returncode == 7


def test_check_fails_when_any_part_fails(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def run(command: list[object], **options: object) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        ran.append(" ".join([Path(words[0]).stem, *words[1:]]))
        return subprocess.CompletedProcess(words, 1 if "mypy" in ran[-1] else 0)

    monkeypatch.setattr(dev, "ensure_environment", lambda venv, level: None)
    monkeypatch.setattr(subprocess, "run", run)
    assert dev.main(["--venv", str(tmp_path), "check"]) == 1
    assert ran == ["ruff check .", "ruff format --check .", "mypy", "lint-imports", "python -m pip check"]
    assert "Failed: mypy" in capsys.readouterr().err
