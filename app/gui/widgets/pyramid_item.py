"""Draws the part of a pyramid that is in sight, from the level that fits the screen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.gui.widgets.pyramid import WHOLE, Pyramid

LARGE = 4.0
"""Physical screen pixels on which a picture's pixel is seen as a square."""
MARGIN = 0.5
"""How much more than what is in sight is cut out, as a share of it on every side, so that a move seldom cuts anew."""


class PyramidItem(pg.GraphicsObject):
    """One picture in a view box, over the rectangle of the original image that it shows."""

    def __init__(self, box: pg.ViewBox, z: float) -> None:
        super().__init__()
        self.pyramid: Pyramid | None = None
        self._rect = QRectF()
        self._table: Sequence[int] | None = None
        self._seen = QRectF()
        self._scale = 1.0
        self._left: float | None = None
        self._level = -1
        # Where `_image` lies, in the level's pixels and in the box's coordinates.
        self._cut = QRectF()
        self._target = QRectF()
        self._image = QImage()
        self._bytes: Any = None
        self.setZValue(z)
        box.addItem(self, ignoreBounds=True)

    def set_picture(
        self, pyramid: Pyramid | None, size: tuple[int, int], table: Sequence[int] | None = None
    ) -> None:
        """Show `pyramid` over an original of `size` (width, height); `table`: 256 colours for grey values."""
        if pyramid is self.pyramid and table is self._table and size == self._original:
            return
        self.pyramid = pyramid
        self._table = table
        self.prepareGeometryChange()
        # Pixel centres lie at integers, so the picture begins half a pixel before 0.
        self._rect = QRectF(-0.5, -0.5, *size)
        self._level = -1
        self._look()

    def set_view(self, seen: QRectF, scale: float) -> None:
        """`seen` of the original is in sight; `scale` physical screen pixels show one of its pixels."""
        self._seen = seen
        self._scale = scale
        self._look()

    def set_left(self, left: float | None) -> None:
        """Draw only what lies right of this place of the original; None = all."""
        self._left = left
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The whole picture."""
        return self._rect

    def paint(self, painter: QPainter, *_args: Any) -> None:
        """Smooth while pixels are small, else unequal repeats make patterns; a large pixel is to be seen as one."""
        if self.pyramid is None or self._image.isNull():
            return
        scale = self._scale * self._rect.width() / self.pyramid.size[0]
        whole = abs(scale - round(scale)) < 1e-3
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < LARGE and not whole)
        if self._left is not None:
            right = self._rect.adjusted(self._left - self._rect.left(), 0, 0, 0)
            if right.width() <= 0:
                return
            painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
        painter.drawImage(self._target, self._image)

    @property
    def _original(self) -> tuple[int, int]:
        return int(self._rect.width()), int(self._rect.height())

    def _look(self) -> None:
        """Cut out what is in sight, unless it is there already."""
        pyramid = self.pyramid
        if pyramid is None:
            self._image, self._bytes = QImage(), None
            self.update()
            return
        level = pyramid.level_for(self._scale * self._rect.width() / pyramid.size[0])
        width, height = pyramid.level_size(level)
        whole = QRectF(0, 0, width, height)
        sx, sy = width / self._rect.width(), height / self._rect.height()
        seen = QRectF(
            (self._seen.left() + 0.5) * sx,
            (self._seen.top() + 0.5) * sy,
            self._seen.width() * sx,
            self._seen.height() * sy,
        ).intersected(whole)
        if level == self._level and (self._cut.contains(seen) or seen.isEmpty()):
            return
        cut = whole if width * height <= WHOLE else _widened(seen, whole)
        self._level, self._cut = level, cut
        box = int(cut.left()), int(cut.top()), int(cut.width()), int(cut.height())
        self._bytes = pyramid.cut(level, *box)
        self._image = _image(self._bytes, self._table)
        self._target = QRectF(
            cut.left() / sx - 0.5, cut.top() / sy - 0.5, cut.width() / sx, cut.height() / sy
        )
        self.update()


def _widened(seen: QRectF, whole: QRectF) -> QRectF:
    """`seen` with its margin, on whole pixels."""
    dx, dy = MARGIN * seen.width(), MARGIN * seen.height()
    wide = seen.adjusted(-dx, -dy, dx, dy).intersected(whole)
    left, top = math.floor(wide.left()), math.floor(wide.top())
    return QRectF(left, top, max(math.ceil(wide.right()) - left, 1), max(math.ceil(wide.bottom()) - top, 1))


def _image(pixels: Any, table: Sequence[int] | None) -> QImage:
    """`pixels`, uint8 and C-contiguous, as Qt's image, which does not copy them: they have to outlive it."""
    height, width = pixels.shape[:2]
    kinds = QImage.Format
    if pixels.ndim == 3:
        return QImage(pixels.data, width, height, pixels.strides[0], kinds.Format_RGB888)
    kind = kinds.Format_Grayscale8 if table is None else kinds.Format_Indexed8
    image = QImage(pixels.data, width, height, pixels.strides[0], kind)
    if table is None:
        return image
    image.setColorTable(list(table))
    # Once here and not in every paint.
    return image.convertToFormat(kinds.Format_RGB32)
