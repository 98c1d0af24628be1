"""Suggestions while a search is being typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.images.find import natural_key
from core.project.query_keys import KEYS
from core.project.query_words import Token, tokens
from core.project.text_match import fold

if TYPE_CHECKING:
    from core.project.image_table import ImageTable

_MOST = 12
_TYPED = {"score": (">0.5", "<0.5", "*"), "size": ("<100kB", ">1MB")}
"""Keys of which too many values occur to list them."""
_COLUMNS = {"width": "width", "height": "height", "depth": "bit_depth", "channels": "channels"}


def word_at(text: str, cursor: int) -> tuple[int, int]:
    """Start and end of the term that the cursor stands in or right behind; both the cursor where there is none."""
    for token in tokens(text):
        if token.start <= cursor <= token.start + len(token.text):
            return token.start, token.start + len(token.text)
    return cursor, cursor


def complete(text: str, cursor: int, table: ImageTable) -> list[str]:
    """What the term at the cursor could become: keys, then values that occur in the table. At most twelve.

    Each suggestion takes the place of the text between the two ends that `word_at` gives.
    """
    start, _ = word_at(text, cursor)
    typed = tokens(text[start:cursor])
    if not typed:
        return [f"{key}:" for key in KEYS]
    token = typed[0]
    sign = "-" if token.negated else ""
    if token.key is None:
        word = fold(token.text[len(sign) :])
        found = [f"{sign}{key}:" for key in KEYS if key.startswith(word)]
        if not found and word:
            found = [
                f"{sign}{key}:{_quoted(value)}"
                for key in ("label", "split", "type", "tag", "problem")
                for value in _LISTED[key](table)
                if fold(value).startswith(word)
            ]
        return found[:_MOST]
    return _values_behind(token, token.key, table)


def _values_behind(token: Token, key: str, table: ImageTable) -> list[str]:
    last = token.values[-1] if token.values else None
    if last is not None and last.end == len(token.text):
        before, word = token.text[: last.start], fold(last.text)
    else:  # right behind a colon, a comma or an opening quotation mark
        before, word = token.text.rstrip('"'), ""
    given = {fold(value.text) for value in token.values if value.end < len(token.text)}
    # What starts with the word comes before what only has it somewhere.
    fitting = [value for value in _values(key, table) if word in fold(value) and fold(value) not in given]
    fitting.sort(key=lambda value: not fold(value).startswith(word))
    return [before + _quoted(value) for value in fitting][:_MOST]


def _quoted(value: str) -> str:
    return f'"{value}"' if value != "*" and re.search(r"[\s,*?]", value) else value


def _values(key: str, table: ImageTable) -> Sequence[str]:
    """Values of a key that occur in the table, then a star where the key takes one."""
    if key in _COLUMNS:
        values = table.columns[_COLUMNS[key]][table.shown()]
        return [str(value) for value in np.unique(values).tolist() if value > 0]
    if key == "folder":
        codes = np.unique(table.columns["folder"][table.shown()]).tolist()
        parts = {table.folders.texts[code].replace("\\", "/").rpartition("/")[2] for code in codes}
        return sorted(parts - {""}, key=natural_key)
    if key in _LISTED:
        return [*_LISTED[key](table), "*"]
    return _TYPED.get(key) or (KEYS[key].choices if key in KEYS else ())


def _tags(table: ImageTable) -> list[str]:
    shown = table.shown()
    used = {tags for row, tags in table.tags.items() if shown[row]}
    # A tag with a quotation mark cannot be written in a search.
    return sorted({tag for tags in used for tag in tags if '"' not in tag}, key=natural_key)


def _models(table: ImageTable) -> list[str]:
    names = {table.model_names.get(model, "") for model in table.facets().models}
    return sorted({name for name in names if name and '"' not in name}, key=natural_key)


_LISTED: dict[str, Callable[[ImageTable], Iterable[str]]] = {
    "label": lambda table: table.facets().labels,
    "split": lambda table: table.facets().splits,
    "problem": lambda table: [problem.display.lower() for problem in table.facets().problems],
    "type": lambda table: sorted(table.facets().defect_types, key=natural_key),
    "model": _models,
    "tag": _tags,
    "note": lambda table: [],
}
