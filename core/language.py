"""Text for people in the language that they chose: English, unless somebody plugs a catalogue in.

The window does (`app.gui.language`); the command line never does, so what it prints stays English, and so do files and
logs. Texts are literals: `tools.make_translations` reads them from the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from string import Formatter
from typing import Any

Catalogue = Callable[[str, str, int | None], str]
"""Gives the translation of a text, from its context, its English and perhaps a number that decides its form; the
English if it has none."""

_plugged: list[Catalogue] = []
"""The one that is asked; empty: English."""


def plug(catalogue: Catalogue | None) -> None:
    """Translate from now on by `catalogue`; None: speak English. It is asked from every thread."""
    _plugged[:] = [catalogue] if catalogue is not None else []


def tr(context: str, text: str, **values: object) -> str:
    """`text` in the user's language, with the values in the places that it names: `{name}`.

    Args:
        context: the part of the program, such as "Review"; the same word may be another one elsewhere.
        text: English, a literal.
        values: an int is written with separators of thousands (pass a `str` where it is a name rather than a number);
            everything else as `str` writes it.
    """
    return _translated(context, text, text, None, values)


def tr_n(context: str, n: int, one: str, many: str, **values: object) -> str:
    """A text with a number in it, `{n}`, that decides its form: `one` for 1, else `many`; both are literals."""
    return _translated(context, many, one if n == 1 else many, n, {"n": n, **values})


def tr_table(context: str, text: str, **values: object) -> str:
    """A text that stands in a table, of which `app.gui.tables` tells `tools.make_translations`."""
    return _translated(context, text, text, None, values)


@dataclass(frozen=True)
class Later:
    """A text that is translated when it is used: `str(later)`. Made by `later` and `later_n`.

    Attributes:
        context, text: as for `tr`; the text is the key of the translation.
        values: for its places.
        one: the form for 1.
        n: the number that decides the form; None: there is none.
    """

    context: str
    text: str
    values: tuple[tuple[str, object], ...] = ()
    one: str = ""
    n: int | None = None

    def __str__(self) -> str:
        return _translated(self.context, self.text, self._source, self.n, dict(self.values))

    def filled(self, **values: object) -> Later:
        """The same with these values in its places: for a table whose texts are about what is known only when used."""
        return replace(self, values=(*self.values, *values.items()))

    @property
    def english(self) -> str:
        """For files, logs and whatever else programs read."""
        return _fill(self._source, {name: english(value) for name, value in self.values})

    @property
    def _source(self) -> str:
        return self.one if self.n == 1 else self.text


def later(context: str, text: str, **values: object) -> Later:
    """As `tr`, translated when it is used: for tables of a module, and for messages of the engine."""
    return Later(context, text, tuple(values.items()))


def later_n(context: str, n: int, one: str, many: str, **values: object) -> Later:
    """As `tr_n`, translated when it is used."""
    return Later(context, many, tuple({"n": n, **values}.items()), one, n)


def words_in(kept: str, text: Later, places: Mapping[str, str] | None = None) -> dict[str, str] | None:
    """What stands in the places of a text that a file keeps in English; None if it is another text.

    Args:
        kept: such as `text.filled(…).english`.
        text: one without values, `later`.
        places: regular expressions of what some places take; others take anything.
    """
    pattern = "".join(
        re.escape(before) + (f"(?P<{name}>{(places or {}).get(name, '.*')})" if name else "")
        for before, name, _, _ in Formatter().parse(text.text)
    )
    found = re.fullmatch(pattern, kept, re.DOTALL)
    return None if found is None else found.groupdict()


def english(value: object) -> Any:
    """The English of a `Later`; everything else as it is."""
    return value.english if isinstance(value, Later) else value


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other; empty ones are left out."""
    return _joined(parts, later("Words", "{first} {second}"))


def sentence(text: str) -> str:
    """A text as a sentence: with a capital letter at its beginning, and a full stop."""
    return str(later("Words", "{words}.", words=f"{text[:1].upper()}{text[1:]}"))


def listed(parts: Iterable[str]) -> str:
    """`a, b, c`; empty ones are left out."""
    return _joined(parts, later("Words", "{first}, {second}"))


def all_of(parts: Iterable[str]) -> str:
    """`a and b`; empty ones are left out."""
    return _joined(parts, later("Words", "{first} and {second}"))


def one_of(parts: Iterable[str]) -> str:
    """`a or b`; empty ones are left out."""
    return _joined(parts, later("Words", "{first} or {second}"))


def _joined(parts: Iterable[str], pattern: Later) -> str:
    found = [part for part in parts if part]
    return reduce(lambda a, b: str(pattern.filled(first=a, second=b)), found) if found else ""


def _translated(context: str, text: str, source: str, n: int | None, values: Mapping[str, object]) -> str:
    for catalogue in _plugged:
        found = catalogue(context, text, n)
        if found and found != text:
            try:
                return _fill(found, values)
            except (LookupError, ValueError, AttributeError):
                # A translation with a place that nobody fills: English is better than nothing.
                pass
    return _fill(source, values)


def _fill(text: str, values: Mapping[str, object]) -> str:
    return text.format(**{name: _word(value) for name, value in values.items()}) if values else text


def _word(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
