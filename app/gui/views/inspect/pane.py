"""One picture with a header, a crosshair and, if wanted, contours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.theme import theme_of
from app.gui.views.inspect.colours import CURSOR
from app.gui.views.inspect.outlines import Outlines
from app.gui.widgets.pane_box import PaneBox
from app.gui.widgets.view_state import ViewState
from core.inspection.result import Defect

HEADER = 26
"""One height for all, so that the four pictures have one size."""


class Pane(QFrame):
    """Pane `number` (1-4). Positions in and out are in the original image's pixels."""

    hovered = Signal(QPointF)
    left = Signal()

    def __init__(self, number: int, title: str, with_outlines: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAccessibleName(title)
        self._base_title = title
        self._title = QLabel(title)
        self._title.setProperty("role", "heading")
        self._key = QLabel(str(number))
        self._key.setProperty("role", "muted")
        self._key.setToolTip(f"{number} or a double-click maximises this pane")
        head = QFrame(self)
        head.setObjectName("paneHeader")
        head.setFixedHeight(HEADER)
        self.header = QHBoxLayout(head)
        self.header.setContentsMargins(8, 0, 8, 0)
        self.header.setSpacing(8)
        self.header.addWidget(self._key)
        self.header.addWidget(self._title)
        self.header.addStretch(1)
        self.canvas = pg.GraphicsView(self, background=None)
        self.canvas.setAcceptDrops(False)
        self.canvas.viewport().setAcceptDrops(False)
        self.canvas.setAccessibleName(f"{title} picture")
        self.canvas.setMinimumSize(80, 80)
        self.box = PaneBox()
        self.canvas.setCentralItem(self.box)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._image.setZValue(0)
        self.box.addItem(self._image, ignoreBounds=True)
        self._lines = [pg.InfiniteLine(angle=angle, pen=pg.mkPen(CURSOR, width=1)) for angle in (90, 0)]
        for line in self._lines:
            line.setZValue(20)
            line.hide()
            self.box.addItem(line, ignoreBounds=True)
        self.outlines = Outlines(self.box) if with_outlines else None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.canvas, 1)
        self.canvas.scene().sigMouseMoved.connect(self._on_moved)
        self.canvas.installEventFilter(self)
        self._recolour()

    @property
    def title(self) -> str:
        """What the header says."""
        return self._title.text()

    def set_image(
        self,
        picture: NDArray[Any],
        size: tuple[int, int],
        levels: tuple[float, float],
        table: NDArray[Any] | None = None,
        title: str = "",
    ) -> None:
        """Show `picture` (`(H, W)` or `(H, W, 3)`) over an original of `size` (width, height)."""
        self._image.setLookupTable(table)
        self._image.setImage(picture, levels=levels, autoLevels=False)
        # Pixel centres lie at integers, so the picture begins half a pixel before 0.
        self._image.setRect(QRectF(-0.5, -0.5, size[0], size[1]))
        self._title.setText(title or self._base_title)

    def set_defects(self, defects: Sequence[Defect], size: tuple[int, int]) -> None:
        """Draw the contours of an image of `size`, in a pane that has them."""
        if self.outlines is not None:
            self.outlines.set_defects(defects, size)

    def set_state(self, state: ViewState) -> None:
        """Show the part that `state` says."""
        width, height = self.size_px()
        if width > 1 and height > 1:
            self.box.setRange(QRectF(*state.rect(width, height)), padding=0, disableAutoRange=False)

    def size_px(self) -> tuple[float, float]:
        """Width and height of the picture area in logical screen pixels."""
        return self.box.width(), self.box.height()

    def set_cursor(self, point: QPointF | None) -> None:
        """Put the crosshair on an image position; None hides it."""
        for line in self._lines:
            line.setVisible(point is not None)
        if point is not None:
            self._lines[0].setValue(point.x())
            self._lines[1].setValue(point.y())

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802
        """The cursor left the picture."""
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "box"):
            self._recolour()

    def _on_moved(self, scene: QPointF) -> None:
        if self.box.sceneBoundingRect().contains(scene):
            self.hovered.emit(self.box.mapSceneToView(scene))

    def _recolour(self) -> None:
        self.canvas.setBackground(theme_of(self).canvas)
