"""Numbers in sentences, and texts from outside where they could do something."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet takes for a formula; the last four are the wide forms of the first."""
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def number_of(number: int, word: str) -> str:
    """`1 error`, `2 errors`, `1,200 errors`; the last word of `word` gets the s."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def are(number: int) -> str:
    """The verb that goes with so many."""
    return "is" if number == 1 else "are"


def cell_text(text: str) -> str:
    """A text from outside as the cell of a table: one that a spreadsheet would compute gets a quote before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def terminal_text(text: str) -> str:
    """The text without what a terminal obeys, which a file's name may hold; lines stay lines."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)
