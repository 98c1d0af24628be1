"""A rectangle of whole pixels. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

TILE = 256
"""Side of a tile in pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """Columns `left..right` and rows `top..bottom`, the last ones not included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def rows_and_columns(self) -> tuple[slice, slice]:
        """To index an array `(H, W)` with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def empty(self) -> bool:
        """Whether no pixel is inside."""
        return self.left >= self.right or self.top >= self.bottom

    def inside(self, width: int, height: int) -> Box:
        """The part of it that lies in an image."""
        return Box(max(self.left, 0), max(self.top, 0), min(self.right, width), min(self.bottom, height))

    def halved(self) -> Box:
        """The same place where each pixel stands for two by two."""
        return Box(self.left // 2, self.top // 2, (self.right + 1) // 2, (self.bottom + 1) // 2)

    def doubled(self) -> Box:
        """The same place where two by two pixels stand for each of these."""
        return Box(2 * self.left, 2 * self.top, 2 * self.right, 2 * self.bottom)

    def tiles(self) -> list[Box]:
        """The tiles, `TILE` pixels on each side and counted from the image's corner, that it touches."""
        return [
            Box(column * TILE, row * TILE, (column + 1) * TILE, (row + 1) * TILE)
            for row in range(self.top // TILE, -(-self.bottom // TILE))
            for column in range(self.left // TILE, -(-self.right // TILE))
        ]
