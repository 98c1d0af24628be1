"""A mask that is being edited: strokes, polygons, undo. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from app.gui.widgets.mask_canvas.box import Box
from app.gui.widgets.mask_canvas.history import History, Mask, Patch
from app.gui.widgets.mask_canvas.strokes import Point, on_grid, paint, reach
from core.datasets.polygon_fill import fill_polygon
from core.language import tr

_SHIFT = 4
"""Bits of a fraction of a pixel in OpenCV's whole numbers."""


class MaskEdit:
    """One mask and its history.

    What changes the mask returns the boxes in which it changed, none if it did not. `line` may be called many times
    before `commit` makes one step of it all.

    Args:
        mask: bool `(H, W)`; copied.
    """

    def __init__(self, mask: Mask) -> None:
        self.pixels: Mask = np.array(mask, dtype=np.bool_, order="C")
        self.history = History()
        self._before: dict[Box, Mask] = {}

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def whole(self) -> Box:
        """All of it."""
        return Box(0, 0, *self.size)

    @property
    def begun(self) -> bool:
        """Whether something was drawn that is no step yet."""
        return bool(self._before)

    def line(self, start: Point, end: Point, size: int, value: bool) -> list[Box]:
        """Draw or erase with a round brush of `size` pixels on its way from `start` to `end`."""
        start, end = on_grid(start, size), on_grid(end, size)
        box = reach(start, end, size, *self.size)
        if box.empty:
            return []
        self._keep(box)
        paint(self.pixels, start, end, size, value)
        return [box]

    def polygon(self, corners: Sequence[Point]) -> list[Box]:
        """Mark what lies inside a polygon, by the rule that reads every other polygon mask; one step."""
        points = np.asarray(corners, dtype=np.float64)
        box = _around(points).inside(*self.size)
        if box.empty:
            return []
        self._keep(box)
        part = np.ascontiguousarray(self.pixels[box.rows_and_columns])
        fill_polygon(part, points - (box.left, box.top))
        self.pixels[box.rows_and_columns] = part
        return [box] if self.commit(tr("Mask", "polygon")) else []

    def accept(self, outlines: Sequence[NDArray[np.float32]]) -> list[Box]:
        """Mark what lies inside these outlines and on them; one step.

        Args:
            outlines: each `(N, 2)`, x and y. They go through the centres of the outermost pixels, as contours do, so
                these pixels belong to it.
        """
        drawn = np.zeros_like(self.pixels)
        boxes = []
        for outline in outlines:
            points = np.asarray(outline, dtype=np.float64).reshape(-1, 2)
            box = _around(points).inside(*self.size)
            if box.empty:
                continue
            # One by one: two that overlap are not to make a hole of what they share.
            cv2.fillPoly(
                drawn.view(np.uint8), [np.rint(points * 2**_SHIFT).astype(np.int32)], 1, shift=_SHIFT
            )
            self._keep(box)
            boxes.append(box)
        for box in boxes:
            self.pixels[box.rows_and_columns] |= drawn[box.rows_and_columns]
        return boxes if self.commit(tr("Mask", "accepted suggestion")) else []

    def clear(self) -> list[Box]:
        """Mark nothing; one step."""
        x, y, width, height = cv2.boundingRect(self.pixels.view(np.uint8))
        box = Box(x, y, x + width, y + height)
        if box.empty:
            return []
        self._keep(box)
        self.pixels[box.rows_and_columns] = False
        self.commit(tr("Mask", "clearing"))
        return [box]

    def commit(self, text: str) -> bool:
        """Make one step of what was drawn; False: it changed nothing."""
        patches = []
        for tile, before in self._before.items():
            patch = Patch.between(before, self.pixels[tile.rows_and_columns], tile.left, tile.top)
            if patch is not None:
                patches.append(patch)
        self._before.clear()
        if patches:
            self.history.add(text, patches)
        return bool(patches)

    def drop(self) -> list[Box]:
        """Take back what was drawn and is no step yet."""
        boxes = [tile.inside(*self.size) for tile in self._before]
        for tile, before in self._before.items():
            self.pixels[tile.rows_and_columns] = before
        self._before.clear()
        return boxes

    def undo(self) -> list[Box]:
        """Take the last step back."""
        return self.history.undo(self.pixels)

    def redo(self) -> list[Box]:
        """Do again what was taken back last."""
        return self.history.redo(self.pixels)

    def _keep(self, box: Box) -> None:
        for tile in box.tiles():
            if tile not in self._before:
                self._before[tile] = self.pixels[tile.rows_and_columns].copy()


def _around(points: NDArray[np.float64]) -> Box:
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0)) + 1
    return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
