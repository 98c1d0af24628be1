"""The text in the search box: words and `key:value` terms, all of which an image has to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.language import Later, later
from core.project.columns import Mask
from core.project.query_keys import KEYS, QueryError, RefusedError
from core.project.query_terms import Not, PathWords, Term
from core.project.query_words import Token, tokens

if TYPE_CHECKING:
    from core.project.image_table import ImageTable

__all__ = ["QUERY_HELP", "Query", "QueryError", "parse_query"]

QUERY_HELP: list[tuple[str, Later]] = [
    ("scratch", later("Project", "scratch is in the name or the folder, in small or capital letters")),
    (
        '"part 12"',
        later(
            "Project", "so is this, with its space; nothing within quotation marks has a meaning of its own"
        ),
    ),
    ("part*.png", later("Project", "the whole name matches; * stands for any characters, ? for one")),
    ("name:img_1,img_2", later("Project", "one of the two is in the name; a comma means or")),
    ("folder:camera2", later("Project", "it is in the folder")),
    ("path:camera2/img_1", later("Project", "it is in the folder and name together")),
    (
        "label:good,defective",
        later("Project", "labelled good or defective; also unlabelled, and * for any label"),
    ),
    ("split:train", later("Project", "used for training; also validation, test, unassigned")),
    ("type:blowhole", later("Project", "this type of defect; * for any")),
    ("tag:scratch", later("Project", "has this tag; * for any")),
    ('note:"to check"', later("Project", "it is in the note")),
    ("note:*", later("Project", "has a note")),
    ("problem:blur", later("Project", "blurred; the start of a problem's name will do")),
    ("problem:*", later("Project", "has any problem")),
    ("reviewed:no", later("Project", "not reviewed yet")),
    ("mask:yes", later("Project", "has a mask")),
    ("area:yes", later("Project", "has areas of its own that are inspected or ignored")),
    ("score:>0.3", later("Project", "scored above 0.3; also <, >=, <=")),
    ("score:0.2..0.4", later("Project", "scored from 0.2 to 0.4; either end may be left out")),
    ("-score:*", later("Project", "not inspected yet")),
    ('model:"weave 2"', later("Project", "this model inspected it last; * for any")),
    ("width:>=256 height:>=256", later("Project", "at least this many pixels")),
    ("size:<100kB", later("Project", "file smaller than this; also B, MB, GB")),
    ("depth:16", later("Project", "bits per channel")),
    ("channels:3", later("Project", "colour; 1 is grey")),
    ("-label:good -test", later("Project", "a minus takes away what the term finds")),
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
            later("Project", "There is no “{word}” to search for.", word=word),
            later(
                "Project",
                "Allowed: {keys}; text with a colon goes in quotation marks.",
                keys=", ".join(f"{known}:" for known in KEYS),
            ),
            word,
            token.start + start,
        )
    if not token.values:
        raise QueryError(
            later("Project", "“{term}” has no value behind it.", term=token.text),
            later("Project", "Write it right behind the colon. Allowed: {allowed}.", allowed=key.allowed),
            token.text,
            token.start,
        )
    try:
        return key.term(token.values)
    except RefusedError as refused:
        value = refused.value
        word = token.text[value.start - token.start : value.end - token.start]
        message = refused.text.filled(word=word, term=token.text)
        allowed = later("Project", "Allowed: {allowed}.", allowed=key.allowed)
        raise QueryError(message, allowed, word, value.start) from None
