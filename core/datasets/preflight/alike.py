"""Find pictures that are nearly the same among 100,000, by hash first and then by what the pictures show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.datasets.preflight.detail import FULL, LENGTH
from core.datasets.preflight.vectors import BLOCK, Vectors, prepare

Hashes = NDArray[np.uint64]
Pairs = NDArray[np.int64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

HASH_DISTANCE = 14
"""Bits of 64 by which the hashes of copies may differ: most ever seen, on recompressed low-contrast pictures."""

_FAINTEST = 0.2 * FULL * LENGTH**0.5
"""Length of a description below which a picture shows next to nothing, so that its noise would be compared."""

_ROWS = 64
_DENSE = 100  # from one pair in so many, comparing all pairs at once is faster than picking them
_LARGE = 100  # members from which a group's members are no longer compared among themselves


@dataclass(frozen=True)
class Alike:
    """What `find_alike` found.

    Attributes:
        pairs: `(M, 2)`, the indices of each pair, first < second.
        as_a_whole: whether many pictures of the set are alike, so that only close copies were found.
    """

    pairs: Pairs
    as_a_whole: bool


def steps(number: int) -> int:
    """How often `find_alike` calls `step` at most for so many pictures."""
    return -(-number // _ROWS)


def find_alike(
    hashes: Hashes,
    details: NDArray[np.int8],
    *,
    step: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Alike:
    """Find pairs of pictures that are nearly the same: recompressed, resized, brightened, or one scene twice.

    Pairs whose 64-bit hashes are close are candidates; those whose descriptions correlate are found. Where many
    pictures of the set are alike as a whole (one part in one fixture under one light), what they have in common is
    taken out first, and only close copies are found. A picture that shows next to nothing is like no other.

    All pairs are looked at, in tiles of a few milliseconds, for which numpy releases the interpreter's lock. Memory
    is bounded; in a group of more than 100, each is paired with the group's first only.

    Args:
        hashes: `(N,)`.
        details: `(N, 256)`, see `describe`.
        step: called now and then, at most `steps(N)` times.
        cancelled: asked as often; once true, what was found so far is returned.
    """
    vectors = prepare(details)
    usable = _telling(details)
    found: list[Pairs] = [np.empty((0, 2), np.int64)]
    position = 0
    while len(rows := position + np.flatnonzero(usable[position:])[:_ROWS]) and not cancelled():
        found.append(_thin(_partners(rows, usable, hashes, vectors), usable))
        position = int(rows[-1]) + 1
        step()
    return Alike(np.concatenate(found), vectors.whitened)


def _telling(details: NDArray[np.int8]) -> Flags:
    lengths = [
        np.linalg.norm(details[begin : begin + BLOCK].astype(np.float32), axis=1)
        for begin in range(0, len(details), BLOCK)
    ]
    telling: Flags = np.concatenate([*lengths, np.empty(0, np.float32)]) > _FAINTEST
    return telling


def _partners(rows: Indices, usable: Flags, hashes: Hashes, vectors: Vectors) -> Pairs:
    """Pairs of the pictures `rows` with later ones, ordered by the first."""
    found: list[Pairs] = [np.empty((0, 2), np.int64)]
    for begin in range(int(rows[0]), len(hashes), BLOCK):
        columns = slice(begin, min(begin + BLOCK, len(hashes)))
        near = _distances(hashes, rows, columns) <= HASH_DISTANCE
        if _is_dense(near):
            # One texture under one light: all hashes are close. Most of the sketch rules out nearly all pairs.
            one, two, three = (_distances(part, rows, columns) for part in vectors.sketches[:3])
            near &= one + two + three <= vectors.farthest(192)
        verified = _is_dense(near)
        if verified:
            near &= vectors.unit(rows) @ vectors.unit(columns).T >= vectors.least
        row, column = np.divmod(np.flatnonzero(near), near.shape[1])
        pairs = np.stack([rows[row], column + begin], axis=1)
        pairs = pairs[(pairs[:, 1] > pairs[:, 0]) & usable[pairs[:, 1]]]
        found.append(pairs if verified else _verify(pairs, vectors))
    pairs = np.concatenate(found)
    return pairs[np.argsort(pairs[:, 0], kind="stable")]


def _distances(hashes: Hashes, rows: Indices, columns: slice) -> NDArray[np.uint8]:
    counts: NDArray[np.uint8] = np.bitwise_count(hashes[rows, np.newaxis] ^ hashes[columns])
    return counts


def _is_dense(near: Flags) -> bool:
    return int(np.count_nonzero(near)) * _DENSE > near.size


def _verify(pairs: Pairs, vectors: Vectors) -> Pairs:
    one, other = (vectors.sketches[:, index] for index in pairs.T)
    distances = np.bitwise_count(one ^ other).sum(axis=0, dtype=np.int64)
    pairs = pairs[distances <= vectors.farthest(256)]
    first, second = (vectors.unit(index) for index in pairs.T)
    alike: Flags = np.einsum("ij,ij->i", first, second) >= vectors.least
    return pairs[alike]


def _thin(pairs: Pairs, usable: Flags) -> Pairs:
    """Drop pairs inside large groups; a large group's members are no longer usable, its first stays so."""
    firsts, starts, counts = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    if not np.any(counts > _LARGE):
        return pairs
    kept: list[Pairs] = []
    for first, start, count in zip(firsts, starts, counts, strict=True):
        if usable[first]:
            own = pairs[start : start + count]
            own = own[usable[own[:, 1]]]
            kept.append(own)
            if len(own) > _LARGE:
                usable[own[:, 1]] = False
    return np.concatenate(kept)
