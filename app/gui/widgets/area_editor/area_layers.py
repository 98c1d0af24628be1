"""What is drawn of the areas that are not being edited: shade, hatch, outlines and tags."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem

from app.gui.widgets.area_editor import looks, words
from app.gui.widgets.area_editor.area_set import AreaSet, Pick, Scope
from app.gui.widgets.area_editor.geometry import Size
from core.images.areas import AreaKind

Composition = QPainter.CompositionMode


class ShadeItem(QGraphicsItem):
    """Dims what is not looked at and hatches what is ignored, exactly at every zoom and size of the picture."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._box = box
        self._rect = QRectF()
        self._inspect: list[QPainterPath] = []
        self._ignore: list[QPainterPath] = []
        self.setZValue(5)
        box.addItem(self, ignoreBounds=True)

    def set_areas(self, areas: AreaSet, size: Size) -> None:
        """Show what `areas` leave of an image of `size`."""
        self.prepareGeometryChange()
        self._rect = QRectF(-0.5, -0.5, size[0], size[1])
        self._inspect = [looks.area_path(a, size) for a in areas.all if a.kind is AreaKind.INSPECT]
        self._ignore = [looks.area_path(a, size) for a in areas.all if a.kind is AreaKind.IGNORE]
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The whole image."""
        return self._rect

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """In screen pixels: shapes are laid over each other there, which no order of paths gives."""
        world = painter.worldTransform()
        seen = world.mapRect(self._rect).intersected(self._box.sceneBoundingRect())
        if seen.isEmpty() or not (self._inspect or self._ignore):
            return
        seen = QRectF(seen.toAlignedRect())
        shade = self._shade(world, seen, painter.device().devicePixelRatioF())
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.drawImage(seen.topLeft(), shade)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(seen)
        for path in self._ignore:
            looks.paint_hatch(painter, world.map(path), world.map(self._rect.topLeft()))
        painter.restore()

    def _shade(self, world: QTransform, seen: QRectF, ratio: float) -> QImage:
        shade = QImage(
            math.ceil(seen.width() * ratio),
            math.ceil(seen.height() * ratio),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        shade.setDevicePixelRatio(ratio)
        shade.fill(looks.DIM if self._inspect else QColor(0, 0, 0, 0))
        layer = QPainter(shade)
        layer.setRenderHint(QPainter.RenderHint.Antialiasing)
        layer.setWorldTransform(world * QTransform.fromTranslate(-seen.left(), -seen.top()))
        for mode, paths in (
            (Composition.CompositionMode_Clear, self._inspect),
            (Composition.CompositionMode_Source, self._ignore),
        ):
            layer.setCompositionMode(mode)
            for path in paths:
                layer.fillPath(path, looks.DIM)
        layer.end()
        return shade


class OutlineItem(QGraphicsItem):
    """The lines around the areas, each with a dark one below it that shows it on any grey."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._rect = QRectF()
        self._drawn: list[tuple[QPainterPath, AreaKind, Scope, bool]] = []
        self.setZValue(10)
        box.addItem(self, ignoreBounds=True)

    def set_areas(self, areas: AreaSet, size: Size, edited: Pick | None) -> None:
        """Draw `areas` of an image of `size`; of the `edited` one, whose line is drawn elsewhere, only the ground."""
        self.prepareGeometryChange()
        self._drawn = [
            (looks.area_path(areas[pick], size), areas[pick].kind, pick.scope, pick == edited)
            for pick in areas.picks()
        ]
        self._rect = QRectF(-0.5, -0.5, size[0], size[1])
        for path, *_ in self._drawn:
            self._rect = self._rect.united(path.boundingRect())
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """All of them, and a little for the width of the lines at any zoom worth seeing."""
        return self._rect.adjusted(-4, -4, 4, 4)

    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        """Ground, then line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = painter.device().devicePixelRatioF()
        for path, kind, scope, edited in self._drawn:
            painter.setPen(looks.solid_pen(looks.SHADOW, looks.SHADOW_WIDTH + 1.5 * edited, ratio))
            painter.drawPath(path)
            if not edited:
                painter.setPen(looks.line_pen(kind, scope, ratio))
                painter.drawPath(path)


class Tags:
    """The words "every image" at the areas that hold for all."""

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self.items: list[pg.TextItem] = []

    def set_areas(self, areas: AreaSet, size: Size) -> None:
        """One tag for each area of the project."""
        while len(self.items) > len(areas.project):
            self._box.removeItem(self.items.pop())
        while len(self.items) < len(areas.project):
            tag = pg.TextItem(str(words.SCOPE[Scope.PROJECT]), anchor=(0, 0), fill=QColor(0, 0, 0, 170))
            tag.setZValue(13)
            self._box.addItem(tag, ignoreBounds=True)
            self.items.append(tag)
        for tag, area in zip(self.items, areas.project, strict=True):
            tag.setColor(looks.line_colour(area.kind))
            tag.setPos(_tag_place(area.shape, area.box, area.points, size))


def _tag_place(
    shape: str, box: tuple[float, float, float, float], points: Sequence[tuple[float, float]], size: Size
) -> QPointF:
    """Inside the picture, at the area's upper left."""
    left, top, right, bottom = box
    if shape == "ellipse":
        # The corner of its box lies outside it; this is where the line passes nearest to that corner.
        left, top = left + 0.147 * (right - left), top + 0.147 * (bottom - top)
    elif shape == "polygon":
        left, top = min(points, key=lambda p: p[0] + p[1])
    return QPointF(max(left, 0.0) * size[0] - 0.5, max(top, 0.0) * size[1] - 0.5)
