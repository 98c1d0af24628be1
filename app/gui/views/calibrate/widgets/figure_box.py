"""A figure that can be typed, without zeros at its end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.gui.widgets.float_box import FloatBox


class FigureBox(FloatBox):
    """Tells a new value when it is complete; scrolling past it changes nothing.

    Args:
        name: for a screen reader, and as its tooltip.
        low, high, step: its range and the step of its arrows.
    """

    def __init__(self, name: str, low: float, high: float, step: float, parent: QWidget) -> None:
        super().__init__(parent, scientific=False)
        self.setDecimals(2)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def valueFromText(self, text: str) -> float:  # noqa: N802
        """What was typed, behind the prefix."""
        return super().valueFromText(text.removeprefix(self.prefix()))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """The prefix is no part of the figure."""
        state, _, _ = super().validate(text.removeprefix(self.prefix()), position)
        return state, text, position

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Only where the user works with it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
