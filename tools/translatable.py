"""Every text of the source that is to be translated, read by Python's own parser.

Qt's `lupdate` reads Python, too, but passes over calls with keywords, takes f-strings as they stand, and cannot
know that `tr_n` has two forms. So the calls of `core.language` are read here, strictly, and handed to it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from app.gui.tables import tables

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("app/gui", "core")
PLAIN, NUMBERED = ("tr", "later"), ("tr_n", "later_n")
IN_TABLES = "tr_table"


@dataclass(frozen=True, order=True)
class Text:
    """One text: its context, its English (the form for many), and the form for one where a number decides."""

    context: str
    text: str
    one: str = ""


class UnreadableTextError(Exception):
    """A call that nothing can be extracted from, with its place."""


def texts(root: Path = ROOT) -> list[Text]:
    """All of them, sorted, each once.

    Raises:
        UnreadableTextError: an argument is no literal, or the places of a text are not those of its values.
    """
    found = {Text(*row) for row in tables()}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            found.update(texts_of(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()))
    return sorted(found)


def texts_of(source: str, name: str) -> Iterator[Text]:
    """Those of one file; raises as `texts` does."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        called = name_of(call)
        try:
            if called in PLAIN:
                context, text = map(_literal, _arguments(call, 2))
                _check(call, {text})
                yield Text(context, text)
            elif called in NUMBERED:
                arguments = _arguments(call, 4)
                context, one, many = (_literal(arguments[place]) for place in (0, 2, 3))
                _check(call, {one, many}, "n")
                yield Text(context, many, one)
        except ValueError as error:
            raise UnreadableTextError(f"{name}:{call.lineno}: {called}: {error}") from error


def name_of(call: ast.Call) -> str:
    """The last name of what is called."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def places(text: str) -> set[str]:
    """The names in braces; raises ValueError where the braces do not close."""
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def _arguments(call: ast.Call, number: int) -> list[ast.expr]:
    if len(call.args) != number:
        raise ValueError(f"{number} arguments without a name are needed")
    return call.args


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        return node.value
    raise ValueError("context and text must be literals, and no f-strings")


def _check(call: ast.Call, forms: set[str], *more: str) -> None:
    named = {keyword.arg for keyword in call.keywords}
    if None in named:
        raise ValueError("values are named one by one, not with **")
    if not named and not more:
        return  # Filled in elsewhere, by `Later.filled`, or braces that are braces.
    used = set().union(*map(places, forms))
    if used - set(more) != named:
        raise ValueError(f"the text has places for {sorted(used)}, the values are {sorted(map(str, named))}")
