"""`isugan watch`: inspect what a camera writes, and sort it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.demo_files import demo_images
from app.cli.exit_codes import ExitCode
from app.cli.interrupts import Interrupt, ctrl_c
from app.cli.options import device_option, make_command, model_argument, runtime_option
from app.cli.outcome import Outcome
from app.cli.runtime_use import ALWAYS_SAME, computed_by, read_for
from app.cli.verdicts import VerdictCounts
from core.errors import CalibrationError
from core.words import number_of, terminal_text

if TYPE_CHECKING:
    from core.inspection.results_csv import Item

FOLDER = click.Path(path_type=Path, file_okay=False)
SECONDS = click.FloatRange(0)


@make_command
@click.argument("folder", type=FOLDER)
@model_argument
@click.option("--ok", required=True, type=FOLDER, metavar="DIR", help="Where OK images go.")
@click.option("--review", required=True, type=FOLDER, metavar="DIR", help="Where Review images go.")
@click.option("--ng", required=True, type=FOLDER, metavar="DIR", help="Where NG images go.")
@click.option(
    "--unreadable", type=FOLDER, metavar="DIR", help="Where unreadable files go; default: --review."
)
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Add the lines to this file, instead of stdout.",
)
@click.option(
    "--settle",
    "settle_seconds",
    type=SECONDS,
    metavar="SECONDS",
    default=1.0,
    show_default=True,
    help="A file is taken once it has not changed for so long.",
)
@click.option(
    "--give-up",
    "give_up_seconds",
    type=SECONDS,
    metavar="SECONDS",
    default=30.0,
    show_default=True,
    help="An unreadable file is given up once it has not changed for so long.",
)
@click.option(
    "--poll",
    "poll_seconds",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    default=0.5,
    show_default=True,
    help="Time between two looks into the folder.",
)
@click.option("--once", is_flag=True, help="End when no image is left, instead of waiting for more.")
@device_option
@runtime_option(ALWAYS_SAME)
def command(
    folder: Path,
    model: Path,
    ok: Path,
    review: Path,
    ng: Path,
    unreadable: Path | None,
    log: Path | None,
    once: bool,
    device: str,
    runtime: str,
    as_json: bool,
    **times: float,
) -> Outcome | ExitCode:
    """Inspect each image that comes into FOLDER with MODEL, and move it to the folder of its verdict.

    Subfolders are looked into and kept: FOLDER/a/1.png goes to OK/a/1.png, and to OK/a/1-2.png where that exists;
    nothing is ever overwritten. Of each file one line of JSON tells where it went and what was found, in the words
    of results.csv. While a disk is full or a share away, the watch says so and waits. It may be killed at any moment:
    the next one goes on, and each file is in one place with one line in --log.

    The folders must be there. One watch works on a folder at a time; its model is read once, at the start.

    \b
    Exit codes: 0 ended by Ctrl-C or SIGTERM (files being inspected are sorted first), or by --once;
    130 ended in the midst of a file by a second signal, which leaves it for the next watch; 1 cannot go on.
    """
    if as_json and log is None:
        raise click.UsageError("--json needs --log: without it the lines go to stdout.")
    from core.inspection.folder import inspect_files
    from core.inspection.inspector import Inspector
    from core.line.folders import Folders
    from core.line.log import LogFile, LogStream
    from core.line.opening import opened_watch
    from core.line.patience import Patience
    from core.line.watcher import WatchSettings

    settings = WatchSettings(**times)
    folders = Folders.of(folder, ok, review, ng, unreadable)
    lines = LogStream(click.echo) if log is None else LogFile.at(log)
    loaded = read_for(model, runtime)
    if loaded.header.calibration is None:
        raise CalibrationError(
            f"{model} holds no calibration, and without one there is no verdict to sort by.",
            f"Give it one: isugan calibrate {model} DATASET, or with --cuts REVIEW NG.",
            model,
        )
    # None of its own is there yet.
    inspector = Inspector(computed_by(runtime, loaded, demo_images), device)
    counts = VerdictCounts()

    def told(record: dict[str, Any]) -> None:
        counts.add(record.get("verdict") or "")

    with ctrl_c(lambda: None, lambda: None, terminate=True) as signals:

        def inspect(paths: Iterable[Path]) -> Iterator[Item]:
            return inspect_files(inspector, paths, cancelled=lambda: _is_urgent(signals))

        patience = Patience(_say, lambda: bool(signals))
        with opened_watch(folders, inspect, lines, patience, settings, told) as watcher:
            _say(f"Watching {folders.watched} with {model} ({inspector.device_name}).")
            watcher.run(once=once)
    code = ExitCode.INTERRUPTED if _is_urgent(signals) else ExitCode.OK
    text = f"{number_of(counts.total, 'file')} sorted{f': {counts}' if counts.total else ''}."
    if log is None:
        # The lines have stdout for themselves.
        _say(text)
        return code
    return Outcome(text, {"log": log, "counts": counts.to_dict()}, code)


def _is_urgent(signals: Interrupt) -> bool:
    """Whether a second signal came: then nobody waits for the end of a file."""
    return signals.presses > 1


def _say(text: str) -> None:
    click.echo(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {terminal_text(text)}", err=True)
