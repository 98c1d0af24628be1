"""The page `docs/cli.md` is what the program says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from app.cli.options import make_command
from tools.make_cli_reference import page, section

RENEW = "docs/cli.md is not what the program says. Renew it: .venv/bin/python -m tools.make_cli_reference"


def test_the_page_is_what_the_program_says(project_root: Path) -> None:
    written = (project_root / "docs" / "cli.md").read_text(encoding="utf-8")
    if written != page():  # both texts in a failure would hide the message
        pytest.fail(RENEW, pytrace=False)


def test_values_defaults_and_exit_codes_are_told() -> None:
    @make_command
    @click.argument("model", type=click.Path(path_type=Path))
    @click.argument("files", nargs=-1, type=click.Path(dir_okay=False))
    @click.option(
        "--share", type=click.FloatRange(0, 1, min_open=True), default=0.5, show_default=True, help="A|B."
    )
    @click.option(
        "--kind", type=click.Choice(["one", "two"]), required=True, help="Of MODEL, not of RUN/MODEL.x."
    )
    @click.option("--secret", is_flag=True, hidden=True)
    def command(**_: object) -> None:
        """Do it with MODEL or --kind.

        \b
        a  table

        All is well. The exit code is 5 if a file is not.
        """

    text = "\n\n".join(section(command, click.Context(command, info_name="isugan do"), "##"))
    assert text.startswith(
        "## isugan do\n\n```\nisugan do [OPTIONS] MODEL [FILES]...\n```\n\nDo it with `MODEL` or `--kind`."
    )
    assert "```\na  table\n```\n\nAll is well.\n" in text
    assert "| `MODEL` | path | needed |" in text
    assert "| `--share` | number above 0 to 1 | `0.5` | A\\|B. |" in text
    assert "| `--kind` | `one`, `two` | needed | Of `MODEL`, not of RUN/MODEL.x. |" in text
    assert not re.search("--secret|--json|--debug", text)
    assert text.endswith("The exit code is 5 if a file is not.")
