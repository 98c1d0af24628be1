"""`isugan`: the command line. Commands are imported when they are called, so that help answers at once."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from app.cli.exit_codes import ExitCode
from app.cli.outcome import Outcome, as_json
from core import __version__
from core.errors import IsuganError, SettingError
from core.words import terminal_text

COMMANDS = {
    "demo": "Try it: inspect the built-in demo images.",
    "window": "Open the window, with a project, a model or images.",
    "doctor": "Check this machine: versions, devices, window system, folders.",
    "synth": "Write a synthetic dataset with defects and masks.",
    "check": "Show what was recognised in a dataset, and what is wrong with it.",
    "train": "Learn a surface from a dataset; leaves a model file.",
    "calibrate": "Fit the OK / Review / NG cuts and store them in the model file.",
    "inspect": "Inspect images: results.csv, defects.csv and pictures.",
    "watch": "Inspect what a camera writes and sort it into folders, without end.",
    "evaluate": "Measure a model on the labelled test images of a dataset.",
    "report": "Figures and cases of a model on a dataset, as HTML or PDF.",
    "export": "Write results as CSV, JSON, masks, COCO ..., or the model as ONNX.",
    "benchmark": "Train and test the paper's systems, for its Tables 2 and 3.",
    "review": "Merge and compare what people decided on images.",
}


class Program(click.Group):
    """The group of all commands, each in its own module `app.cli.commands.NAME`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in working order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its `command`."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"app.cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, **options: Any
    ) -> NoReturn:
        """Run, print the outcome or the error, and exit with the documented code."""
        words = list(sys.argv[1:] if args is None else args)
        flags = words[: words.index("--")] if "--" in words else words
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A file name that the terminal's encoding lacks must not end a run.
                stream.reconfigure(errors="backslashreplace")
        options["standalone_mode"] = False
        options.setdefault("prog_name", "isugan")
        try:
            outcome = super().main(words, **options)
        except Exception as error:  # noqa: BLE001 - the last line of defence, told in plain words
            if "--debug" in flags:
                traceback.print_exc()
            outcome = _failure(error)
            if "--json" not in flags:
                click.echo(terminal_text(outcome.text), err=True)
                sys.exit(outcome.code)
        if not isinstance(outcome, Outcome):
            sys.exit(outcome or ExitCode.OK)
        click.echo(as_json(outcome.document) if "--json" in flags else terminal_text(outcome.text))
        sys.exit(outcome.code)


def _failure(error: Exception) -> Outcome:
    """Message, way out and code of an error; the kind of error decides how much can be said."""
    code = ExitCode.FAILURE
    way_out = ""
    match error:
        case click.exceptions.Abort():
            code, message = ExitCode.INTERRUPTED, "Interrupted."
        case click.UsageError():
            code, message = ExitCode.USAGE, error.format_message()
            if error.ctx is not None:
                way_out = f"See `{error.ctx.command_path} --help`."
        case click.ClickException():
            message = error.format_message()
        case IsuganError():
            code = ExitCode.USAGE if isinstance(error, SettingError) else code
            message, way_out = error.message, error.way_out
        case PermissionError():
            message = f"No permission: {error.filename}."
            way_out = "Choose a folder that you may write to, or change its permissions."
        case OSError():
            message = f"{error.strerror or error}: {error.filename}." if error.filename else f"{error}."
            way_out = "Check the path and the free space on the disk."
        case _:
            message = f"Unexpected {type(error).__name__}: {error}"
            way_out = "This is a fault of the program; --debug shows where."
    return Outcome(f"Error: {message}\n{way_out}".strip(), {"error": message, "way_out": way_out}, code)


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="isugan")
@click.pass_context
def main(context: click.Context) -> None:
    """Learn what a good surface looks like, repair a suspect photo, and show what was repaired.

    First steps: `isugan demo`, or `isugan train DATASET --preset quick --out RUN` and
    `isugan inspect RUN/model.safetensors PHOTOS --out RESULTS`.

    Exit codes: 0 all OK, 1 failure, 2 wrong usage, 3 NG found, 4 Review found, 5 unreadable files,
    6 no calibration, 130 interrupted.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


if __name__ == "__main__":
    main()
