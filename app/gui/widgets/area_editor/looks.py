"""How areas and the mask look: a pattern of line for each meaning, so that nothing hangs on colour alone."""

from __future__ import annotations

from functools import cache

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from app.gui.widgets.area_editor.area_set import Scope
from app.gui.widgets.area_editor.geometry import Size
from core.images.areas import Area, AreaKind

INSPECT = "#35d6ff"
IGNORE = "#ffb000"
MASK = "#ff3fa4"
SHADOW = QColor(0, 0, 0, 190)
DIM = QColor(0, 0, 0, 150)
HATCH = QColor(255, 200, 90, 150)
HATCH_STEP = 9
"""Distance of the hatch's lines in screen pixels, along x."""

WIDTH = 2.0
SHADOW_WIDTH = 4.0
_PATTERNS: dict[tuple[AreaKind, Scope], list[float]] = {
    (AreaKind.INSPECT, Scope.IMAGE): [],
    (AreaKind.IGNORE, Scope.IMAGE): [5, 3],
    (AreaKind.INSPECT, Scope.PROJECT): [10, 3, 1.5, 3],
    (AreaKind.IGNORE, Scope.PROJECT): [5, 3, 1.5, 2, 1.5, 3],
}


def line_colour(kind: AreaKind) -> str:
    """Of the line around an area."""
    return INSPECT if kind is AreaKind.INSPECT else IGNORE


def line_pen(kind: AreaKind, scope: Scope, ratio: float, width: float = WIDTH) -> QPen:
    """The line around an area; for width and ratio see `solid_pen`."""
    pen = solid_pen(QColor(line_colour(kind)), width, ratio)
    if pattern := _PATTERNS[kind, scope]:
        pen.setDashPattern(pattern)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def solid_pen(colour: QColor, width: float, ratio: float) -> QPen:
    """A line without pattern, at every zoom `width` logical pixels wide on a screen with a pixel ratio of `ratio`."""
    # Qt takes the width of a cosmetic pen in physical pixels.
    pen = QPen(colour, width * ratio)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def ratio_of(box: pg.ViewBox) -> float:
    """Physical pixels of a logical one on the screen that shows `box`."""
    view = box.getViewWidget()
    return float(view.devicePixelRatioF()) if view is not None else 1.0


def area_path(area: Area, size: Size) -> QPainterPath:
    """The outline of `area` in the pixels of an image of `size`; what a polygon holds twice is outside."""
    points = [QPointF(x * size[0] - 0.5, y * size[1] - 0.5) for x, y in area.points]
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    if area.shape == "polygon":
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        path.closeSubpath()
    elif area.shape == "ellipse":
        path.addEllipse(QRectF(points[0], points[1]).normalized())
    else:
        path.addRect(QRectF(points[0], points[1]).normalized())
    return path


def paint_hatch(painter: QPainter, path: QPainterPath, origin: QPointF) -> None:
    """Slanting lines inside `path`, which is in screen pixels; they keep their place to `origin`."""
    ratio = painter.device().devicePixelRatioF()
    brush = QBrush(_tile(ratio))
    # On whole physical pixels, where a pattern is copied instead of being computed anew.
    place = QTransform.fromTranslate(round(origin.x() * ratio) / ratio, round(origin.y() * ratio) / ratio)
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio) * place)
    painter.fillPath(path, brush)


@cache
def _tile(ratio: float) -> QImage:
    """One period of the hatch in physical pixels."""
    side = round(HATCH_STEP * ratio)
    tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(HATCH, 1.2 * ratio))
    # The two short ones are what the neighbours' lines leave in the corners.
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - side, 2 * side), QPointF(shift + 2 * side, -side))
    painter.end()
    return tile
