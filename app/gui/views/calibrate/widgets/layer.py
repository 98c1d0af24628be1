"""Charts that are drawn in layers, of which only the uppermost is drawn anew while a cut moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QWidget

from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.plot_frame import PlotFrame
from app.gui.widgets.chart import Chart

Draw = Callable[[QPainter], None]
CACHED = QGraphicsItem.CacheMode.DeviceCoordinateCache


class Layer(QGraphicsItem):
    """Calls `draw` where it is placed. A `cached` one is drawn once and shown again until `update()`."""

    def __init__(self, draw: Draw, z: float, *, cached: bool = False) -> None:
        super().__init__()
        self._draw = draw
        self._rect = QRectF()
        self.setZValue(z)
        if cached:
            self.setCacheMode(CACHED)

    def place(self, rect: QRectF) -> None:
        """Take up this part of the scene, and draw it."""
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = QRectF(rect)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """Where it was placed."""
        return self._rect

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """Qt wants it drawn."""
        painter.setClipRect(self._rect)
        self._draw(painter)


class LayeredChart(Chart):
    """A chart on linear axes whose inside its layers draw, in pixels; `frame` says where the axes are."""

    def __init__(self, parent: QWidget, x: tuple[float, float], y: tuple[float, float]) -> None:
        super().__init__(parent)
        self.frame = PlotFrame(0, 0, 1, 1, x, y)
        self._layers: list[Layer] = []
        self.left.setLogMode(y=False)
        for axis in self.axes:
            # Their grids would be drawn anew, line by line, for every step of a cut.
            axis.setCacheMode(CACHED)
        self.recolour(theme_of(self))

    def layer(self, draw: Draw, z: float, *, cached: bool = False) -> Layer:
        """A new layer; those with a higher `z` lie above."""
        made = Layer(draw, z, cached=cached)
        self._layers.append(made)
        self.scene().addItem(made)
        return made

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colours of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_layers"):
            self.recolour(theme_of(self))
            for layer in self._layers:
                layer.update()

    def show_ranges(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show these parts of the axes, in the room that there is now, and draw everything."""
        inside: QRectF = self.box.sceneBoundingRect()
        self.frame = PlotFrame(inside.left(), inside.top(), inside.width(), inside.height(), x, y)
        self.set_ranges(x, y)

    def place_layers(self) -> None:
        """Draw all layers, over the whole inside."""
        for layer in self._layers:
            layer.place(self.frame.rect)
