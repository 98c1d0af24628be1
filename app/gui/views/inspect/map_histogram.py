"""The histogram of the SSIM map with OTSU's level and the level in use."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.icons import with_alpha
from app.gui.theme import theme_of
from app.gui.views.inspect.pictures import BINS, LEAST
from core.inspection.result import Inspection
from core.language import tr

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
EDGE, SIDE = 8, 20
"""Left and right of the axis, and of its scale, pixels."""
LABEL_END = 0.8
"""Right of this SSIM a label would be cut off."""
OTSU_AT, LEVEL_AT = 0.14, 0.40
"""Where the labels are, from the top of the plot."""
HEADROOM = 1.35
"""Of the plot over the highest bar."""
REACH = 6
"""Pixels beside the line from which it can be taken hold of."""


class MapHistogram(QWidget):
    """Log counts over SSIM. Emits `level_dragged(float)` when the level in use is dragged (mode *Fixed*).

    Painted as a whole: a plot of parts takes longer than the four pictures at every step to another image.
    """

    level_dragged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Inspect", "Histogram of the SSIM map"))
        self.setToolTip(tr("Inspect", "How many pixels of the shown image have which SSIM (logarithmic)"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._heights: NDArray[np.float64] = np.zeros(BINS)
        self._otsu: float | None = None
        self._level: float | None = None
        self._draggable = False
        self._held = False

    @property
    def heights(self) -> NDArray[np.float64]:
        """log10 of one more than the count of each bin."""
        return self._heights

    @property
    def otsu(self) -> float | None:
        """OTSU's level; None while no image is shown."""
        return self._otsu

    @property
    def level(self) -> float | None:
        """The level in use where it has a line: one that is not OTSU's, or that can be dragged."""
        if self._level is None or self._otsu is None:
            return None
        # One that can be dragged has to be there to be taken hold of.
        return self._level if self._draggable or abs(self._otsu - self._level) >= 1e-6 else None

    def show_inspection(self, inspection: Inspection, counts: NDArray[np.int64]) -> None:
        """Show how an inspection's map is cut; `counts` as `pictures.Pictures` has them."""
        self._heights = np.log10(counts + 1.0)
        self._otsu = inspection.otsu_level
        if not self._held:
            self._level = max(inspection.level, LEAST)
        self.update()

    def set_draggable(self, on: bool) -> None:
        """Let the level be dragged."""
        self._draggable = on
        self._held = self._held and on
        self.update()

    def clear(self) -> None:
        """No image is shown."""
        self._heights = np.zeros(BINS)
        self._otsu = self._level = None
        self._held = False
        self.update()

    def place(self, ssim: float) -> float:
        """Where an SSIM lies, in pixels from the left."""
        return SIDE + (ssim - LEAST) / (1.0 - LEAST) * (self.width() - 2 * SIDE)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as seven lines of text."""
        return QSize(200, 7 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its figures allow."""
        return QSize(self.fontMetrics().horizontalAdvance("0.75") * len(TICKS), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the line."""
        if event.button() == Qt.MouseButton.LeftButton and self._at_line(event.position().x()):
            self._held = True
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag it, or show that it can be dragged."""
        x = event.position().x()
        if self._held:
            share = (x - SIDE) / max(self.width() - 2 * SIDE, 1)
            self._level = LEAST + min(max(share, 0.0), 1.0) * (1.0 - LEAST)
            self.update()
            self.level_dragged.emit(self._level)
        over = self._held or self._at_line(x)
        self.setCursor(Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go of it."""
        if event.button() == Qt.MouseButton.LeftButton and self._held:
            self._held = False
            self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Bars, scale, lines."""
        theme = theme_of(self)
        painter = QPainter(self)
        metrics = self.fontMetrics()
        base = self.height() - metrics.height() - 5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.muted))
        painter.drawPolygon(self._outline(base))
        painter.setPen(QColor(theme.border))
        painter.drawLine(EDGE, base, self.width() - EDGE, base)
        for tick in TICKS:
            painter.drawLine(QPointF(self.place(tick), base), QPointF(self.place(tick), base + 4))
        painter.setPen(QColor(theme.muted))
        for tick in TICKS:
            text = f"{tick:g}"
            left = self.place(tick) - metrics.horizontalAdvance(text) / 2
            left = min(left, self.width() - metrics.horizontalAdvance(text))
            painter.drawText(QPointF(left, self.height() - metrics.descent()), text)
        if self._otsu is not None:
            other = self._otsu if self._level is None else self._level
            pen = QPen(QColor(theme.text), 2, Qt.PenStyle.DashLine)
            self._line(painter, "OTSU", self._otsu, other, OTSU_AT * base, base, pen)
        if self.level is not None and self._otsu is not None:
            pen = QPen(QColor(theme.accent), 3 if self._held else 2)
            self._line(painter, tr("Inspect", "level"), self.level, self._otsu, LEVEL_AT * base, base, pen)
        painter.end()

    def _line(
        self, painter: QPainter, name: str, at: float, other: float, middle: float, base: float, pen: QPen
    ) -> None:
        """A line with its name at a height of `middle`, on the side away from the other line, but in the plot."""
        x = self.place(at)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, 0), QPointF(x, base))
        metrics = self.fontMetrics()
        width, height = metrics.horizontalAdvance(name) + 8, metrics.height()
        right = other <= at < LABEL_END
        ground = QRectF(x + 2 if right else x - 2 - width, middle - height / 2, width, height)
        painter.fillRect(ground, with_alpha(theme_of(self).window, 0.8))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, name)

    def _outline(self, base: float) -> QPolygonF:
        """All bars as one."""
        most = max(float(self._heights.max()), 1.0) * HEADROOM
        tops = (base - self._heights / most * base).tolist()
        edges = [self.place(LEAST + index * (1.0 - LEAST) / BINS) for index in range(BINS + 1)]
        points = [QPointF(edges[0], base)]
        for index, top in enumerate(tops):
            points += [QPointF(edges[index], top), QPointF(edges[index + 1], top)]
        points.append(QPointF(edges[-1], base))
        return QPolygonF(points)

    def _at_line(self, x: float) -> bool:
        return self._draggable and self.level is not None and abs(x - self.place(self.level)) <= REACH
