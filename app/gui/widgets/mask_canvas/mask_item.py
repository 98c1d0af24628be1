"""The mask over the picture: a tint with its outline, drawn where it is seen and only where it changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.picture_layers import OPACITY
from app.gui.widgets.area_editor.prepared import outline
from app.gui.widgets.mask_canvas.box import Box
from app.gui.widgets.mask_canvas.levels import MaskLevels

LINE, GROUND = 1.4, 3.0
"""Width of the outline and of the dark line below it, in screen pixels."""


class MaskItem(QGraphicsItem):
    """Shows one `MaskLevels`."""

    def __init__(self, box: pg.ViewBox) -> None:
        super().__init__()
        self._box = box
        self._levels: MaskLevels | None = None
        self._size = (0, 0)
        # Without it, `paint` is not told which part is asked for.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(3)
        box.addItem(self, ignoreBounds=True)

    def set_levels(self, levels: MaskLevels | None, size: tuple[int, int] = (0, 0)) -> None:
        """Show a mask of `size` (width, height), or nothing."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        self._levels = levels
        self.update()

    def changed(self, boxes: Sequence[Box], scale: float) -> None:
        """The mask is another one in `boxes`; one of its pixels takes `scale` screen pixels."""
        # The outline reaches beyond the pixels, and a pixel of a coarse level stands for its neighbours.
        margin = 1 + (GROUND + 1) / scale
        for box in boxes:
            area = QRectF(box.left - 0.5, box.top - 0.5, box.right - box.left, box.bottom - box.top)
            self.update(area.adjusted(-margin, -margin, margin, margin))

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The picture, and what the outline reaches beyond it."""
        return QRectF(-0.5, -0.5, *self._size).adjusted(-8, -8, 8, 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw the exposed part from the size of the mask that is nearest to what the screen shows."""
        if self._levels is None:
            return
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        mask, span = self._levels.fitting(scale)
        asked = option.exposedRect
        # One pixel more on each side: the outline at the rim must know what is beyond it.
        part_box = Box(
            int(np.floor((asked.left() + 0.5) / span)) - 1,
            int(np.floor((asked.top() + 0.5) / span)) - 1,
            int(np.ceil((asked.right() + 0.5) / span)) + 1,
            int(np.ceil((asked.bottom() + 0.5) / span)) + 1,
        ).inside(mask.shape[1], mask.shape[0])
        part = np.ascontiguousarray(mask[part_box.rows_and_columns])
        if part_box.empty or not part.any():
            return
        painter.save()
        painter.translate(part_box.left * span - 0.5, part_box.top * span - 0.5)
        painter.scale(span, span)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        height, width = part.shape
        image = QImage(part.data, width, height, width, QImage.Format.Format_Indexed8)
        tint = QColor(looks.MASK)
        tint.setAlphaF(OPACITY)
        image.setColorTable([0, tint.rgba()])
        painter.drawImage(QRectF(0, 0, width, height), image)
        lines = (outline(part) + 0.5).reshape(-1, 2)
        path = pg.arrayToQPath(lines[:, 0].copy(), lines[:, 1].copy(), connect="pairs")
        ratio = looks.ratio_of(self._box)
        painter.strokePath(path, looks.solid_pen(looks.SHADOW, GROUND, ratio))
        painter.strokePath(path, looks.solid_pen(QColor(looks.MASK), LINE, ratio))
        painter.restore()
