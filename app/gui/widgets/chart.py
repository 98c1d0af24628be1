"""A plain chart: axes around one or two view boxes, without pyqtgraph's menus and buttons."""

from __future__ import annotations

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.gui.foreground import FOREGROUND
from app.gui.icons import with_alpha
from app.gui.theme import Theme

SETTLE_MS = 40
"""A chart is painted so long after a change of size: a layout of texts that wrap settles in some steps, and painting
takes longer than all of them."""
GRID = 60
"""Opacity of the grid, 0..255."""
CLOSE = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
"""Figures of a logarithmic axis that shows half a decade or less."""


class LogAxis(pg.AxisItem):
    """An axis over decades: the data are already logarithms, so view and axis agree in both modes."""

    def logTickValues(self, minVal: float, maxVal: float, size: float, stdTicks: Any) -> Any:  # noqa: N802, N803
        """A tick at each decade; 2 and 5 as well where there are few of them, and more where there is hardly one."""
        low, high = math.floor(minVal), math.ceil(maxVal)
        few = maxVal - minVal < 3
        leads = CLOSE if maxVal - minVal < 0.5 else (1, 2, 5) if few else (1,)
        major = [d + math.log10(lead) for d in range(low, high) for lead in leads]
        minor = [d + math.log10(lead) for d in range(low, high) for lead in range(2, 10)]
        major = [v for v in (*major, high) if minVal <= v <= maxVal]
        return [(None, major), (None, [v for v in minor if minVal <= v <= maxVal and v not in major])]

    def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:  # noqa: N802
        """Figures as people write them, for the labelled ticks only."""
        if not self.logMode:
            return super().tickStrings(values, scale, spacing)
        return [_figure(10.0**v) for v in values]


class Chart(pg.GraphicsLayoutWidget):
    """`box` with a left and a bottom axis; `right_box` with a right axis where one is asked for."""

    def __init__(self, parent: QWidget, *, right: bool = False) -> None:
        self._settled: QTimer | None = None
        super().__init__(parent)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self._on_settled)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ci.layout.setContentsMargins(2, 6, 6, 2)
        self.ci.layout.setSpacing(0)
        self.left = LogAxis("left", maxTickLength=-4)
        self.bottom = pg.AxisItem("bottom", maxTickLength=-4)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, border=None)
        self.addItem(self.left, 0, 0)
        self.addItem(self.box, 0, 1)
        self.addItem(self.bottom, 1, 1)
        self.left.linkToView(self.box)
        self.bottom.linkToView(self.box)
        # Room for the longest figures, so that the plot does not jump while they change.
        self.left.setWidth(58)
        self.axes = [self.left, self.bottom]
        self.right_box: Any = None
        if right:
            self.right = LogAxis("right", maxTickLength=-4)
            self.right.setWidth(58)
            self.addItem(self.right, 0, 2)
            self.right_box = pg.ViewBox(enableMenu=False, enableMouse=False, border=None)
            self.scene().addItem(self.right_box)
            self.right.linkToView(self.right_box)
            self.right_box.setXLink(self.box)
            self.axes.append(self.right)
            self.box.sigResized.connect(self._place_right)
        for axis in self.axes:
            axis.enableAutoSIPrefix(False)
            # Minor ticks have no figures.
            axis.setStyle(maxTextLevel=0)
        for box in filter(None, (self.box, self.right_box)):
            box.disableAutoRange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Python paints, and is quicker alone."""
        with FOREGROUND:
            super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802
        """Wait for the last of the steps; pyqtgraph calls this while it is made."""
        super().resizeEvent(event)
        if self._settled is not None and self.isVisible() and not self._settled.isActive():
            self.viewport().setUpdatesEnabled(False)
            self._settled.start()

    def _on_settled(self) -> None:
        self.viewport().setUpdatesEnabled(True)

    def set_ranges(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show exactly these parts of the axes."""
        self.box.setRange(QRectF(x[0], y[0], x[1] - x[0], y[1] - y[0]), padding=0, disableAutoRange=True)

    def show_figures(self, on: bool) -> None:
        """Whether there is anything that the axes' figures could be of."""
        for axis in self.axes:
            axis.setStyle(showValues=on)

    def recolour(self, theme: Theme) -> None:
        """Follow the theme."""
        self.setBackground(theme.base)
        for axis in self.axes:
            axis.setPen(theme.border)
            axis.setTextPen(theme.muted)
        self.left.setGrid(GRID)
        self.bottom.setGrid(GRID)

    def _place_right(self) -> None:
        self.right_box.setGeometry(self.box.sceneBoundingRect())


def upright(text: str, position: float) -> Any:
    """A vertical line with a label, hidden."""
    made = pg.InfiniteLine(angle=90, label=text, labelOpts={"position": position, "movable": False})
    made.setZValue(20)
    made.hide()
    return made


def recolour_upright(mark: Any, colour: str, theme: Theme) -> None:
    """Follow the theme."""
    mark.setPen(pg.mkPen(colour, width=2, style=Qt.PenStyle.DashLine))
    mark.label.setColor(QColor(colour))
    mark.label.fill = pg.mkBrush(with_alpha(theme.base, 0.85))


def anchor(mark: Any, low: float, high: float) -> None:
    """Put the label on the side of the line that has room between `low` and `high`."""
    right = mark.value() < low + 0.7 * (high - low)
    mark.label.anchors = [(0.0 if right else 1.0, 0.5)] * 2
    mark.label.updatePosition()


def _figure(value: float) -> str:
    if value < 1e-3:
        return f"{value:.0e}"
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
