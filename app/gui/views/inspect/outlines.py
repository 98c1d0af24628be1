"""Defect contours over a picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from app.gui.widgets.area_editor.looks import ratio_of, solid_pen
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
        self._shadow, self._line, self._chosen = (_path_item(z) for z in (10, 11, 12))
        for item in (self._shadow, self._line, self._chosen):
            box.addItem(item, ignoreBounds=True)
        # Made once: making and adding nine takes longer than all the rest of a step to the next image.
        self._numbers = [self._number(n) for n in range(1, NUMBERED + 1)]
        self._defects: Sequence[Defect] = ()
        self._size = (1, 1)
        self._ratio = 0.0

    def set_defects(self, defects: Sequence[Defect], size: tuple[int, int]) -> None:
        """Draw `defects` of an image of `size` (width, height), none chosen."""
        self._fit_pens()
        self._defects = defects
        self._size = size
        path = _path(defects)
        self._shadow.setPath(path)
        self._line.setPath(path)
        self._chosen.setPath(QPainterPath())
        for number, item in enumerate(self._numbers):
            item.setVisible(number < len(defects))
            if number < len(defects):
                self._place(item, defects[number])

    def choose(self, index: int) -> None:
        """Mark one defect with a broader line; -1 = none."""
        known = 0 <= index < len(self._defects)
        self._chosen.setPath(_path(self._defects[index : index + 1]) if known else QPainterPath())

    def _number(self, number: int) -> pg.TextItem:
        text = pg.TextItem(str(number), color=LINE, fill=QColor(0, 0, 0, 170))
        text.setZValue(13)
        text.hide()
        self._box.addItem(text, ignoreBounds=True)
        return text

    def _place(self, text: pg.TextItem, defect: Defect) -> None:
        # Outside a corner of its box, so that the defect stays in sight, on the side that lies in the image.
        right = defect.left + defect.width
        at_right, at_top = right < 0.9 * self._size[0], defect.top > 0.1 * self._size[1]
        text.setAnchor((int(not at_right), int(at_top)))
        text.setPos(right if at_right else defect.left, defect.top if at_top else defect.top + defect.height)

    def _fit_pens(self) -> None:
        """Lines as broad as on any other screen, in logical pixels."""
        ratio = ratio_of(self._box)
        if ratio != self._ratio:
            self._ratio = ratio
            looks = ((self._shadow, SHADOW, 4.0), (self._line, LINE, 2.0), (self._chosen, CHOSEN, 3.0))
            for item, colour, width in looks:
                pen = solid_pen(QColor(colour), width, ratio)
                # A contour turns at every pixel; to round each of these corners takes most of the painting.
                pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
                item.setPen(pen)


def _path(defects: Sequence[Defect]) -> QPainterPath:
    """All contours, each closed. At once and not point by point: OTSU outlines thousands on a noisy map."""
    if not defects:
        return QPainterPath()
    loops = [_loop(defect) for defect in defects]
    points = np.concatenate(loops)
    joined = np.ones(len(points), np.int32)
    joined[np.cumsum([len(loop) for loop in loops]) - 1] = 0
    path: QPainterPath = pg.arrayToQPath(
        points[:, 0].copy(), points[:, 1].copy(), connect=joined, finiteCheck=False
    )
    return path


def _loop(defect: Defect) -> NDArray[np.float64]:
    """The contour, back at its first point; a box where it has no extent, since that would not show."""
    points = np.asarray(defect.contour, dtype=float)
    if len(points) < 3:
        left, top = defect.left - 0.5, defect.top - 0.5
        right, bottom = left + defect.width, top + defect.height
        points = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=float)
    return np.concatenate([points, points[:1]])


def _path_item(z: int) -> QGraphicsPathItem:
    item = QGraphicsPathItem()
    item.setBrush(Qt.BrushStyle.NoBrush)
    item.setZValue(z)
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)
    return item
