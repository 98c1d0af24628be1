"""`isugan window`: open the window."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.open_window import language_option, open_window
from app.cli.options import make_command
from app.cli.outcome import Outcome
from core.errors import IsuganError


@make_command
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@language_option
def command(paths: tuple[Path, ...], language: str | None, as_json: bool) -> Outcome:
    """Open the window, with PATHS in it: a project, a model file, images or folders of images, in any order."""
    for path in paths:
        if not path.exists():
            raise IsuganError(
                f"There is no {path}.", "Check the name, or open it in the window: isugan window", path
            )
    return open_window([path.absolute() for path in paths], language=language)
