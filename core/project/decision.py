"""What a person can say of an image."""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """What a person says of an image. None of them is not the same as OK: nobody looked yet."""

    OK = "OK"
    UNSURE = "unsure"
    NG = "NG"


class Marking(StrEnum):
    """What a decision says of where the defects are."""

    NOTHING = ""
    """Nothing: the mask that there is stays."""
    DRAWN = "drawn"
    """By the person, or what a model proposed with corrections."""
    ACCEPTED = "accepted"
    """What a model proposed, as it was."""
    CLEARED = "cleared"
    """The mask that there was marks no defect; there is none now."""
