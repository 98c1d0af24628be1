"""What a person can say of an image."""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """What a person says of an image. None of them is not the same as OK: nobody looked yet."""

    OK = "OK"
    UNSURE = "unsure"
    NG = "NG"
