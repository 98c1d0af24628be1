"""The selection as rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QItemSelection

from app.gui.widgets.thumbnail_grid.selected import SelectedRuns, runs_of, selection_of, united


@pytest.mark.parametrize(
    "runs", [[], [(0, 0)], [(3, 7)], [(0, 2), (4, 4), (90, 99)], [(90, 99), (0, 2), (4, 4)]]
)
def test_there_and_back(make_model: Callable[[int], Any], runs: list[tuple[int, int]]) -> None:
    model = make_model(100)
    selected = SelectedRuns(selection_of(model, runs))
    expected = sorted(row for a, b in runs for row in range(a, b + 1))
    assert selected.rows().dtype == np.int64
    assert selected.rows().tolist() == expected
    assert selected.count == len(expected)
    assert runs_of(selected.rows()) == sorted(runs)
    for first in range(0, 100, 9):
        visible = range(first, min(first + 15, 100))
        assert selected.within(visible) == set(expected) & set(visible)


def test_rows_in_any_order_and_twice() -> None:
    assert runs_of(np.array([5, 3, 4, 9, 3])) == [(3, 5), (9, 9)]


def test_nothing() -> None:
    assert SelectedRuns().rows().tolist() == []
    assert SelectedRuns().count == 0
    assert runs_of(np.array([], np.int64)) == []


def test_union_changes_neither(make_model: Callable[[int], Any]) -> None:
    model = make_model(20)
    first, second = selection_of(model, [(0, 4)]), selection_of(model, [(3, 6), (9, 9)])
    assert SelectedRuns(united(first, second)).rows().tolist() == [0, 1, 2, 3, 4, 5, 6, 9]
    assert SelectedRuns(first).rows().tolist() == [0, 1, 2, 3, 4]
    assert SelectedRuns(united(QItemSelection(), second)).count == 5
