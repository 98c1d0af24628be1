"""The words of a search text, and where they stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.project.text_match import Pattern

_PIECE = r'"[^"]*(?:"|$)'  # a quotation that is not closed yet reaches to the end
_TOKEN = re.compile(rf'(?:{_PIECE}|[^\s"])+')
_ALTERNATIVE = re.compile(rf'(?:{_PIECE}|[^,"])+')
_ALL = re.compile(".+", re.DOTALL)
_KEY = re.compile(r"([^\W\d_][\w-]*):")


@dataclass(frozen=True, slots=True)
class Value:
    """One text behind a key, or a word alone.

    Attributes:
        text: without quotation marks.
        quoted: some of it was within quotation marks, so nothing in it has a meaning of its own.
        start, end: where it stands in the search, quotation marks included.
    """

    text: str
    quoted: bool
    start: int
    end: int

    @property
    def is_star(self) -> bool:
        """Whether it is a star alone."""
        return self.text == "*" and not self.quoted

    def pattern(self) -> Pattern:
        """What it looks for."""
        return Pattern(self.text, wild=not self.quoted and any(c in self.text for c in "*?"))


@dataclass(frozen=True, slots=True)
class Token:
    """One term as it is written: `-key:value,value` or `-word`.

    Attributes:
        text: all of it.
        start: where it starts in the search.
        negated: a minus is before it.
        key: in small letters; None = a word alone.
        values: those that are not empty; a word alone has one or, being empty, none.
    """

    text: str
    start: int
    negated: bool
    key: str | None
    values: tuple[Value, ...]


def tokens(text: str) -> list[Token]:
    """Take a search apart; every text can be."""
    return [_token(match[0], match.start()) for match in _TOKEN.finditer(text)]


def _token(text: str, start: int) -> Token:
    negated = text.startswith("-") and len(text) > 1
    skipped = int(negated)
    key = _KEY.match(text, skipped)
    if key is None:
        return Token(text, start, negated, None, _values(text, start, skipped, _ALL))
    values = _values(text, start, key.end(), _ALTERNATIVE)
    return Token(text, start, negated, key[1].casefold(), values)


def _values(text: str, start: int, skipped: int, one: re.Pattern[str]) -> tuple[Value, ...]:
    found = (
        Value(match[0].replace('"', ""), '"' in match[0], start + match.start(), start + match.end())
        for match in one.finditer(text, skipped)
    )
    return tuple(value for value in found if value.text)
