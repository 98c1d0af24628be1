"""What lies over the mask: the ring of the brush, and outlines that are offered."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtWidgets import QGraphicsEllipseItem, QGraphicsPathItem

from app.gui.widgets.area_editor import looks
from app.gui.widgets.mask_canvas.strokes import Point, on_grid

SUGGESTED = "#ffb000"
DASHES = [5, 3]


class Ring:
    """A circle as large as what the brush marks: a dark line below a bright one shows on any grey."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._lines = [QGraphicsEllipseItem() for _ in range(2)]
        for z, item in enumerate(self._lines, start=18):
            item.setZValue(z)
            item.hide()
            box.addItem(item, ignoreBounds=True)

    def show(self, at: Point, size: int) -> None:
        """Around the pixels that a brush of `size` marks `at` a place."""
        x, y = on_grid(at, size)
        ratio = looks.ratio_of(self._box)
        pens = looks.solid_pen(looks.SHADOW, 3.0, ratio), looks.solid_pen(QColor("#ffffff"), 1.2, ratio)
        for item, pen in zip(self._lines, pens, strict=True):
            item.setPen(pen)
            item.setRect(QRectF(x - size / 2, y - size / 2, size, size))
            item.show()

    def hide(self) -> None:
        """No brush is over the picture."""
        for item in self._lines:
            item.hide()


class Suggestion:
    """Outlines that can be taken over, dashed: unlike the mask's they are not part of it yet."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self.outlines: list[NDArray[np.float32]] = []
        self._ground, self._line = QGraphicsPathItem(), QGraphicsPathItem()
        for z, item in ((9, self._ground), (10, self._line)):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)

    def set_outlines(self, outlines: Sequence[NDArray[np.float32]]) -> None:
        """Offer these, each `(N, 2)` x and y in the image's pixels."""
        self.outlines = [np.asarray(points, np.float32).reshape(-1, 2) for points in outlines if len(points)]
        ratio = looks.ratio_of(self._box)
        pen = looks.solid_pen(QColor(SUGGESTED), 2.0, ratio)
        pen.setDashPattern(DASHES)
        self._ground.setPen(looks.solid_pen(looks.SHADOW, 4.0, ratio))
        self._line.setPen(pen)
        path = QPainterPath()
        for points in self.outlines:
            path.addPath(_closed(points))
        self._ground.setPath(path)
        self._line.setPath(path)

    def set_shown(self, shown: bool) -> None:
        """Whether it is seen; it can be taken over all the same."""
        self._ground.setVisible(shown)
        self._line.setVisible(shown)


def _closed(points: NDArray[np.float32]) -> QPainterPath:
    """The outline as a closed path; around its pixels where it has no extent, since that would not show."""
    path = QPainterPath()
    if len(points) < 3:
        (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        path.addRect(left - 0.5, top - 0.5, right - left + 1, bottom - top + 1)
        return path
    path.moveTo(*points[0].tolist())
    for point in points[1:].tolist():
        path.lineTo(*point)
    path.closeSubpath()
    return path
