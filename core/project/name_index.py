"""The file names of a project, kept so that they are sorted and searched at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from core.images.find import natural_key
from core.project.columns import Mask
from core.project.text_match import Pattern, fold, glob

_BLOCK = 4096
"""Names per joined text: few enough that one pass over a text never takes long."""
_SEPARATOR = "\0"  # the one character, besides "/", that no file name has


class NameIndex:
    """Names by row, in natural order, and as text for searching.

    A name is kept as the end of its sort key and, without case, within a long text: together about 140 bytes for a
    name of 19 characters.
    """

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._sorted: NDArray[np.object_] = np.empty(0, object)
        self._order = np.empty(0, np.int32)
        self._blocks: list[str] = []
        self._last_block = 0  # names in the last of them

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, row: int) -> str:
        """The name in a row."""
        key = self._keys[row]
        return key[key.index(_SEPARATOR) + 1 :]

    @property
    def order(self) -> NDArray[np.int32]:
        """All rows in natural order of their names."""
        return self._order

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        texts = sum(map(sys.getsizeof, self._keys)) + sum(map(sys.getsizeof, self._blocks))
        return texts + sys.getsizeof(self._keys) + self._sorted.nbytes + self._order.nbytes

    def append(self, names: Sequence[str]) -> None:
        """Add rows. New keys are merged into the sorted ones: no sort ever takes in all of them at once."""
        keys = [natural_key(name) for name in names]
        rows = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int32)
        new = np.array(keys, object)[rows]
        places = np.searchsorted(self._sorted, new, side="right")
        self._sorted = np.insert(self._sorted, places, new)
        self._order = np.insert(self._order, places, rows + np.int32(len(self._keys)))
        self._keys += keys
        for start in range(0, len(names), _BLOCK):
            self._join([fold(name) for name in names[start : start + _BLOCK]])

    def containing(self, pattern: Pattern) -> Mask:
        """Rows whose name has the pattern in it; with wildcards, whose whole name matches."""
        if pattern.wild:
            return self.matching(pattern.text)
        word = fold(pattern.text)
        return self._search(word, lambda names: [word in name for name in names])

    def starting(self, text: str) -> Mask:
        """Rows whose name starts with a text."""
        start = fold(text)
        return self._search(start, lambda names: [name.startswith(start) for name in names])

    def matching(self, wild_text: str) -> Mask:
        """Rows whose whole name matches a text with wildcards."""
        matches = glob(fold(wild_text)).fullmatch
        part = max(
            re.split(r"[*?]", fold(wild_text)), key=len
        )  # looking for it first is several times faster
        return self._search(part, lambda names: [part in n and matches(n) is not None for n in names])

    def _search(self, needed: str, test: Callable[[list[str]], list[bool]]) -> Mask:
        found: Mask = np.zeros(len(self._keys), bool)
        row = 0
        for text in self._blocks:
            # Most words are rare: a block that has one nowhere need not be taken apart.
            if needed in text:
                hits = test(text.split(_SEPARATOR))
                found[row : row + len(hits)] = hits
                row += len(hits)
            else:
                row += text.count(_SEPARATOR) + 1
        return found

    def _join(self, names: list[str]) -> None:
        if self._blocks and self._last_block + len(names) <= _BLOCK:
            self._blocks[-1] = _SEPARATOR.join([self._blocks[-1], *names])
            self._last_block += len(names)
        else:
            self._blocks.append(_SEPARATOR.join(names))
            self._last_block = len(names)
