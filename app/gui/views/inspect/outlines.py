"""Defect contours over a picture, the largest with their numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from app.gui.views.inspect.contour_raster import Contours, Sight
from app.gui.widgets.area_editor.looks import ratio_of
from core.inspection.result import Defect

LINE_COLOUR, CHOSEN_COLOUR, SHADOW_COLOUR = "#ffb000", "#00e5ff", "#000000"
"""A dark line below a bright one shows on any grey."""
GROUND = QColor(0, 0, 0, 170)
"""Of the numbers."""
PADDING = 4.0
"""Around a number, in logical pixels."""
NUMBERED = 9
"""The largest defects get their number of the table; more would hide the picture."""


class Outlines(QGraphicsItem):
    """The contours of one image, as broad at every zoom. Drawn when they are painted: a hidden pane costs nothing."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._box = box
        self._defects: Sequence[Defect] = ()
        self._contours = Contours(())
        self._size = (1, 1)
        self._chosen = -1
        self._seen = QRectF()
        self._scale = 1.0
        self._image: QImage | None = None
        self.setZValue(10)
        box.addItem(self, ignoreBounds=True)

    @property
    def chosen(self) -> int:
        """The marked defect, -1 = none."""
        return self._chosen

    @property
    def numbers(self) -> int:
        """How many defects have their number beside them."""
        return min(len(self._defects), NUMBERED)

    def set_defects(self, defects: Sequence[Defect], size: tuple[int, int]) -> None:
        """Draw `defects` of an image of `size` (width, height), none chosen."""
        self._defects = defects
        self._contours = Contours(defects)
        self._size = size
        self._chosen = -1
        self._draw_anew()

    def set_view(self, seen: QRectF, scale: float) -> None:
        """`seen` of the original is in sight; `scale` physical screen pixels show one of its pixels."""
        if seen != self._seen or scale != self._scale:
            self.prepareGeometryChange()
            self._seen, self._scale = QRectF(seen), scale
            self._draw_anew()

    def choose(self, index: int) -> None:
        """Mark one defect with a broader line; -1 = none."""
        self._chosen = index if 0 <= index < len(self._defects) else -1
        self._draw_anew()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """What is in sight."""
        return self._seen

    def paint(self, painter: QPainter, *_args: Any) -> None:
        """Lines pixel by pixel, then numbers in the size of the interface's text."""
        if not self._defects or self._seen.isEmpty():
            return
        ratio = ratio_of(self._box)
        if self._image is None:
            self._image = self._drawn(ratio)
        covered = QRectF(
            self._seen.topLeft(),
            self._seen.topLeft()
            + QPointF(self._image.width() / self._scale, self._image.height() / self._scale),
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(covered, self._image)
        places = [painter.worldTransform().map(self._anchor(defect)) for defect in self._defects[:NUMBERED]]
        painter.resetTransform()
        for index, (place, defect) in enumerate(zip(places, self._defects, strict=False)):
            self._number(painter, str(index + 1), place, defect)

    def _draw_anew(self) -> None:
        self._image = None
        self.update()

    def _drawn(self, ratio: float) -> QImage:
        sight = Sight(
            self._seen.left(),
            self._seen.top(),
            math.ceil(self._seen.width() * self._scale - 1e-6),
            math.ceil(self._seen.height() * self._scale - 1e-6),
            self._scale,
            ratio,
        )
        pixels = self._contours.draw(sight, self._chosen)
        image = QImage(pixels.data, sight.width, sight.height, sight.width, QImage.Format.Format_Indexed8)
        colours = [QColor(name).rgba() for name in (SHADOW_COLOUR, LINE_COLOUR, CHOSEN_COLOUR)]
        image.setColorTable([0, *colours])
        # A copy of its own, in the form that is painted at once.
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)

    def _anchor(self, defect: Defect) -> QPointF:
        """The corner of a defect's box that its number lies outside of, so that the defect stays in sight."""
        at_right, at_top = self._sides(defect)
        return QPointF(
            defect.left + defect.width if at_right else defect.left,
            defect.top if at_top else defect.top + defect.height,
        )

    def _sides(self, defect: Defect) -> tuple[bool, bool]:
        """Whether its number is at the right and at the top: on the side that lies in the image."""
        return defect.left + defect.width < 0.9 * self._size[0], defect.top > 0.1 * self._size[1]

    def _number(self, painter: QPainter, text: str, place: QPointF, defect: Defect) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 2 * PADDING
        height = metrics.height() + PADDING
        at_right, at_top = self._sides(defect)
        left = place.x() if at_right else place.x() - width
        top = place.y() - height if at_top else place.y()
        ground = QRectF(left, top, width, height)
        painter.fillRect(ground, GROUND)
        painter.setPen(QColor(LINE_COLOUR))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)
