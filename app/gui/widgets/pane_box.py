"""The pyqtgraph view box of one pane: it asks for moves and zooms instead of making them itself.

A picture is driven from one `ViewState`, and so are all panes that show the same place. pyqtgraph's own axis links
fight with a locked aspect when the panes change their size one after the other; one owner of the state cannot drift.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

WHEEL_STEP = 1.0015
"""Zoom per unit of wheel rotation: one notch (120) is 20 %."""


class PaneBox(pg.ViewBox):
    """Image coordinates: x right, y down, pixel centres at integers."""

    zoom_asked = Signal(float, QPointF)
    move_asked = Signal(float, float)
    maximise_asked = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__(border=None, invertY=True, enableMenu=False, defaultPadding=0)
        self.disableAutoRange()

    def wheelEvent(self, event: Any, axis: Any = None) -> None:  # noqa: N802
        """Zoom at the cursor."""
        event.accept()
        self.zoom_asked.emit(WHEEL_STEP ** event.delta(), self.mapSceneToView(event.scenePos()))

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:  # noqa: N802
        """Move the picture."""
        event.accept()
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            here = self.mapSceneToView(event.scenePos())
            before = self.mapSceneToView(event.lastScenePos())
            self.move_asked.emit(before.x() - here.x(), before.y() - here.y())

    def mouseClickEvent(self, event: Any) -> None:  # noqa: N802
        """Double-click maximises."""
        if event.double() and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.maximise_asked.emit()

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        """A pane with another size shows another part."""
        super().resizeEvent(event)
        self.resized.emit()
