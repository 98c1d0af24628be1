"""Masks as run lengths: pixels off and on in turn, column by column from the top left, as COCO counts them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_MOST_DIGITS = 7
"""Of 5 bits each: more than any count of pixels needs."""


def counts_of_text(text: str) -> NDArray[np.int64]:
    """Decode COCO's compressed counts.

    Each number is written in digits of 5 bits, lowest first, as characters from "0" on; bit 5 says that a digit
    follows, bit 4 of the last digit is the sign. From the fourth on, it is the difference to the one before last.

    Raises:
        ValueError: not such a text.
    """
    if not text.isascii():
        raise ValueError("the compressed run lengths are damaged")
    digits = np.frombuffer(text.encode(), dtype=np.uint8).astype(np.int64) - 48
    if not digits.size:
        return digits
    if digits.min() < 0 or digits.max() > 63 or digits[-1] & 32:
        raise ValueError("the compressed run lengths are damaged")
    last = np.flatnonzero((digits & 32) == 0)
    first = np.concatenate(([0], last[:-1] + 1))
    lengths = last - first + 1
    if lengths.max() > _MOST_DIGITS:
        raise ValueError("the compressed run lengths hold a number that is too large")
    place = np.arange(digits.size) - np.repeat(first, lengths)
    counts = np.add.reduceat((digits & 31) << (5 * place), first)
    counts -= np.where(digits[last] & 16, np.int64(1) << (5 * lengths), 0)
    counts[1::2] = np.cumsum(counts[1::2])
    counts[2::2] = np.cumsum(counts[2::2])
    return counts


def pack_runs(counts: Sequence[int] | NDArray[np.int64], width: int, height: int) -> bytes:
    """Check counts of pixels and pack them, 4 bytes each, little endian; a missing end is filled up.

    Raises:
        ValueError: no whole numbers from 0 on, or more pixels than the image has.
    """
    try:
        runs = np.asarray(counts)
        whole = runs.ndim == 1 and (not runs.size or runs.dtype.kind in "iu")
    except (ValueError, OverflowError):  # lists in the list, or endless numbers
        whole = False
    if not whole:
        raise ValueError("the run lengths are no list of whole numbers")
    # Each is looked at before they are added up: the sum of large ones may wrap around.
    if runs.size and (runs.min() < 0 or runs.max() > width * height):
        raise ValueError("the run lengths are not those of the image")
    rest = width * height - int(runs.sum(dtype=np.int64))
    if rest < 0:
        raise ValueError("the run lengths are longer than the image")
    if rest:
        # Off, as what follows an even number of runs; after an odd one, no pixel of "on" comes first.
        runs = np.append(runs, [0, rest] if runs.size % 2 else [rest])
    return runs.astype("<u4").tobytes()


def unpack_runs(runs: bytes) -> NDArray[np.int64]:
    """The counts of `pack_runs`."""
    return np.frombuffer(runs, dtype="<u4").astype(np.int64)


def draw_runs(several: Sequence[bytes], width: int, height: int) -> NDArray[np.bool_]:
    """The pixels that any of several packed runs marks, `(height, width)`; drawn once, however many there are."""
    ends = [np.cumsum(unpack_runs(runs)) for runs in several]
    # Of each, the even ones end what is off, where the next run of "on" begins, and the odd ones end that.
    starts = np.concatenate([end[:-1:2] for end in ends])
    stops = np.concatenate([end[1::2] for end in ends])
    order = np.argsort(starts, kind="stable")
    starts, reach = starts[order], np.maximum.accumulate(stops[order])
    apart = np.flatnonzero(starts[1:] > reach[:-1]) + 1
    borders = np.empty((apart.size + 1) * 2 if starts.size else 0, np.int64)
    if starts.size:
        borders[0::2], borders[1::2] = starts[[0, *apart]], reach[[*(apart - 1), -1]]
    counts = np.diff(borders, prepend=0, append=width * height)
    on = np.arange(counts.size) % 2 == 1
    return np.repeat(on, counts).reshape(width, height).T


def runs_of_pixels(mask: NDArray[np.bool_], width: int, height: int, left: int = 0, top: int = 0) -> bytes:
    """Packed runs of an image of `width` x `height` whose pixels from (left, top) on are `mask`, the others off.

    What of `mask` lies outside is cut off; no picture of the whole size is made.
    """
    inside = mask[max(0, -top) : max(0, height - top), max(0, -left) : max(0, width - left)]
    left, top = max(0, left), max(0, top)
    # With a row of "off" above and below, every column begins and ends its own runs.
    columns = np.zeros((inside.shape[1], inside.shape[0] + 2), dtype=np.int8)
    columns[:, 1:-1] = inside.T
    column, row = np.nonzero(np.diff(columns, axis=1))
    ends = (left + column) * height + top + row
    return pack_runs(np.diff(ends, prepend=0, append=width * height).astype(np.int64), width, height)
