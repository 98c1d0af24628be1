"""The picture and its mask in the scene."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.prepared import PreparedPicture

OPACITY = 0.35
"""Of the mask's tint, until it is changed."""


LARGE = 4.0
"""Screen pixels on which an image pixel is seen as a square."""


class PictureItem(pg.ImageItem):
    """Draws from the size that is nearest to what the screen shows."""

    def __init__(self, box: pg.ViewBox, smooth: bool) -> None:
        super().__init__(axisOrder="row-major")
        self._levels: tuple[NDArray[np.uint8], ...] = ()
        self._drawn: NDArray[np.uint8] | None = None
        self._rect = QRectF()
        self._smooth = smooth
        self._scale = 1.0
        box.addItem(self, ignoreBounds=True)

    def set_levels(self, levels: tuple[NDArray[np.uint8], ...], rect: QRectF) -> None:
        """Show a picture, whose sizes are `levels`, over `rect`; none of them = nothing."""
        self._levels = levels
        self._rect = rect
        if levels:
            self._show()
        else:
            self._drawn = None
            self.clear()

    def set_scale(self, scale: float) -> None:
        """`scale` physical screen pixels show one pixel of the picture."""
        self._scale = scale
        if self._levels and self._drawn is not self._fitting():
            self._show()

    def paint(self, painter: QPainter, *args: Any) -> None:
        """Smooth while pixels are small, else unequal repeats make patterns; a large pixel is to be seen as one."""
        whole = abs(self._scale - round(self._scale)) < 1e-3
        smooth = self._smooth and self._scale < LARGE and not whole
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        super().paint(painter, *args)

    def _fitting(self) -> NDArray[np.uint8]:
        halvings = int(np.floor(-np.log2(min(self._scale, 1.0)) + 1e-6))
        return self._levels[min(halvings, len(self._levels) - 1)]

    def _show(self) -> None:
        self._drawn = self._fitting()
        self.setImage(self._drawn, autoLevels=False, levels=None)
        self.setRect(self._rect)


class MaskLayer:
    """The mask as a tint with its outline."""

    def __init__(self, box: pg.ViewBox) -> None:
        self.fill = PictureItem(box, smooth=False)
        self.fill.setZValue(3)
        self._ground = QGraphicsPathItem()
        self._line = QGraphicsPathItem()
        self._box = box
        for z, item in ((3.5, self._ground), (4.0, self._line)):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)
        self.set_opacity(OPACITY)

    def set_picture(self, prepared: PreparedPicture) -> None:
        """Show the mask of `prepared`."""
        left, top, width, height = prepared.mask_box
        self.fill.set_levels(prepared.mask_levels, QRectF(left - 0.5, top - 0.5, width, height))
        ratio = looks.ratio_of(self._box)
        self._ground.setPen(looks.solid_pen(looks.SHADOW, 3.0, ratio))
        self._line.setPen(looks.solid_pen(QColor(looks.MASK), 1.4, ratio))
        lines = prepared.outline.reshape(-1, 2)
        path = pg.arrayToQPath(lines[:, 0].copy(), lines[:, 1].copy(), connect="pairs")
        self._ground.setPath(path)
        self._line.setPath(path)

    def clear(self) -> None:
        """Show no mask."""
        self.fill.set_levels((), QRectF())
        for item in (self._ground, self._line):
            item.setPath(QPainterPath())

    def set_shown(self, shown: bool) -> None:
        """Whether it is there at all."""
        for item in (self.fill, self._ground, self._line):
            item.setVisible(shown)

    def set_opacity(self, opacity: float) -> None:
        """Of the tint, 0..1; the outline stays."""
        colour = QColor(looks.MASK)
        # One entry for each 8-bit value, which pyqtgraph draws without making a picture in colours first.
        table = np.full(
            (256, 4), (colour.red(), colour.green(), colour.blue(), round(255 * opacity)), np.uint8
        )
        table[0] = 0
        self.fill.setLookupTable(table)
