"""Where the tiles are. Logical pixels of the whole grid, x right, y down, (0, 0) = its top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

MARGIN = 8
"""Free space around all tiles."""
GAP = 6
"""Least space between two cards."""
PAD = 6
"""Space between a card's edge and its picture."""

MIN_SIDE = 64
MAX_SIDE = 256
SIDES = (64, 80, 96, 112, 128, 160, 192, 224, 256)
"""The sides that zooming steps through."""

Runs = list[tuple[int, int]]


@dataclass(frozen=True)
class GridGeometry:
    """A grid of equal cards, row by row.

    Attributes:
        count: number of tiles.
        width: what there is for them.
        side: of the square for the picture.
        caption: height of the text below it.
    """

    count: int
    width: int
    side: int
    caption: int

    @cached_property
    def card(self) -> tuple[int, int]:
        """Width and height of one card."""
        return self.side + 2 * PAD, self.side + self.caption + 2 * PAD

    @cached_property
    def columns(self) -> int:
        """Cards beside each other, at least 1."""
        return max(1, (self.width - 2 * MARGIN + GAP) // (self.card[0] + GAP))

    @cached_property
    def lines(self) -> int:
        """Rows of cards."""
        return -(-self.count // self.columns)

    @cached_property
    def pitch(self) -> int:
        """From the top of one line of cards to the top of the next."""
        return self.card[1] + GAP

    @cached_property
    def height(self) -> int:
        """Of the whole grid."""
        return 2 * MARGIN + self.lines * self.pitch - GAP if self.count else 0

    @cached_property
    def lefts(self) -> tuple[int, ...]:
        """x of each column; what the cards leave free is shared out evenly."""
        free = max(0, self.width - 2 * MARGIN - self.columns * self.card[0])
        return tuple(
            MARGIN + c * self.card[0] + (2 * c + 1) * free // (2 * self.columns) for c in range(self.columns)
        )

    def place(self, row: int) -> tuple[int, int]:
        """Left and top of the card of item `row`."""
        line, column = divmod(row, self.columns)
        return self.lefts[column], MARGIN + line * self.pitch

    def row_at(self, x: int, y: int) -> int:
        """The item whose card holds the point, -1 if none does."""
        line, below = divmod(y - MARGIN, self.pitch)
        if line < 0 or below >= self.card[1]:
            return -1
        for column, left in enumerate(self.lefts):
            if left <= x < left + self.card[0]:
                row = line * self.columns + column
                return row if row < self.count else -1
        return -1

    def rows_between(self, top: int, bottom: int) -> range:
        """The items of all lines that show between two heights, `bottom` included."""
        first = max(0, (top - MARGIN) // self.pitch)
        last = (bottom - MARGIN) // self.pitch
        return range(min(first * self.columns, self.count), min((last + 1) * self.columns, self.count))

    def runs_in(self, left: int, top: int, right: int, bottom: int) -> Runs:
        """First and last row of each unbroken run of items that a rectangle (edges included) touches."""
        columns = [c for c, x in enumerate(self.lefts) if x <= right and x + self.card[0] > left]
        first = max(0, -((MARGIN + self.card[1] - 1 - top) // self.pitch))
        last = min(self.lines - 1, (bottom - MARGIN) // self.pitch)
        if not columns or last < first:
            return []
        if len(columns) == self.columns:
            return [(first * self.columns, min((last + 1) * self.columns, self.count) - 1)]
        runs = []
        for line in range(first, last + 1):
            start = line * self.columns + columns[0]
            end = min(line * self.columns + columns[-1], self.count - 1)
            if start <= end:
                runs.append((start, end))
        return runs

    def stepped(self, row: int, lines: int) -> int:
        """The item `lines` below (or above) `row` in its column.

        At the ends it stops in the first or last line; a step into a last line that is too short ends on the
        last item.
        """
        line, column = divmod(row, self.columns)
        target = min(max(line + lines, 0), self.lines - 1)
        return min(target * self.columns + column, self.count - 1)
