"""The histogram of the SSIM map with OTSU's level and the level in use."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.icons import with_alpha
from app.gui.theme import theme_of
from core.inspection.result import Inspection

BINS = 100
LABEL_END = 0.8
"""Right of this SSIM a label would be cut off."""

LEAST = -0.25
"""Left end of the axis; lower SSIM values are counted in the first bin."""


class MapHistogram(QWidget):
    """Log counts over SSIM. Emits `level_dragged(float)` when the level in use is dragged (mode *Fixed*)."""

    level_dragged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Histogram of the SSIM map")
        # Not a PlotWidget: that brings menus and buttons along, which nothing here needs.
        self._plot = pg.GraphicsLayoutWidget(self)
        self._plot.setAcceptDrops(False)
        self._plot.viewport().setAcceptDrops(False)
        self._plot.setFixedHeight(112)
        self._plot.ci.layout.setContentsMargins(0, 0, 0, 0)
        self._plot.ci.layout.setSpacing(0)
        self._box = self._plot.addViewBox(0, 0, enableMenu=False, enableMouse=False, border=None)
        self._box.setXRange(LEAST, 1.0, padding=0.03)
        self._axis = pg.AxisItem("bottom", maxTickLength=-4)
        self._axis.setTicks([[(v, f"{v:g}") for v in (0.0, 0.25, 0.5, 0.75, 1.0)], []])
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

    def show_inspection(self, inspection: Inspection) -> None:
        """Show the histogram of an inspection's map."""
        if inspection.images is None:
            return
        images = inspection.images
        # What is ignored is no part of OTSU's histogram either.
        seen = images.ssim_map if images.looked_at is None else images.ssim_map[images.looked_at]
        values = np.clip(seen, LEAST, 1.0)
        counts, edges = np.histogram(values, bins=BINS, range=(LEAST, 1.0))
        heights: Any = np.log10(counts + 1.0)
        self._bars.setOpts(x=(edges[:-1] + edges[1:]) / 2, height=heights, width=edges[1] - edges[0])
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
        self._level.setVisible(not same)

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
        theme = theme_of(self)
        self._plot.setBackground(theme.window)
        self._bars.setOpts(brush=QColor(theme.muted), pen=None)
        self._axis.setPen(theme.border)
        self._axis.setTextPen(theme.muted)
        for line, colour, style in (
            (self._otsu, theme.text, Qt.PenStyle.DashLine),
            (self._level, theme.accent, Qt.PenStyle.SolidLine),
        ):
            line.setPen(pg.mkPen(colour, width=2, style=style))
            line.setHoverPen(pg.mkPen(colour, width=3))
            line.label.setColor(QColor(colour))
            line.label.fill = pg.mkBrush(with_alpha(theme.window, 0.8))
