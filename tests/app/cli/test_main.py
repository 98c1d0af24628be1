from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app.cli.exit_codes import ExitCode
from app.cli.main import COMMANDS, main
from core import __version__
from core.errors import IsuganError, SettingError

Run = Callable[..., Result]
HEAVY = {"torch", "PySide6", "sklearn", "scipy", "numpy", "cv2", "rich", "pydantic"}


def python(code: str, root: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120
    )


CALL = """
import sys
from app.cli.main import main
try:
    main({words})
except SystemExit as end:
    assert end.code == 0, end.code
import json, time
print(json.dumps([sorted(sys.modules), time.process_time()]), file=sys.stderr)
"""


def modules_and_seconds(words: list[str], root: Path) -> tuple[set[str], float]:
    """Top-level modules loaded and CPU time taken by a call of `isugan` in a fresh process."""
    run = python(CALL.format(words=words), root)
    assert run.returncode == 0, run.stderr
    modules, seconds = json.loads(run.stderr.splitlines()[-1])
    return {name.partition(".")[0] for name in modules}, seconds


def test_help_is_light(project_root: Path) -> None:
    modules_and_seconds(["--help"], project_root)  # the first run may compile
    modules, seconds = modules_and_seconds(["--help"], project_root)
    assert "click" in modules
    assert not modules & HEAVY
    assert seconds < 0.5


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_loads_torch_or_qt_before_it_works(name: str, project_root: Path) -> None:
    modules, _ = modules_and_seconds([name, "--help"], project_root)
    assert not modules & {"torch", "PySide6", "sklearn"}


def test_help_lists_every_command(isugan: Run) -> None:
    result = isugan("--help")
    assert result.exit_code == 0
    for name, text in COMMANDS.items():
        assert name in result.stdout
        assert text in result.stdout
    assert isugan().stdout == result.stdout


def commands_of(name: str) -> dict[tuple[str, ...], click.Command]:
    """The command, or those of a group, by the words that call them."""
    command = importlib.import_module(f"app.cli.commands.{name}").command
    assert isinstance(command, click.Command)
    assert command.name == name
    if isinstance(command, click.Group):
        return {(name, part): under for part, under in command.commands.items()}
    return {(name,): command}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_module_help_and_common_options(name: str, isugan: Run) -> None:
    for words, command in commands_of(name).items():
        text = isugan(*words, "--help").stdout
        assert "--json" in text
        assert "--debug" in text
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.help, option.name


def test_the_documented_exit_codes_are_those_of_the_help(isugan: Run) -> None:
    text = " ".join(isugan("--help").stdout.split())
    for code in ExitCode:
        assert f"{code.value} " in text.partition("Exit codes:")[2]
    assert len({code.value for code in ExitCode}) == len(ExitCode)


def test_options_that_errors_advise_exist(project_root: Path) -> None:
    advised = {
        option
        for folder in ("core", "app/cli")
        for path in (project_root / folder).rglob("*.py")
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", path.read_text(encoding="utf-8"))
    }
    commands = (command for name in COMMANDS for command in commands_of(name).values())
    known = {option for command in commands for parameter in command.params for option in parameter.opts}
    assert "--resume" in advised
    # Those of torchrun and of ray, which a run on several machines is started with.
    others = {"--nproc-per-node", "--standalone", "--head"}
    assert advised - known <= {"--help", "--version"} | others


def test_version(isugan: Run) -> None:
    assert __version__ in isugan("--version").stdout


@pytest.mark.parametrize("words", [["frobnicate"], ["check"], ["check", "x", "--no-such"], ["--no-such"]])
def test_wrong_usage(words: list[str], isugan: Run, isugan_json: Callable) -> None:
    result = isugan(*words)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert "Error:" in result.stderr
    document, code = isugan_json(*words)
    assert code == ExitCode.USAGE
    assert set(document) == {"error", "way_out"}


def raising(error: BaseException) -> click.Command:
    def callback(**_: object) -> None:
        raise error

    options = [click.Option(["--json"], is_flag=True), click.Option(["--debug"], is_flag=True)]
    return click.Command("check", callback=callback, params=[*options])


@pytest.mark.parametrize(
    ("error", "code", "message", "way_out"),
    [
        (IsuganError("It is broken.", "Mend it."), ExitCode.FAILURE, "It is broken.", "Mend it."),
        (SettingError("No such one.", "Take another."), ExitCode.USAGE, "No such one.", "Take another."),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "Interrupted.", ""),
        (PermissionError(13, "denied", "/x/y"), ExitCode.FAILURE, "No permission: /x/y.", "Choose a folder"),
        (OSError(28, "No space left", "/x"), ExitCode.FAILURE, "No space left: /x.", "free space"),
        (RuntimeError("odd"), ExitCode.FAILURE, "Unexpected RuntimeError: odd", "--debug"),
    ],
)
def test_errors_become_plain_words(
    error: BaseException,
    code: ExitCode,
    message: str,
    way_out: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type(main), "get_command", lambda *_: raising(error))
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == code
    assert result.stdout == ""
    assert message in result.stderr
    assert way_out in result.stderr
    assert "Traceback" not in result.stderr
    document = json.loads(CliRunner().invoke(main, ["check", "--json"]).stdout)
    assert document["error"] == message
    assert way_out in document["way_out"]


def test_debug_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(main), "get_command", lambda *_: raising(IsuganError("It is broken.")))
    assert "Traceback" in CliRunner().invoke(main, ["check", "--debug"]).stderr


def test_a_narrow_terminal_encoding_ends_nothing(project_root: Path, tmp_path: Path) -> None:
    missing = tmp_path / "Фото 🔩"
    environment = os.environ | {"PYTHONPATH": str(project_root), "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "app.cli.main", "check", str(missing)]
    run = subprocess.run(words, env=environment, capture_output=True, timeout=120)
    assert run.returncode == ExitCode.FAILURE
    assert b"does not exist" in run.stderr
    assert b"UnicodeEncodeError" not in run.stderr


def test_a_name_gives_the_terminal_no_commands(isugan: Run, tmp_path: Path) -> None:
    result = isugan("check", tmp_path / "\x1b]0;mine\x07 \x9b2J.png")
    assert result.exit_code == ExitCode.FAILURE
    assert "\ufffd]0;mine\ufffd \ufffd2J.png does not exist" in result.stderr
    assert "\x1b" not in result.stderr
