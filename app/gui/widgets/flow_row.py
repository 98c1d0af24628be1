"""Widgets beside each other, in as many lines as the width asks for."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from superqt import QFlowLayout


class FlowRow(QWidget):
    """As high as its lines are; its widgets are as high as the highest of them, or they would not stand in one line.

    Args:
        across, down: pixels between two widgets and between two lines.
    """

    def __init__(self, parent: QWidget, *, across: int = 6, down: int = 4) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._flow = QFlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(across)
        self._flow.setVerticalSpacing(down)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *widgets: QWidget) -> None:
        """Append these."""
        for widget in widgets:
            self._widgets.append(widget)
            self._flow.addWidget(widget)
        self._align()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Only now have the widgets taken on the look that their heights depend on."""
        super().showEvent(event)
        self._align()

    def _align(self) -> None:
        high = max((widget.sizeHint().height() for widget in self._widgets), default=0)
        for widget in self._widgets:
            widget.setMinimumHeight(high)
