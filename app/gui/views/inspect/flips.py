"""Where two models decide otherwise on the same image."""

from __future__ import annotations

from itertools import permutations

from app.gui.views.inspect.store import Entry
from core.inspection.result import Verdict

FLIPS = "flips"
"""The filter for all of them."""

DECISIONS = (Verdict.OK, Verdict.REVIEW, Verdict.NG)


def kind_of(first: Verdict, second: Verdict) -> str:
    """What a flip from one verdict to another is called."""
    return f"{first} → {second}"


KINDS = tuple(kind_of(first, second) for first, second in permutations(DECISIONS, 2))
"""Every way in which a verdict can flip, from the first model's to the second's; each is a filter too."""


def flip_of(first: Entry, second: Entry | None) -> str:
    """Which of `KINDS` it is; "" where both say the same, or one of them says nothing."""
    a, b = first.verdict, second.verdict if second is not None else None
    return kind_of(a, b) if a in DECISIONS and b in DECISIONS and a != b else ""


def difference(first: Entry, second: Entry | None) -> float | None:
    """The second score less the first; None where one is missing."""
    if second is None or first.score is None or second.score is None:
        return None
    return second.score - first.score
