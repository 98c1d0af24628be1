"""Make `docs/cli.md` anew: each command of `isugan`, its arguments, options and exit codes, from the program itself.

    python -m tools.make_cli_reference

Nothing in the page is written by hand: texts are those of `--help`, ranges and defaults those that click checks.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from app.cli.exit_codes import ExitCode
from app.cli.main import COMMANDS, main
from core.files import write_atomically

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 120
COMMON = ("--json", "--debug")
"""Options that every command has; they are told once."""
CODES_ANCHOR = "[those of every command](#exit-codes)"
SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")


def page() -> str:
    """The page as Markdown."""
    root = click.Context(main, info_name="isugan", **main.context_settings)
    about, _ = _told(main, root)
    commands = {name: main.get_command(root, name) for name in COMMANDS}
    rows = [(f"[`{name}`](#isugan-{name})", text) for name, text in COMMANDS.items()]
    blocks = [
        "# Command line",
        _filled(
            "`isugan COMMAND ...`, or `.venv/bin/isugan COMMAND ...` where the environment is not active. This page is "
            "made from the program by `python -m tools.make_cli_reference`; `isugan COMMAND --help` says the same."
        ),
        *about,
        _table(("command", "what it does"), rows),
        "## Options of every command",
        _table(("option", "what it does"), _common(commands.values(), root)),
        "## Exit codes",
        _table(("code", "meaning"), _codes()),
    ]
    for name, command in commands.items():
        assert command is not None
        blocks += section(command, click.Context(command, parent=root, info_name=name), "##")
    return "\n\n".join(block for block in blocks if block) + "\n"


def section(command: click.Command, context: click.Context, heading: str) -> Iterator[str]:
    """Heading, usage, text, arguments, options and exit codes; the commands of a group follow it."""
    text, codes = _told(command, context)
    yield f"{heading} {context.command_path}"
    yield f"```\n{' '.join([context.command_path, *command.collect_usage_pieces(context)])}\n```"
    yield from text
    if isinstance(command, click.Group):
        for name, under in command.commands.items():
            yield from section(under, click.Context(under, parent=context, info_name=name), heading + "#")
        return
    arguments = [
        (f"`{_name(argument, context)}`", _value(argument), _presence(argument))
        for argument in command.params
        if isinstance(argument, click.Argument)
    ]
    if arguments:
        yield _table(("argument", "value", ""), arguments)
    options = [option for option in _listed(command) if option.opts[0] not in COMMON]
    rows = [
        (_word(option), _value(option), _presence(option), _meaning(option, command, context))
        for option in options
    ]
    if rows:
        yield _table(("option", "value", "default", "what it does"), rows)
    yield _filled(_code(codes, command, context)) if codes else f"Exit codes: {CODES_ANCHOR}."


def _told(command: click.Command, context: click.Context) -> tuple[list[str], str]:
    """The help text as Markdown blocks, and apart from them what it says of exit codes."""
    blocks, codes = [], []
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        as_it_is, lines = paragraph.startswith("\b"), paragraph.lstrip("\b\n")
        if as_it_is and "xit code" not in lines:
            blocks.append(f"```\n{lines}\n```")
            continue
        sentences = [lines] if as_it_is else SENTENCE.split(lines)
        codes += [sentence for sentence in sentences if "xit code" in sentence]
        rest = " ".join(sentence for sentence in sentences if "xit code" not in sentence)
        if rest:
            blocks.append(_filled(_code(rest, command, context)))
    return blocks, " ".join(codes)


def _code(text: str, command: click.Command, context: click.Context) -> str:
    """Set options and the names of arguments as code, but not what is code already."""
    names = [
        re.escape(parameter.make_metavar(context).strip("[].").partition("...")[0])
        for parameter in command.params
        if isinstance(parameter, click.Argument) and not isinstance(parameter.type, click.Choice)
    ]
    words = "|".join([r"--[a-z][a-z-]*", *(rf"\b{name}(?:\.\.\.)?(?![/.]?\w)" for name in names)])
    pieces = text.split("`")
    pieces[::2] = [re.sub(rf"(?<![\w/-])({words})", r"`\1`", piece) for piece in pieces[::2]]
    return "`".join(pieces)


def _name(argument: click.Argument, context: click.Context) -> str:
    """As in the usage, but without brackets, and one word where the usage has all choices."""
    if isinstance(argument.type, click.Choice) and not argument.metavar:
        return argument.human_readable_name
    return argument.make_metavar(context).replace("[", "").replace("]", "")


def _listed(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option) and not option.hidden]


def _common(commands: Iterable[click.Command | None], root: click.Context) -> list[tuple[str, str]]:
    """The options that every command has, in the words of the first one."""
    first = next(command for command in commands if command)
    named = {option.opts[0]: option for option in _listed(first)}
    options = [*(named[word] for word in COMMON), first.get_help_option(root)]
    return [(_word(option), option.help or "") for option in options if option]


def _word(option: click.Option) -> str:
    """The option as it is typed, with what follows it."""
    shown = "" if option.is_flag or not option.metavar or "|" in option.metavar else f" {option.metavar}"
    return f"`{', '.join(option.opts)}{shown}`"


def _meaning(option: click.Option, command: click.Command, context: click.Context) -> str:
    return _code(option.help or "", command, context)


def _value(parameter: click.Parameter) -> str:
    """What may be given, in words; nothing for a switch."""
    text = getattr(parameter, "help", None) or ""
    match parameter.type:
        case click.types.BoolParamType():
            return ""
        case click.Choice(choices=choices):
            told = all(re.search(rf"(?<![\w-]){re.escape(choice)}(?![\w-])", text) for choice in choices)
            return "one of those named" if told and parameter.metavar else _either(choices)
        case click.IntRange() | click.FloatRange() as kind:
            number = "whole number" if isinstance(kind, click.IntRange) else "number"
            lowest = "" if kind.min is None else f"{'above' if kind.min_open else 'from'} {kind.min}"
            highest = "" if kind.max is None else f"{'below' if kind.max_open else 'to'} {kind.max}"
            return " ".join(filter(None, [number, lowest, highest]))
        case click.Path() as kind:
            one = "folder" if not kind.file_okay else "file" if not kind.dir_okay else "path"
            return one if parameter.nargs == 1 else f"{one}s, one or more"
        case click.Tuple(types=types):
            return f"{len(types)} numbers"
        case click.types.IntParamType():
            return "whole number"
        case click.types.FloatParamType():
            return "number"
    return _either(parameter.metavar.split("|")) if parameter.metavar and "|" in parameter.metavar else "text"


def _either(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _presence(parameter: click.Parameter) -> str:
    """Whether it has to be there, or what stands for it otherwise."""
    if parameter.required:
        return "needed"
    if isinstance(parameter, click.Argument):
        return "may be left out"
    shown = isinstance(parameter, click.Option) and parameter.show_default
    return f"`{parameter.default}`" if shown else ""


def _codes() -> list[tuple[str, str]]:
    """Code and meaning, from the words of the class itself."""
    told = re.findall(r"^([A-Z]+): (.*)\.$", inspect.getdoc(ExitCode) or "", re.MULTILINE)
    return [(str(ExitCode[name].value), meaning) for name, meaning in told]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; a bar inside a cell would end it."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _filled(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    with write_atomically(PAGE) as temporary:
        temporary.write_text(page(), encoding="utf-8", newline="\n")
