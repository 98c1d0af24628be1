"""The histogram of the SSIM map with OTSU's level and the level in use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.icons import with_alpha
from app.gui.theme import theme_of
from app.gui.views.inspect.pictures import BINS, LEAST
from core.inspection.result import Inspection

LABEL_END = 0.8
"""Right of this SSIM a label would be cut off."""
_MIDDLES = LEAST + (np.arange(BINS) + 0.5) * (1.0 - LEAST) / BINS


class MapHistogram(QWidget):
    """Log counts over SSIM. Emits `level_dragged(float)` when the level in use is dragged (mode *Fixed*)."""

    level_dragged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Histogram of the SSIM map")
        # Not a PlotWidget: that brings menus and buttons along, which nothing here needs.
        self._plot = pg.GraphicsLayoutWidget(self)
        self._plot.setAccessibleName("Histogram of the SSIM map")
        self._plot.setAcceptDrops(False)
        self._plot.viewport().setAcceptDrops(False)
        self._plot.setFixedHeight(7 * self.fontMetrics().height())
        self._plot.ci.layout.setContentsMargins(0, 0, 0, 0)
        self._plot.ci.layout.setSpacing(0)
        self._box = self._plot.addViewBox(0, 0, enableMenu=False, enableMouse=False, border=None)
        self._box.setXRange(LEAST, 1.0, padding=0.03)
        self._axis = pg.AxisItem("bottom", maxTickLength=-4)
        self._axis.setTicks([[(v, f"{v:g}") for v in (0.0, 0.25, 0.5, 0.75, 1.0)], []])
        # It would find out only while painting that large text needs more.
        self._axis.setHeight(self.fontMetrics().height() + 4)
        # Nor does it leave ticks without their figures then.
        self._axis.setStyle(textFillLimits=[(0, 1.0)])
        self._axis.linkToView(self._box)
        self._plot.addItem(self._axis, 1, 0)
        self._bars = pg.BarGraphItem(x=[0.0], height=[0.0], width=1.0)
        self._otsu = pg.InfiniteLine(angle=90, label="OTSU", labelOpts={"position": 0.86, "movable": False})
        self._level = pg.InfiniteLine(angle=90, label="level", labelOpts={"position": 0.60, "movable": False})
        self._level.sigDragged.connect(lambda line: self.level_dragged.emit(float(line.value())))
        for item in (self._bars, self._otsu, self._level):
            self._box.addItem(item)
        self._otsu.hide()
        self._level.hide()
        self.setToolTip("How many pixels of the shown image have which SSIM (logarithmic)")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self._plot)
        self._recolour()

    def show_inspection(self, inspection: Inspection, counts: NDArray[np.int64]) -> None:
        """Show how an inspection's map is cut; `counts` as `pictures.Pictures` has them."""
        heights: Any = np.log10(counts + 1.0)
        self._bars.setOpts(x=_MIDDLES, height=heights, width=_MIDDLES[1] - _MIDDLES[0])
        self._box.setYRange(0, max(float(heights.max()), 1.0) * 1.35, padding=0)
        self._otsu.setValue(inspection.otsu_level)
        self._level.setValue(max(inspection.level, LEAST))
        # Each label on the side away from the other line, but inside the plot.
        lines = (self._otsu, self._level)
        for line, other in (lines, lines[::-1]):
            right = line.value() >= other.value() and line.value() < LABEL_END
            line.label.anchors = [(0.0 if right else 1.0, 0.5)] * 2
            line.label.updatePosition()
        same = abs(inspection.otsu_level - inspection.level) < 1e-6
        self._otsu.setVisible(True)
        # One that can be dragged has to be there to be taken hold of.
        self._level.setVisible(not same or self._level.movable)

    def set_draggable(self, on: bool) -> None:
        """Let the level be dragged."""
        self._level.setMovable(on)
        self._level.setCursor(Qt.CursorShape.SizeHorCursor if on else Qt.CursorShape.ArrowCursor)

    def clear(self) -> None:
        """No image is shown."""
        self._bars.setOpts(x=[0.0], height=[0.0], width=1.0)
        self._otsu.hide()
        self._level.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_level"):
            self._recolour()

    def _recolour(self) -> None:
        theme, ratio = theme_of(self), self.devicePixelRatioF()
        self._plot.setBackground(theme.window)
        self._bars.setOpts(brush=QColor(theme.muted), pen=None)
        self._axis.setPen(theme.border)
        self._axis.setTextPen(theme.muted)
        for line, colour, style in (
            (self._otsu, theme.text, Qt.PenStyle.DashLine),
            (self._level, theme.accent, Qt.PenStyle.SolidLine),
        ):
            line.setPen(pg.mkPen(colour, width=2 * ratio, style=style))
            line.setHoverPen(pg.mkPen(colour, width=3 * ratio))
            line.label.setColor(QColor(colour))
            line.label.fill = pg.mkBrush(with_alpha(theme.window, 0.8))
