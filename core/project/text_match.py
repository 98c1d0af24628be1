"""How texts are compared in a search: whatever the case, with * and ? where they were not quoted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


def fold(text: str) -> str:
    """A text as it is compared: without case, and an accent is the same in one character or in two."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.casefold())


def fold_path(text: str) -> str:
    """A folder as it is compared: "/" also for the other slash."""
    return fold(text).replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is looked for.

    Attributes:
        text: as the user wrote it.
        wild: `*` in it stands for any characters and `?` for one; the whole of a text has to match then.
    """

    text: str
    wild: bool = False

    def contained_in(self, folded: str) -> bool:
        """Whether a folded text has this anywhere in it; with wildcards, whether all of it matches."""
        return self.equals(folded) if self.wild else fold(self.text) in folded

    def equals(self, folded: str) -> bool:
        """Whether this is the whole of a folded text."""
        if self.wild:
            return glob(fold(self.text)).fullmatch(folded) is not None
        return fold(self.text) == folded


@lru_cache(maxsize=64)
def glob(text: str, prefix: str = "") -> re.Pattern[str]:
    """A regular expression for a folded text with wildcards, behind the regular expression `prefix`.

    What a star took is not given back (`(?>`), so that no text and pattern take more than the product of their
    lengths.
    """
    first, *rest = ["".join("." if c == "?" else re.escape(c) for c in part) for part in text.split("*")]
    between = "".join(f"(?>.*?{part})" for part in rest[:-1] if part)
    end = f".*{rest[-1]}" if rest else ""
    return re.compile(prefix + first + between + end, re.DOTALL)
