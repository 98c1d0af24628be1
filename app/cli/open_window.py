"""The one door from the command line to the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from app.cli.exit_codes import ExitCode
from app.cli.outcome import Outcome
from core.errors import IsuganError

language_option = click.option(
    "--language",
    type=click.Choice(["en", "zh_CN"]),
    help="Language of the window this time; otherwise the one chosen in its menu.",
)


def open_window(paths: Sequence[Path], *, inspect_now: bool = False, language: str | None = None) -> Outcome:
    """Open the window with `paths` in it, and stay until it is closed.

    Raises:
        IsuganError: Qt does not load.
    """
    try:
        from app.gui.launch import run
    except ImportError as error:
        raise IsuganError(
            f"The window cannot open: {error}.",
            "See isugan doctor. Without a window: isugan demo --headless --out DIR, and all other commands.",
        ) from error
    code = run(paths, inspect_now=inspect_now, language=language or "")
    return Outcome("", {"closed": True}, ExitCode.FAILURE if code else ExitCode.OK)
