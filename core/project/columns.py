"""Columns of numbers that grow together."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

Column = NDArray[Any]
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_GROWTH = 1.25
"""Room is made a quarter at a time: each value is copied about four times, and a fifth stays empty at most."""
_LEAST_ROOM = 1024


class Columns:
    """Named, typed arrays of equal length; a row is the same index into all of them."""

    def __init__(self, types: Mapping[str, DTypeLike]) -> None:
        self._length = 0
        self._arrays: dict[str, Column] = {name: np.empty(0, kind) for name, kind in types.items()}

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, name: str) -> Column:
        """The column as a view that cannot be written; it no longer follows once rows were added."""
        view = self._arrays[name][: self._length]
        view.flags.writeable = False
        return view

    def dtype(self, name: str) -> np.dtype[Any]:
        """The type of a column's values."""
        return self._arrays[name].dtype

    @property
    def nbytes(self) -> int:
        """Bytes held, empty room included."""
        return sum(array.nbytes for array in self._arrays.values())

    def extend(self, values: Mapping[str, Column]) -> None:
        """Add rows; `values` has every column, all of one length."""
        added = len(next(iter(values.values())))
        self._make_room(self._length + added)
        for name, array in self._arrays.items():
            array[self._length : self._length + added] = values[name]
        self._length += added

    def write(self, name: str, rows: Rows, values: ArrayLike) -> None:
        """Set one column in some rows, to one value or one for each."""
        self._arrays[name][: self._length][rows] = values

    def _make_room(self, length: int) -> None:
        room = len(next(iter(self._arrays.values())))
        if length <= room:
            return
        room = max(length, int(room * _GROWTH), _LEAST_ROOM)
        for name, array in self._arrays.items():
            larger = np.zeros(room, array.dtype)
            larger[: self._length] = array[: self._length]
            self._arrays[name] = larger


class TextCodes:
    """Texts that many rows share, each kept once: a code is an index into `texts`."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._codes: dict[str, int] = {}

    def encode(self, texts: Iterable[str]) -> NDArray[np.int32]:
        """The codes of texts; a new text gets the next one."""
        codes = self._codes
        for text in dict.fromkeys(texts := list(texts)):
            if text not in codes:
                codes[text] = len(self.texts)
                self.texts.append(sys.intern(text))
        return np.fromiter((codes[text] for text in texts), np.int32, len(texts))

    def rename(self, names: Mapping[str, str]) -> None:
        """Put other texts in the place of some, for all rows at once.

        Two codes may then have the same text; new rows get one of them.
        """
        self.texts = [names.get(text, text) for text in self.texts]
        self._codes = {text: code for code, text in enumerate(self.texts)}
