"""Draws the part of a pyramid that is in sight, from the level that fits the screen."""

from __future__ import annotations

import math
import weakref
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.gui.jobs import JobRunner
from app.gui.widgets.cutting import Box, Cutting, Part
from app.gui.widgets.pyramid import WHOLE, Pyramid

LARGE = 4.0
"""Physical screen pixels on which a picture's pixel is seen as a square."""
MARGIN = 0.5
"""How much more than what is in sight is cut out, as a share of it on every side, so that a move seldom cuts anew;
less where it would be more than `WHOLE` pixels."""


class PyramidItem(pg.GraphicsObject):
    """One picture in a view box, over the rectangle of the original image that it shows.

    With a `runner` the full size of a huge picture is cut out in a job. Until that is done its first half shows.
    """

    def __init__(self, box: pg.ViewBox, z: float, runner: JobRunner | None = None) -> None:
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
        self._cutting: Cutting | None = None
        if runner is not None:
            self._cutting = Cutting(runner, self)
            self._cutting.ready.connect(self._on_cut)
        # Two, since original and repair may change places; they must not keep a huge picture alive.
        self._sharp: deque[tuple[weakref.ref[Pyramid], int, Box, NDArray[np.uint8]]] = deque(maxlen=2)
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
            if self._cutting is not None:
                self._cutting.drop()
            self.update()
            return
        level = pyramid.level_for(self._scale * self._rect.width() / pyramid.size[0])
        part = self._missing(pyramid, level)
        if part is None:
            if self._cutting is not None:
                self._cutting.drop()
        elif self._cutting is None:
            self._take(part, part.cut())
        elif pyramid.levels[level] is not None:
            self._cutting.drop()
            self._take(part, part.cut())
        elif not self._take_sharp(part):
            coming = self._cutting.wanted
            if coming is None or not self._holds(coming, part):
                self._cutting.ask(part)
            coarse = self._missing(pyramid, level + 1)
            if coarse is not None:
                self._take(coarse, coarse.cut())

    def _take_sharp(self, part: Part) -> bool:
        """Draw a part that was cut out before and holds all that is in sight, if there is one."""
        for known, level, box, pixels in self._sharp:
            if known() is part.pyramid and self._holds(Part(part.pyramid, level, box), part):
                self._take(Part(part.pyramid, level, box), pixels)
                return True
        return False

    def _holds(self, known: Part, part: Part) -> bool:
        """Whether `known` holds what is in sight, as `part` does."""
        same = known.pyramid is part.pyramid and known.level == part.level
        return same and QRectF(*known.box).contains(self._in_sight(part.pyramid, part.level))

    def _in_sight(self, pyramid: Pyramid, level: int) -> QRectF:
        """What of a level is on the screen, in its pixels."""
        width, height = pyramid.level_size(level)
        sx, sy = width / self._rect.width(), height / self._rect.height()
        return QRectF(
            (self._seen.left() + 0.5) * sx,
            (self._seen.top() + 0.5) * sy,
            self._seen.width() * sx,
            self._seen.height() * sy,
        ).intersected(QRectF(0, 0, width, height))

    def _missing(self, pyramid: Pyramid, level: int) -> Part | None:
        """What has to be cut out of a level, None if it is there already."""
        width, height = pyramid.level_size(level)
        whole = QRectF(0, 0, width, height)
        seen = self._in_sight(pyramid, level)
        if level == self._level and (self._cut.contains(seen) or seen.isEmpty()):
            return None
        cut = whole if width * height <= WHOLE else _widened(seen, whole)
        return Part(pyramid, level, (int(cut.left()), int(cut.top()), int(cut.width()), int(cut.height())))

    def _on_cut(self, part: Part, pixels: NDArray[np.uint8]) -> None:
        self._sharp.append((weakref.ref(part.pyramid), part.level, part.box, pixels))
        self._take(part, pixels)

    def _take(self, part: Part, pixels: NDArray[np.uint8]) -> None:
        """Draw a part that is cut out."""
        width, height = part.pyramid.level_size(part.level)
        sx, sy = width / self._rect.width(), height / self._rect.height()
        self._level, self._cut = part.level, QRectF(*part.box)
        self._bytes = pixels
        self._image = _image(pixels, self._table)
        left, top, width, height = part.box
        self._target = QRectF(left / sx - 0.5, top / sy - 0.5, width / sx, height / sy)
        self.update()


def _widened(seen: QRectF, whole: QRectF) -> QRectF:
    """`seen` with its margin, on whole pixels."""
    area = max(seen.width() * seen.height(), 1.0)
    margin = min(MARGIN, max(math.sqrt(WHOLE / area) - 1.0, 0.0) / 2)
    dx, dy = margin * seen.width(), margin * seen.height()
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
