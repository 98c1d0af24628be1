"""How well an action fits what was typed. No Qt.

Plain words are enough for some hundred short names; a library for edit distances would mainly add wrong answers.
"""

from __future__ import annotations

from collections.abc import Sequence

START, INSIDE, INITIALS, SCATTERED, HINTED = 8.0, 5.0, 4.0, 2.0, 1.0
"""What a typed word is worth: at the start of a word, within one, as initials, letters in order, in the hints."""


def fit(query: str, title: str, hints: Sequence[str] = ()) -> float:
    """How well `title` fits `query`: 0 = not at all.

    Every word of the query must be found, in the title or in the hints; larger is better, and of two equal ones the
    shorter title is. Without a word, everything fits the same.

    Args:
        query: what was typed; upper and lower case are the same.
        title: the name to look in.
        hints: other texts that help to find it, such as a group or a description.
    """
    words = query.casefold().split()
    if not words:
        return 1.0
    title = title.casefold()
    hint = " ".join(hints).casefold()
    total = 0.0
    for word in words:
        worth = _worth(word, title, hint)
        if not worth:
            return 0.0
        total += worth
    if title.startswith(" ".join(words)):
        total += START
    return total + 1 / (1 + len(title))


def _worth(word: str, title: str, hint: str) -> float:
    parts = title.split()
    if any(part.startswith(word) for part in parts):
        return START
    if word in title:
        return INSIDE
    if len(word) > 1 and "".join(part[0] for part in parts).startswith(word):
        return INITIALS
    if any(part.startswith(word) for part in hint.split()):
        return HINTED
    return SCATTERED if len(word) > 2 and _in_order(word, title.replace(" ", "")) else 0.0


def _in_order(word: str, text: str) -> bool:
    """Whether the letters of `word` come in this order, the first one as that of the text."""
    letters = iter(text)
    return text[:1] == word[:1] and all(letter in letters for letter in word)
