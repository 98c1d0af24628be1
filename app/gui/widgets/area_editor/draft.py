"""The shape that is being drawn: its points so far, and how they look."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.geometry import Point, Shape

CORNER = 7.0
"""Size of a corner in screen pixels."""


class Draft:
    """Points of one shape in the image's pixels; the last one follows the cursor."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self.points: list[Point] = []
        self._cursor: Point | None = None
        self._ground, self._line, self._corners = (QGraphicsPathItem() for _ in range(3))
        for z, item in enumerate((self._ground, self._line, self._corners), start=14):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)

    def clear(self) -> None:
        """Nothing is being drawn."""
        self.points = []
        self._cursor = None
        self._draw(QPainterPath())

    def show(self, shape: Shape, colour: str, cursor: Point | None) -> None:
        """Draw the points so far in `colour`, and the way to the cursor."""
        self._cursor = cursor or self._cursor
        ratio = looks.ratio_of(self._box)
        self._ground.setPen(looks.solid_pen(looks.SHADOW, looks.SHADOW_WIDTH, ratio))
        self._line.setPen(looks.solid_pen(QColor(colour), looks.WIDTH, ratio))
        corners = looks.solid_pen(QColor("#ffffff"), CORNER, ratio)
        corners.setCapStyle(Qt.PenCapStyle.SquareCap)
        self._corners.setPen(corners)
        points = [QPointF(*p) for p in (*self.points, *((self._cursor,) if self._cursor else ()))]
        path = QPainterPath()
        if len(points) > 1 and shape == "rectangle":
            path.addRect(QRectF(points[0], points[-1]).normalized())
        elif len(points) > 1 and shape == "ellipse":
            path.addEllipse(QRectF(points[0], points[-1]).normalized())
        elif points:
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
        self._draw(path)
        if shape == "polygon":
            dots = QPainterPath()
            for x, y in self.points:
                dots.moveTo(x, y)
                dots.lineTo(x, y + 1e-3)
            self._corners.setPath(dots)

    def _draw(self, path: QPainterPath) -> None:
        self._ground.setPath(path)
        self._line.setPath(path)
        self._corners.setPath(QPainterPath())
