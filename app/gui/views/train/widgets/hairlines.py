"""Curves of many points whose lines are to be seen on every screen."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QWidget

USUAL_HEIGHT = 16
"""Of a line of text in pixels, where one pixel is a line that can be seen."""
BESIDE = {
    1: ((0, 0),),
    2: ((0, 0), (1, 0), (0, 1)),
    3: ((0, 0), (1, 0), (0, 1), (-1, 0), (0, -1)),
}
"""Where, in pixels, to draw a hairline so that lines of every slope are about so wide."""


def hairlines(widget: QWidget) -> int:
    """How many pixels of the screen a line has to be wide: more where they are small, or the text large."""
    wanted = widget.devicePixelRatioF() * widget.fontMetrics().height() / USUAL_HEIGHT
    return min(max(round(wanted), min(BESIDE)), max(BESIDE))


class HairlineCurve(pg.PlotCurveItem):
    """A curve in a pen of width 1, drawn side by side to be `width` pixels of the screen wide.

    Qt draws lines of one pixel a hundred times faster than wider ones.
    """

    def __init__(self) -> None:
        super().__init__(antialias=True)
        self.width = 1

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None) -> None:
        """Draw it as often as it takes."""
        pixel = 1 / (1.0 if widget is None else widget.devicePixelRatioF())
        place = painter.worldTransform()
        for x, y in BESIDE[self.width]:
            painter.setWorldTransform(place * QTransform.fromTranslate(x * pixel, y * pixel))
            super().paint(painter, option, widget)
        painter.setWorldTransform(place)
