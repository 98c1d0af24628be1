"""Descriptions of many pictures, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from core.datasets.preflight.whiten import whiten

Index = NDArray[np.int64] | slice
Floats = NDArray[np.float32]

ALIKE = 0.65
"""Correlation from which two pictures are nearly the same.

Measured: different pictures of one texture reach 0.56, a JPEG copy of quality 30 has 0.73 and more, others 0.8."""

ALIKE_WHITENED = 0.9
"""The same, in a set whose pictures are all alike and differ in what is left after `whiten`."""

BLOCK = 4096
"""Rows that are worked on at once: a few milliseconds."""

_BITS = 256
_SAMPLE = 512
# A set is alike as a whole when a picture has this many alike ones, and they are this share of the set.
_ALIKE_NUMBER, _ALIKE_SHARE = 20, 0.01


@dataclass(frozen=True)
class Vectors:
    """Descriptions, and from where on two of them are alike.

    Attributes:
        values: `(N, L)`.
        lengths: of each row, at least 1.
        sketches: `(4, N)`, on which side of 256 random planes each row lies.
        least: correlation from which two are alike.
    """

    values: NDArray[np.int8]
    lengths: Floats
    sketches: NDArray[np.uint64]
    least: float

    @property
    def whitened(self) -> bool:
        """Whether what the pictures have in common was taken out."""
        return self.least == ALIKE_WHITENED

    def farthest(self, bits: int) -> int:
        """So many bits of their sketches differ at most in two alike ones; in 1 of 1000 barely alike ones, more do."""
        share = acos(self.least) / pi
        return round(bits * share + 3 * sqrt(bits * share * (1 - share)))

    def unit(self, index: Index) -> Floats:
        """Some rows, each of length 1."""
        return self.values[index].astype(np.float32) / self.lengths[index, np.newaxis]


def prepare(details: NDArray[np.int8]) -> Vectors:
    """Take the descriptions as they are, or whitened where many pictures of the set are alike as a whole."""
    number = len(details)
    plain = _vectors(details, ALIKE)
    order = np.random.default_rng(0).permutation(number)
    few, more = order[:_SAMPLE], order[: 4 * _SAMPLE]
    alike = plain.unit(few) @ plain.unit(more).T >= ALIKE
    alike &= few[:, np.newaxis] != more
    share = np.count_nonzero(alike) / max(alike.size, 1)
    if share < _ALIKE_SHARE or share * number < _ALIKE_NUMBER:
        return plain
    return _vectors(whiten(details), ALIKE_WHITENED)


def _vectors(values: NDArray[np.int8], least: float) -> Vectors:
    planes = np.random.default_rng(1).standard_normal((values.shape[1], _BITS), np.float32)
    lengths = np.empty(len(values), np.float32)
    sketches = np.empty((_BITS // 64, len(values)), np.uint64)
    for begin in range(0, len(values), BLOCK):
        rows = slice(begin, begin + BLOCK)
        block = values[rows].astype(np.float32)
        lengths[rows] = np.linalg.norm(block, axis=1)
        sketches[:, rows] = np.packbits(block @ planes > 0, axis=1).view(np.uint64).T
    return Vectors(values, np.maximum(lengths, np.float32(1)), sketches, least)
