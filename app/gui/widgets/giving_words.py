"""Buttons of a strip that show their words where there is room for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget


class GivingWords(QObject):
    """Where `strip` is too narrow, the words of `buttons` go; icons, tool tips and names for screen readers stay.

    Args:
        strip: may be made as narrow as one likes.
        row: its layout.
        buttons: of its buttons, those with words.
    """

    def __init__(self, strip: QWidget, row: QHBoxLayout, buttons: Sequence[QToolButton]) -> None:
        super().__init__(strip)
        self._strip = strip
        self._row = row
        self._buttons = tuple(buttons)
        self._room = 0
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        strip.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look whether there is room."""
        # A layout is asked for where something in the strip wants more room than before, or less.
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        style = Qt.ToolButtonStyle
        worded = self._buttons[0].toolButtonStyle() == style.ToolButtonTextBesideIcon
        if worded:
            self._room = self._row.sizeHint().width()
        if worded != (self._strip.width() >= self._room):
            wanted = style.ToolButtonIconOnly if worded else style.ToolButtonTextBesideIcon
            for button in self._buttons:
                button.setToolButtonStyle(wanted)
