"""Steps that can be undone and redone without limit: of each, only the changed pixels are kept, compressed. No Qt."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.gui.widgets.mask_canvas.box import Box

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Patch:
    """Which pixels inside `box` were turned over, as compressed bits: undoing it and redoing it are the same."""

    box: Box
    bits: bytes

    @classmethod
    def between(cls, before: Mask, after: Mask, left: int, top: int) -> Patch | None:
        """What differs between two parts whose first pixel is (`left`, `top`); None = nothing."""
        turned = before ^ after
        x, y, width, height = cv2.boundingRect(turned.view(np.uint8))
        if width == 0:
            return None
        box = Box(left + x, top + y, left + x + width, top + y + height)
        return cls(box, zlib.compress(np.packbits(turned[y : y + height, x : x + width]).tobytes(), 1))

    def turn(self, mask: Mask) -> None:
        """Turn the pixels of `mask` over."""
        part = mask[self.box.rows_and_columns]
        bits = np.unpackbits(np.frombuffer(zlib.decompress(self.bits), np.uint8), count=part.size)
        part ^= bits.reshape(part.shape).view(np.bool_)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person did; `text` names it."""

    text: str
    patches: tuple[Patch, ...]


class History:
    """The steps done and undone. A new step forgets those that were undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._saved: int | None = 0

    @property
    def undo_text(self) -> str:
        """What `undo` would take back; empty = nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty = nothing."""
        return self._undone[-1].text if self._undone else ""

    @property
    def dirty(self) -> bool:
        """Whether this is another place than the one that was saved."""
        return self._saved != len(self._done)

    def mark_saved(self) -> None:
        """What is there now is saved."""
        self._saved = len(self._done)

    def add(self, text: str, patches: Iterable[Patch]) -> None:
        """A step was done."""
        if self._saved is not None and self._saved > len(self._done):
            self._saved = None
        self._done.append(Step(text, tuple(patches)))
        self._undone.clear()

    def undo(self, mask: Mask) -> list[Box]:
        """Take the last step back; the boxes that changed, none if there is no step."""
        return self._move(self._done, self._undone, mask)

    def redo(self, mask: Mask) -> list[Box]:
        """Do again what was taken back last; the boxes that changed, none if there is nothing."""
        return self._move(self._undone, self._done, mask)

    @staticmethod
    def _move(source: list[Step], target: list[Step], mask: Mask) -> list[Box]:
        if not source:
            return []
        step = source.pop()
        target.append(step)
        for patch in step.patches:
            patch.turn(mask)
        return [patch.box for patch in step.patches]
