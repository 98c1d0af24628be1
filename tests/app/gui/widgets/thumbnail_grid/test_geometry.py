"""Where the tiles are."""

from __future__ import annotations

import pytest

from app.gui.widgets.thumbnail_grid.geometry import GAP, MARGIN, GridGeometry


@pytest.fixture
def grid() -> GridGeometry:
    """Ten tiles in three columns with something left over."""
    made = GridGeometry(10, 2 * MARGIN + 3 * 76 + 2 * GAP + 20, 64, 30)
    assert (made.columns, made.lines, made.card) == (3, 4, (76, 106))
    return made


def test_cards_lie_in_the_view_and_apart(grid: GridGeometry) -> None:
    boxes = [(*grid.place(row), *grid.card) for row in range(grid.count)]
    for row, (left, top, width, height) in enumerate(boxes):
        assert left >= MARGIN
        assert left + width <= grid.width - MARGIN
        assert top >= MARGIN
        assert top + height <= grid.height - MARGIN
        for other_left, other_top, *_ in boxes[:row]:
            assert left >= other_left + width + GAP or top >= other_top + height + GAP or left < other_left


@pytest.mark.parametrize("width", [1, 50, 91, 92, 173, 174, 1000, 5000])
def test_as_many_columns_as_fit(width: int) -> None:
    grid = GridGeometry(100, width, 64, 30)
    assert grid.columns >= 1
    need = 2 * MARGIN + grid.columns * 76 + (grid.columns - 1) * GAP
    assert need <= width or grid.columns == 1
    assert need + 76 + GAP > width


def test_every_point_of_a_card_finds_it_and_none_beside_it(grid: GridGeometry) -> None:
    width, height = grid.card
    for row in range(grid.count):
        left, top = grid.place(row)
        for x, y in ((left, top), (left + width - 1, top + height - 1)):
            assert grid.row_at(x, y) == row
        for x, y in ((left - 1, top), (left, top - 1), (left + width, top), (left, top + height)):
            assert grid.row_at(x, y) == -1
    left, top = grid.place(9)
    assert grid.row_at(grid.place(1)[0], top) == -1  # the last line has one tile


def test_empty() -> None:
    grid = GridGeometry(0, 500, 64, 30)
    assert (grid.height, grid.lines) == (0, 0)
    assert grid.row_at(20, 20) == -1
    assert list(grid.rows_between(0, 1000)) == []
    assert grid.runs_in(0, 0, 1000, 1000) == []


def test_rows_between_are_those_that_touch(grid: GridGeometry) -> None:
    for top in range(-50, grid.height + 50, 7):
        bottom = top + 60
        touching = {
            row
            for row in range(grid.count)
            if grid.place(row)[1] <= bottom and grid.place(row)[1] + grid.card[1] > top
        }
        found = set(grid.rows_between(top, bottom))
        assert touching <= found
        assert all(grid.place(row)[1] <= bottom for row in found)
        assert len(found - touching) <= grid.columns  # the gap below a line counts with it


def test_runs_in_a_rectangle_against_every_tile(grid: GridGeometry) -> None:
    for left in (-10, 0, 60, 100, 200):
        for top in (-10, 0, 100, 115, 240):
            for right in (5, 90, 190, 400):
                for bottom in (5, 130, 300, 900):
                    if right < left or bottom < top:
                        continue
                    expected = [
                        row
                        for row in range(grid.count)
                        if grid.place(row)[0] <= right
                        and grid.place(row)[0] + grid.card[0] > left
                        and grid.place(row)[1] <= bottom
                        and grid.place(row)[1] + grid.card[1] > top
                    ]
                    runs = grid.runs_in(left, top, right, bottom)
                    assert [row for a, b in runs for row in range(a, b + 1)] == expected


def test_whole_width_is_one_run() -> None:
    grid = GridGeometry(100_000, 700, 64, 30)
    assert grid.runs_in(0, 0, 700, grid.height) == [(0, 99_999)]


@pytest.mark.parametrize(
    ("row", "lines", "expected"),
    [(0, -1, 0), (4, -1, 1), (4, 1, 7), (4, 2, 9), (8, 1, 9), (9, 1, 9), (9, -9, 0), (1, 9, 9), (2, -5, 2)],
)
def test_steps_stay_in_the_column(grid: GridGeometry, row: int, lines: int, expected: int) -> None:
    assert grid.stepped(row, lines) == expected
