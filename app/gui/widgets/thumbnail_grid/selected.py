"""The selection as runs of rows: never one object per image, of which there may be 100,000."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel, QItemSelectionRange

Rows = NDArray[np.int64]


class SelectedRuns:
    """What is selected now, ordered, as first and last rows."""

    def __init__(self, selection: QItemSelection | None = None) -> None:
        ranges: Iterable[Any] = cast(Any, selection) or ()  # it can be iterated; its type stubs do not say so
        ends = sorted((r.top(), r.bottom()) for r in ranges if r.isValid())
        self._tops: Rows = np.array([top for top, _ in ends], np.int64)
        self._bottoms: Rows = np.array([bottom for _, bottom in ends], np.int64)

    @property
    def count(self) -> int:
        """How many rows."""
        return int((self._bottoms - self._tops + 1).sum())

    def within(self, rows: range) -> set[int]:
        """Those of `rows` (step 1) that are selected."""
        first = int(np.searchsorted(self._bottoms, rows.start))
        last = int(np.searchsorted(self._tops, rows.stop))
        found: set[int] = set()
        for top, bottom in zip(
            self._tops[first:last].tolist(), self._bottoms[first:last].tolist(), strict=True
        ):
            found.update(range(max(top, rows.start), min(bottom + 1, rows.stop)))
        return found

    def rows(self) -> Rows:
        """All of them, ascending, int64."""
        lengths = self._bottoms - self._tops + 1
        # Within each run the offset to its first place in the result is the same.
        starts = np.cumsum(lengths) - lengths
        return np.repeat(self._tops - starts, lengths) + np.arange(int(lengths.sum()), dtype=np.int64)


def runs_of(rows: Rows) -> list[tuple[int, int]]:
    """First and last of each unbroken run of `rows`, which may be in any order."""
    ordered = np.unique(np.asarray(rows, np.int64))
    if not len(ordered):
        return []
    breaks = np.flatnonzero(np.diff(ordered) > 1)
    tops = ordered[np.concatenate([[0], breaks + 1])]
    bottoms = ordered[np.concatenate([breaks, [len(ordered) - 1]])]
    return list(zip(tops.tolist(), bottoms.tolist(), strict=True))


def selection_of(model: QAbstractItemModel, runs: Iterable[tuple[int, int]]) -> QItemSelection:
    """`runs`, which do not overlap, as Qt's selection."""
    selection = QItemSelection()
    for top, bottom in runs:
        selection.append(QItemSelectionRange(model.index(top, 0), model.index(bottom, 0)))
    return selection


def united(first: QItemSelection, second: QItemSelection) -> QItemSelection:
    """All that is in one or the other."""
    result = QItemSelection(first)
    result.merge(second, QItemSelectionModel.SelectionFlag.Select)
    return result
