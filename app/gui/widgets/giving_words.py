"""Buttons of a strip that show their words where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class GivingWords(QObject):
    """Where `strip` is too narrow, the words of buttons go; icons, tool tips and names for screen readers stay.

    Args:
        strip: may be made as narrow as one likes.
        row: its layout.
        groups: of its buttons, those with words; the words of a group go together, those of the last group first.
    """

    def __init__(self, strip: QWidget, row: QHBoxLayout, *groups: Sequence[QToolButton]) -> None:
        super().__init__(strip)
        self._strip = strip
        self._row = row
        self._groups = groups
        self._wanted = 0
        # By how many groups have words: the room that the strip needs then, as it was when it was last like that.
        self._rooms = [0] * (len(groups) + 1)
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        strip.installEventFilter(self)

    def leave_room(self, pixels: int) -> None:
        """Words go too where this much is not left over, for something in the row that may become narrower."""
        if pixels != self._wanted:
            self._wanted = pixels
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look whether there is room."""
        # A layout is asked for where something in the strip wants more room than before, or less.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        number = sum(group[0].toolButtonStyle() == WORDS for group in self._groups)
        width, room = self._strip.width(), self._row.sizeHint().width() + self._wanted
        if self._rooms[number]:
            # What else grew or shrank in the strip does so with more words too, and with fewer.
            grown = room - self._rooms[number]
            self._rooms = [known and known + grown for known in self._rooms]
        self._rooms[number] = room
        if number and width < room:
            number -= 1
        elif number < len(self._groups) and width >= self._rooms[number + 1]:
            number += 1
        else:
            return
        # That asks for a layout again, and so for the next step.
        for place, group in enumerate(self._groups):
            for button in group:
                button.setToolButtonStyle(WORDS if place < number else Qt.ToolButtonStyle.ToolButtonIconOnly)
