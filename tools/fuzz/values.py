"""Values that readers trip over."""

from __future__ import annotations

from random import Random
from typing import Any

NUMBERS = (
    *(0, -1, 1, 2, 3, 16, 127, 128, 255, 256, 65535, 65536, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**32),
    *(2**63 - 1, 2**63, 2**64, -(2**31), -(2**63), 10**9, 10**18, 10**40),
)
FLOATS = (0.5, -0.0, 1e-320, 1e300, 1e308, float("nan"), float("inf"), float("-inf"))
TEXTS = (
    *(
        "",
        " ",
        "\0",
        "\n",
        "\r",
        "\t",
        "\x1b[2J",
        "\ud800",
        "\udcff",
        "\u202e",
        "é",
        "部品",
        "a" * 300,
        "1" * 5000,
    ),
    *("..", "../../x", "/etc/passwd", "C:\\x", "\\\\host\\share\\x", "//host/x", "con", "aux.png", "."),
    *("=1+1", "+1", "-1", "@SUM(1)", "'", '"', "<img src=x>", "<b>", "&amp;", "%s%n", "{0}", "${x}"),
    *("good", "train", "NaN", "1e999", "0x10", "True", "null", "01", "１", "²"),
)
BYTES = (
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x80\0\0\0",
    b"\x7f\xff\xff\xff",
    b"\n",
    b'"',
    b"{",
    b"[",
)
KEYS = ("id", "width", "height", "points", "size", "counts", "path", "mask", "version", "", "__class__")


def value(dice: Random) -> Any:
    """One that JSON can hold, as Python's own writer writes it."""
    match dice.randrange(8):
        case 0:
            return None
        case 1:
            return dice.random() < 0.5
        case 2 | 3:
            return dice.choice(NUMBERS)
        case 4:
            return dice.choice(FLOATS)
        case 5 | 6:
            return dice.choice(TEXTS)
        case _:
            return container(dice)


def container(dice: Random) -> Any:
    """A list or an object: empty, long, or deep."""
    match dice.randrange(6):
        case 0:
            return []
        case 1:
            return {}
        case 2:
            return [dice.choice(NUMBERS)] * dice.choice((1, 2, 3, 5, 1000))
        case 3:
            return {dice.choice(KEYS): dice.choice(TEXTS)}
        case 4:
            return nested(dice.choice((3, 40, 400)))
        case _:
            return [[0, 0], [1, 0], [1, 1]]


def nested(depth: int) -> Any:
    """Lists in lists, so deep that Python's own writer can still write them."""
    inner: Any = []
    for _ in range(depth):
        inner = [inner]
    return inner
