"""Defect contours over a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from core.inspection.result import Defect

LINE = "#ffb000"
CHOSEN = "#00e5ff"
SHADOW = "#000000"
NUMBERED = 9
"""The largest defects get their number of the table; more would hide the picture."""


class Outlines:
    """Draws the same contours into one view box: a dark line below a bright one shows on any grey."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._shadow = _path_item(SHADOW, 4, 10)
        self._line = _path_item(LINE, 2, 11)
        self._chosen = _path_item(CHOSEN, 3, 12)
        for item in (self._shadow, self._line, self._chosen):
            box.addItem(item, ignoreBounds=True)
        self._numbers: list[pg.TextItem] = []
        self._defects: Sequence[Defect] = ()
        self._size = (1, 1)

    def set_defects(self, defects: Sequence[Defect], size: tuple[int, int]) -> None:
        """Draw `defects` of an image of `size` (width, height), none chosen."""
        self._defects = defects
        self._size = size
        path = QPainterPath()
        for defect in defects:
            path.addPath(_closed(defect))
        self._shadow.setPath(path)
        self._line.setPath(path)
        self._chosen.setPath(QPainterPath())
        for number in self._numbers:
            self._box.removeItem(number)
        self._numbers = [self._number(i, d) for i, d in enumerate(defects[:NUMBERED], start=1)]

    def choose(self, index: int) -> None:
        """Mark one defect; -1 = none."""
        known = 0 <= index < len(self._defects)
        self._chosen.setPath(_closed(self._defects[index]) if known else QPainterPath())

    def _number(self, number: int, defect: Defect) -> pg.TextItem:
        # Outside a corner of its box, so that the defect stays in sight, on the side that lies in the image.
        right = defect.left + defect.width
        at_right, at_top = right < 0.9 * self._size[0], defect.top > 0.1 * self._size[1]
        text = pg.TextItem(
            str(number), color=LINE, anchor=(int(not at_right), int(at_top)), fill=QColor(0, 0, 0, 170)
        )
        text.setPos(right if at_right else defect.left, defect.top if at_top else defect.top + defect.height)
        text.setZValue(13)
        self._box.addItem(text, ignoreBounds=True)
        return text


def _closed(defect: Defect) -> QPainterPath:
    """The contour as a closed path; a box where it has no extent, since that would not show."""
    path = QPainterPath()
    points = np.asarray(defect.contour, dtype=float)
    if len(points) < 3:
        path.addRect(defect.left - 0.5, defect.top - 0.5, defect.width, defect.height)
        return path
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.closeSubpath()
    return path


def _path_item(colour: str, width: float, z: int) -> QGraphicsPathItem:
    item = QGraphicsPathItem()
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    item.setPen(pen)
    item.setZValue(z)
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)
    return item
