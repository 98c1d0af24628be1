"""The first images that turn up while folders are listed, for something to be shown at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

_TELL_AT = (64, 512, 4096)
"""Images seen when they are handed out; after the last of them no more are."""


class FirstImages:
    """Hands out the first images in a few portions."""

    def __init__(self, found: Callable[[Sequence[Path]], None] | None) -> None:
        self._found = found
        self._waiting: list[Path] = []
        self._told = 0

    def add(self, folder: Path, names: Sequence[str]) -> None:
        """Take note of some."""
        room = _TELL_AT[-1] - self._told - len(self._waiting)
        self._waiting += [folder / name for name in names[:room]]
        if any(self._told < mark <= self._told + len(self._waiting) for mark in _TELL_AT):
            self.tell()

    def tell(self) -> None:
        """Hand out those that wait."""
        if self._found is not None and self._waiting:
            self._told += len(self._waiting)
            self._found(self._waiting)
            self._waiting = []
