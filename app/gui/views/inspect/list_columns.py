"""What the image list is ordered and filtered by, as arrays: sorting 10,000 rows takes a millisecond or two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.gui.views.inspect.flips import DECISIONS, FLIPS, KINDS, kind_of
from app.gui.views.inspect.store import Entry, InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS, PENDING, word_of
from core.project.text_match import Pattern, fold

WORDS = tuple(LOOKS)
RANKS = {word: rank for rank, word in enumerate(WORDS)}
"""By severity: the worst first."""

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]
Chosen = NDArray[np.bool_]


class ListColumns:
    """The entries of a store, each at its place in the order in which the files were listed.

    Attributes:
        paths, places: the files, and the place of each.
        words: rank of the verdict's word in `WORDS`.
        scores: NaN where there is none.
        defects: how many.
    """

    def __init__(self, store: InspectionStore) -> None:
        self._store = store
        self.read()

    def __len__(self) -> int:
        return len(self.paths)

    def read(self) -> None:
        """Take the store as it is now."""
        entries = self._store.entries
        self.paths = [entry.path for entry in entries]
        self.places: dict[Path, int] = {path: place for place, path in enumerate(self.paths)}
        self.words = np.array([RANKS[word_of(entry)] for entry in entries], np.int8)
        self.scores = np.array([_score(entry) for entry in entries], np.float64)
        self.defects = np.array([entry.defects for entry in entries], np.float64)

    def read_again(self, paths: Iterable[Path]) -> None:
        """Take those entries as they are now; a path that is not listed is passed over."""
        for path in paths:
            place = self.places.get(path)
            if place is not None:
                entry = self._store[path]
                self.words[place] = RANKS[word_of(entry)]
                self.scores[place] = _score(entry)
                self.defects[place] = entry.defects

    @property
    def names(self) -> Numbers:
        """What the images are ordered by where they are ordered by name."""
        return self._store.name_ranks.astype(np.float64)

    @property
    def pending(self) -> Chosen:
        """Those that nobody looked at yet."""
        return np.equal(self.words, RANKS[PENDING])

    def counts(self) -> Counter[str]:
        """How many images there are of each word."""
        numbers = np.bincount(self.words, minlength=len(WORDS)).tolist()
        return Counter({word: number for word, number in zip(WORDS, numbers, strict=True) if number})

    def contain(self, pattern: Pattern) -> Chosen:
        """Those whose name matches."""
        return np.array([pattern.contained_in(fold(path.name)) for path in self.paths], np.bool_)

    def say(self, word: str, other: ListColumns | None) -> Chosen:
        """Those of one verdict's word, or those that flip against `other` (`FLIPS` or one of `KINDS`)."""
        if word in RANKS:
            return np.equal(self.words, RANKS[word])
        flips = self._flips(other)
        found = np.zeros(len(self), np.bool_)
        for kind in KINDS if word == FLIPS else (word,):
            found |= flips[kind]
        return found

    def flips(self, other: ListColumns | None) -> Counter[str]:
        """How many verdicts flip in each way from these to `other`, those of a second model on the same list."""
        numbers = {kind: int(found.sum()) for kind, found in self._flips(other).items()}
        return Counter({kind: number for kind, number in numbers.items() if number})

    def _flips(self, other: ListColumns | None) -> dict[str, Chosen]:
        found = dict.fromkeys(KINDS, np.zeros(len(self), np.bool_))
        if other is not None:
            for first in DECISIONS:
                for second in DECISIONS:
                    if first != second:
                        before, after = RANKS[first.value], RANKS[second.value]
                        found[kind_of(first, second)] = (self.words == before) & (other.words == after)
        return found


def in_order(first: Numbers, second: Numbers, pending: Chosen, descending: bool) -> Places:
    """The places by `first`, equal ones by `second`, and then as they are listed.

    What has no `first` (NaN) comes last either way: unreadable files before those that nobody looked at yet.
    """
    missing = np.isnan(first)
    sign = -1 if descending else 1
    keys = (np.where(missing, 0, sign * second), np.where(missing, 0, sign * first))
    return np.lexsort((*keys, np.where(missing, 1 + pending, 0)))


def _score(entry: Entry) -> float:
    return np.nan if entry.score is None else entry.score
