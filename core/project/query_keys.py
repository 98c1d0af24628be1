"""The keys of the search grammar: what may stand behind each, and which term it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.errors import IsuganError
from core.language import Later, later
from core.project.chips import LABELS, SPLITS
from core.project.problem import NO_PROBLEM, Problem
from core.project.query_terms import (
    DefectTypes,
    HasProblem,
    InRanges,
    Known,
    Models,
    Not,
    Notes,
    OneOf,
    PathWords,
    Range,
    Tags,
    Term,
)
from core.project.query_words import Value
from core.project.text_match import Pattern, fold

Values = Sequence[Value]
_NOT_ONE = later("Project", "“{word}” in “{term}” is not one of the values.")
_NO_NUMBER = later("Project", "“{word}” in “{term}” is not a number.")
_NO_SIZE = later("Project", "“{word}” in “{term}” is not a size.")
_BACKWARDS = later("Project", "“{word}” in “{term}” ends before it starts.")


class QueryError(IsuganError):
    """A search that is not understood.

    Attributes:
        word: the part of the search that is not understood, exactly as it is written.
        start: where it stands in the search.
    """

    def __init__(self, message: Later, way_out: Later, word: str, start: int) -> None:
        super().__init__(message, way_out)
        self.word = word
        self.start = start


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Attributes:
        allowed: what may stand behind it, for the user.
        term: makes the term from values, of which there is at least one; may raise `RefusedError`.
        choices: the words that are allowed, where it is a closed list.
    """

    allowed: Later
    term: Callable[[Values], Term]
    choices: tuple[str, ...] = ()


class RefusedError(Exception):
    """A value that a key does not take; becomes a `QueryError`.

    Attributes:
        value: the value.
        text: what is wrong with it, a sentence with places for the `word` and the `term` that it stands in.
    """

    def __init__(self, value: Value, text: Later) -> None:
        super().__init__(text.text)
        self.value = value
        self.text = text


def _plain(text: str) -> str:
    return re.sub(r"[-_\s]+", " ", fold(text))


def _chosen(values: Values, choices: Mapping[str, int]) -> list[int]:
    """The numbers of all choices that each value is, or else starts."""
    found: list[int] = []
    for value in values:
        text = _plain(value.text)
        hits = (
            [choices[text]]
            if text in choices
            else [n for word, n in choices.items() if word.startswith(text)]
        )
        if not hits:
            raise RefusedError(value, _NOT_ONE)
        found += hits
    return found


def _enum(column: str, words: Sequence[str], unset: str) -> Key:
    codes = {word: code for code, word in enumerate(words)}

    def term(values: Values) -> Term:
        if any(value.is_star for value in values):
            return Not(OneOf(column, (codes[unset],)))
        return OneOf(column, tuple(_chosen(values, codes)))

    allowed = later("Project", "{words}, or * for all but {unset}", words=", ".join(words), unset=unset)
    return Key(allowed, term, tuple(words))


def _yes_no(column: str) -> Key:
    codes = {"yes": 1, "no": 0}
    allowed = later("Project", "yes or no")
    return Key(allowed, lambda values: OneOf(column, tuple(_chosen(values, codes))), tuple(codes))


def _problem_words() -> dict[str, int]:
    # By the name that is shown and the name in the code, which are the same but for a few.
    return {_plain(word): int(p) for p in Problem for word in (p.display, p.name or "")}


def _problem() -> Key:
    words = _problem_words()

    def term(values: Values) -> Term:
        if any(value.is_star for value in values):
            return HasProblem(~NO_PROBLEM)
        problems = NO_PROBLEM
        for number in _chosen(values, words):
            problems |= Problem(number)
        return HasProblem(problems)

    shown = tuple(p.display.lower() for p in Problem)
    return Key(later("Project", "{words}, or * for any", words=", ".join(shown)), term, shown)


def _texts(kind: Callable[[tuple[Pattern, ...]], Term], allowed: Later) -> Key:
    return Key(allowed, lambda values: kind(tuple(value.pattern() for value in values)))


def _paths(place: Literal["name", "folder", "path"], allowed: Later) -> Key:
    return _texts(lambda words: PathWords(place, words), allowed)


_UNITS = {"": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20, "gib": 2**30}
_NUMBER = re.compile(r"(-?(?:[0-9]+\.?[0-9]*|\.[0-9]+))([a-z]*)", re.IGNORECASE)
_COMPARISON = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_INFINITE = float("inf")


def _number(value: Value, text: str, units: Mapping[str, int]) -> float:
    match = _NUMBER.fullmatch(text)
    if match is None or match[2].lower() not in units:
        raise RefusedError(value, _NO_NUMBER if len(units) == 1 else _NO_SIZE)
    return float(match[1]) * units[match[2].lower()]


def _range(value: Value, units: Mapping[str, int]) -> Range:
    low_text, dots, high_text = value.text.partition("..")
    if dots and (low_text or high_text):
        low = _number(value, low_text, units) if low_text else -_INFINITE
        high = _number(value, high_text, units) if high_text else _INFINITE
        if low > high:
            raise RefusedError(value, _BACKWARDS)
        return Range(low, high)
    comparison = _COMPARISON.fullmatch(value.text)
    sign, rest = (comparison[1], comparison[2]) if comparison else ("", value.text)
    number = _number(value, rest, units)
    if sign in (">", ">="):
        return Range(number, _INFINITE, with_low=sign == ">=")
    if sign in ("<", "<="):
        return Range(-_INFINITE, number, with_high=sign == "<=")
    return Range(number, number)


def _numbers(column: str, examples: str | Later, units: Mapping[str, int] | None = None) -> Key:
    def term(values: Values) -> Term:
        if any(value.is_star for value in values):
            return Known(column)
        return InRanges(column, tuple(_range(value, units or {"": 1}) for value in values))

    return Key(later("Project", "{examples}, or * for any that is known", examples=examples), term)


_PIXELS = later("Project", ">=256, <100, 256..512 (pixels)")
KEYS: dict[str, Key] = {
    "label": _enum("label", LABELS, "unlabelled"),
    "split": _enum("split", SPLITS, "unassigned"),
    "type": _texts(DefectTypes, later("Project", "a type of defect, or * for any")),
    "tag": _texts(Tags, later("Project", "a tag, or * for any")),
    "note": _texts(Notes, later("Project", "part of the note, or * for any")),
    "problem": _problem(),
    "reviewed": _yes_no("reviewed"),
    "mask": _yes_no("has_mask"),
    "area": _yes_no("has_areas"),
    "score": _numbers("score", ">0.3, <=0.5, 0.2..0.4"),
    "model": _texts(Models, later("Project", "name of the model that inspected last, or * for any")),
    "width": _numbers("width", _PIXELS),
    "height": _numbers("height", _PIXELS),
    "depth": _numbers("bit_depth", later("Project", "8, 16, >8 (bits)")),
    "channels": _numbers("channels", "1, 3"),
    "size": _numbers("file_size", "<100kB, >=2MB, 10kB..1MB", _UNITS),
    "name": _paths("name", later("Project", 'part of the name, as in name:"my part"')),
    "folder": _paths("folder", later("Project", 'part of the folder, as in folder:"my part"')),
    "path": _paths("path", later("Project", 'part of the path, as in path:"my part"')),
}
