"""The text in the search box: words and `key:value` terms, all of which an image has to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.project.columns import Mask
from core.project.query_keys import KEYS, QueryError, RefusedError
from core.project.query_terms import Not, PathWords, Term
from core.project.query_words import Token, tokens

if TYPE_CHECKING:
    from core.project.image_table import ImageTable

__all__ = ["QUERY_HELP", "Query", "QueryError", "parse_query"]

QUERY_HELP: list[tuple[str, str]] = [
    ("scratch", "scratch is in the name or the folder, in small or capital letters"),
    ('"part 12"', "so is this, with its space; nothing within quotation marks has a meaning of its own"),
    ("part*.png", "the whole name matches; * stands for any characters, ? for one"),
    ("name:img_1,img_2", "one of the two is in the name; a comma means or"),
    ("folder:camera2", "it is in the folder"),
    ("path:camera2/img_1", "it is in the folder and name together"),
    ("label:good,defective", "labelled good or defective; also unlabelled, and * for any label"),
    ("split:train", "used for training; also validation, test, unassigned"),
    ("type:blowhole", "this type of defect; * for any"),
    ("tag:scratch", "has this tag; * for any"),
    ('note:"to check"', "it is in the note"),
    ("note:*", "has a note"),
    ("problem:blur", "blurred; the start of a problem's name will do"),
    ("problem:*", "has any problem"),
    ("reviewed:no", "not reviewed yet"),
    ("mask:yes", "has a mask"),
    ("area:yes", "has areas of its own that are inspected or ignored"),
    ("score:>0.3", "scored above 0.3; also <, >=, <="),
    ("score:0.2..0.4", "scored from 0.2 to 0.4; either end may be left out"),
    ("-score:*", "not inspected yet"),
    ("width:>=256 height:>=256", "at least this many pixels"),
    ("size:<100kB", "file smaller than this; also B, MB, GB"),
    ("depth:16", "bits per channel"),
    ("channels:3", "colour; 1 is grey"),
    ("-label:good -test", "a minus takes away what the term finds"),
]
"""Examples and what they find."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search that was understood; without terms it finds every image."""

    text: str = ""
    terms: tuple[Term, ...] = ()

    def mask(self, table: ImageTable) -> Mask:
        """The rows that meet all terms, removed images included."""
        found: Mask = np.ones(len(table), bool)
        for term in self.terms:
            found &= term.mask(table)
        return found


def parse_query(text: str) -> Query:
    """Understand a search.

    Raises:
        QueryError: with the word that is not understood and what is allowed in its place.
    """
    return Query(text, tuple(_term(token) for token in tokens(text) if token.key is not None or token.values))


def _term(token: Token) -> Term:
    if token.key is None:
        term: Term = PathWords("path", tuple(value.pattern() for value in token.values))
    else:
        term = _keyed(token, token.key)
    return Not(term) if token.negated else term


def _keyed(token: Token, name: str) -> Term:
    key = KEYS.get(name)
    if key is None:
        start = int(token.negated)
        word = token.text[start : token.text.index(":") + 1]
        raise QueryError(
            f"There is no “{word}” to search for.",
            f"Allowed: {', '.join(f'{known}:' for known in KEYS)}; text with a colon goes in quotation marks.",
            word,
            token.start + start,
        )
    if not token.values:
        raise QueryError(
            f"“{token.text}” has no value behind it.",
            f"Write it right behind the colon. Allowed: {key.allowed}.",
            token.text,
            token.start,
        )
    try:
        return key.term(token.values)
    except RefusedError as refused:
        value = refused.value
        word = token.text[value.start - token.start : value.end - token.start]
        message = f"“{word}” in “{token.text}” {refused.reason}."
        raise QueryError(message, f"Allowed: {key.allowed}.", word, value.start) from None
