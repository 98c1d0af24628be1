"""The names of the families, where neither numbers nor pictures are needed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, get_args

FamilyName = Literal[
    "hole",
    "scratch",
    "crack",
    "sliver",
    "stain",
    "smear",
    "foreign",
    "rough",
    "flat",
    "fold",
    "dent",
    "glint",
]
FAMILY_NAMES: tuple[FamilyName, ...] = get_args(FamilyName)


def without(left_out: Collection[str]) -> tuple[FamilyName, ...]:
    """The families but those left out, in their order."""
    return tuple(name for name in FAMILY_NAMES if name not in left_out)


def in_order(families: Sequence[str]) -> tuple[str, ...]:
    """Each family once, in their order; names that there are not come last."""
    known = [name for name in FAMILY_NAMES if name in families]
    return *known, *sorted(set(families).difference(known))
