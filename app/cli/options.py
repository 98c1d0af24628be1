"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def make_command(function: F) -> click.Command:
    """Make a command that also takes `--json` (as `as_json`) and `--debug`, both acted on by the program."""
    function = click.option("--debug", is_flag=True, expose_value=False, help="Show where an error arose.")(
        function
    )
    function = click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON document on stdout and nothing else."
    )(function)
    return click.command(function.__module__.rpartition(".")[2])(function)


def model_argument(function: F) -> F:
    """`MODEL`: an existing model file."""
    return click.argument("model", type=click.Path(path_type=Path))(function)


def dataset_argument(function: F, *, required: bool = True) -> F:
    """`DATASET` with `--layout` and `--defect-type`, which override what would be recognised."""
    types = click.option(
        "--defect-type",
        "defect_types",
        multiple=True,
        metavar="NAME",
        help="Keep only defects of this type, where the layout knows types; may be repeated.",
    )
    layout = click.option("--layout", metavar="NAME", help="The layout, instead of recognising it.")
    place = click.argument("dataset", type=click.Path(path_type=Path), required=required)
    return place(layout(types(function)))


def out_option(help_text: str, *, required: bool = True) -> Callable[[F], F]:
    """`--out DIR`."""
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option("--out", required=required, type=folder, metavar="DIR", help=help_text)


def device_option(function: F) -> F:
    """`--device auto|cpu|cuda|mps`."""
    kinds = click.Choice(["auto", "cpu", "cuda", "mps"])
    return click.option("--device", type=kinds, default="auto", show_default=True, help="Where to compute.")(
        function
    )
