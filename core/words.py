"""Numbers in sentences."""

from __future__ import annotations


def number_of(number: int, word: str) -> str:
    """`1 error`, `2 errors`, `1,200 errors`; the last word of `word` gets the s."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def are(number: int) -> str:
    """The verb that goes with so many."""
    return "is" if number == 1 else "are"
