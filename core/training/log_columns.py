"""Read the numbers of many lines of JSON at once, where the lines differ in their numbers only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

NUMBER = re.compile(rb"[-+.0-9eE]+")
CHARACTERS = b"-+.0123456789eE"
"""Those of a number."""
END, COLON, COMMA, BRACE = b"\n:,}"
LONGEST = 8
"""Characters of a number that is read with others: they are taken as one word of eight bytes."""
TENS = 10.0 ** np.arange(LONGEST)


def alike(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Neighbouring lines that differ in their numbers only: how many they are, and the lines.

    Args:
        block: whole lines, each with its end.
    """
    ends = np.flatnonzero(np.frombuffer(block, np.uint8) == END) + 1
    last = start = 0
    # A character of a number inside of a word goes as well, and from all such lines alike.
    for _, lines in groupby(block.translate(None, CHARACTERS).split(b"\n")[:-1]):
        count = len(list(lines))
        last += count
        end = int(ends[last - 1])
        yield count, block[start:end]
        start = end


def columns(lines: bytes, count: int, wanted: Sequence[int]) -> NDArray[np.float64] | None:
    """Some of the numbers in lines that are alike, `(count, len(wanted))`; None where they have to be read singly.

    Args:
        lines: as `alike` gives them.
        count: how many lines these are.
        wanted: which values of a line, counted over all of its keys from 0 in their order; these are numbers.
    """
    text = np.frombuffer(lines, np.uint8)
    colons = np.flatnonzero(text == COLON)
    keys, rest = divmod(len(colons), count)
    if rest or keys <= max(wanted):
        return None
    # What follows a value ends at the next key's colon, or with the line.
    borders = np.column_stack([colons.reshape(count, keys), np.flatnonzero(text == END)])
    places = np.array(wanted)
    first = borders[:, places] + 2
    found = [NUMBER.match(lines, begin) for begin in first[0].tolist()]
    after = [match.end() for match in found if match is not None]
    if len(after) < len(places):
        return None
    end = borders[:, places + 1] - (borders[0, places + 1] - after)
    follows = text[end]
    if not ((follows == COMMA) | (follows == BRACE)).all() or (end <= first).any():
        return None
    values, odd = _numbers(text, first, end)
    try:
        # Signs, exponents and long ones.
        for row, column in zip(*np.nonzero(odd), strict=True):
            values[row, column] = float(lines[first[row, column] : end[row, column]])
    except ValueError:
        return None
    return values


def _bytes(value: int) -> np.uint64:
    """A word of eight equal bytes."""
    return np.uint64(int.from_bytes([value] * 8, "little"))


def _numbers(
    text: NDArray[np.uint8], first: NDArray[np.intp], end: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The numbers that begin at `first` and go on to before `end`, and which of them are no such numbers.

    Eight characters at a time, the first in the lowest byte, with the arithmetic of words: character by character it
    would take five times as long.
    """
    one, byte = np.uint64(1), np.uint64(8)
    length = end - first
    padded = np.concatenate([np.zeros(LONGEST, np.uint8), text])
    words = sliding_window_view(padded, LONGEST)[end].view("<u8")[..., 0]
    before = (one << (byte * (LONGEST - np.minimum(length, LONGEST)).astype(np.uint64))) - one
    words = (words & ~before) | (_bytes(ord("0")) & before)
    # The highest bit of each byte that is a dot.
    others, low = words ^ _bytes(ord(".")), _bytes(0x7F)
    dots = ~(((others & low) + low) | others | low)
    # What is left of the dot moves into its place.
    left = (dots >> np.uint64(7)) - one
    moved = (words & ~((left << byte) | np.uint64(0xFF))) | ((words & left) << byte) | np.uint64(ord("0"))
    digits = np.where(dots == 0, words, moved) ^ _bytes(ord("0"))
    decimals = np.where(dots == 0, 0, LONGEST - 1 - np.bitwise_count(left) // 8)
    none = _bytes(0xF0)
    odd = (length > LONGEST) | (dots & (dots - one) != 0) | (((digits + _bytes(6)) | digits) & none != 0)
    # Pairs, fours, all eight.
    pairs = digits * np.uint64(10) + (digits >> byte)
    half = np.uint64(0xFF000000FF)
    fours = (pairs & half) * np.uint64(100 + (1_000_000 << 32))
    fours += ((pairs >> np.uint64(16)) & half) * np.uint64(1 + (10_000 << 32))
    return (fours >> np.uint64(32)) / TENS[decimals], odd
