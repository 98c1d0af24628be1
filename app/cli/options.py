"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from core.errors import IsuganError
from core.inspection.runtimes import AUTO, RUNTIMES

F = TypeVar("F", bound=Callable[..., Any])


class Several(click.Command):
    """A command whose repeatable options with a closed set of values take all that follow: `--classes 1 6 7`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give each such value its own option word, as click wants it."""
        lists = {
            word: option.type
            for option in self.params
            if isinstance(option, click.Option) and option.multiple and isinstance(option.type, click.Choice)
            for word in option.opts
        }
        words: list[str] = []
        option: str | None = None
        for place, word in enumerate(args):
            if word == "--":
                words += args[place:]
                break
            if word.startswith("-"):
                option = word if word in lists else None
            elif option is not None and words[-1] != option:
                if word in lists[option].choices:
                    words.append(option)
                else:
                    option = None
            words.append(word)
        return super().parse_args(ctx, words)


def make_command(function: F, *, kind: type[click.Command] = click.Command) -> click.Command:
    """Make a command that also takes `--json` (as `as_json`) and `--debug`, both acted on by the program."""
    function = click.option("--debug", is_flag=True, expose_value=False, help="Show where an error arose.")(
        function
    )
    function = click.option(
        "--json", "as_json", is_flag=True, help="Print one JSON document on stdout and nothing else."
    )(function)
    return click.command(function.__module__.rpartition(".")[2], cls=kind)(function)


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


def overwrite_option(function: F) -> F:
    """`--overwrite`, to be kept by `check_new`."""
    return click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")(function)


def check_new(files: Iterable[Path], overwrite: bool) -> None:
    """Raise an IsuganError if one of `files` is there already and may not be replaced."""
    for path in files:
        if path.exists() and not overwrite:
            raise IsuganError(f"{path} is there already.", "Choose another name, or give --overwrite.", path)


def device_option(function: F) -> F:
    """`--device auto|cpu|cuda|mps`."""
    kinds = click.Choice(["auto", "cpu", "cuda", "mps"])
    return click.option("--device", type=kinds, default="auto", show_default=True, help="Where to compute.")(
        function
    )


def runtime_option(help_text: str) -> Callable[[F], F]:
    """`--runtime auto|torch|onnxruntime|openvino`."""
    kinds = click.Choice([AUTO, *RUNTIMES])
    return click.option("--runtime", type=kinds, default=AUTO, show_default=True, help=help_text)
