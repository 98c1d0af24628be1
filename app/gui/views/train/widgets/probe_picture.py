"""One picture of the strip, as large as there is room, its pixels square."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import theme_of
from app.gui.views.inspect.colours import HIGH, LOW, ssim_table

SMALL, USUAL = 56, 128
"""Side of a picture in the strip: at least, and where nothing else decides."""


def ssim_colours(ssim: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """`(H, W)` with -1..1 as 0..255 -> `(H, W, 3)` RGB in the fixed colours of the SSIM map."""
    # One table for all 256 values: every picture of every epoch has the same colours.
    values = np.arange(256) / 255 * 2 - 1
    places = np.clip(np.round((values - LOW) / (HIGH - LOW) * 255), 0, 255).astype(np.intp)
    colours: NDArray[np.uint8] = ssim_table()[places, :3][ssim]
    return colours


def to_image(pixels: NDArray[np.uint8]) -> QImage:
    """`(H, W)` grey or `(H, W, 3)` RGB as an image with pixels of its own."""
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    grey = pixels.ndim == 2
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    data: Any = pixels.data
    return QImage(data, width, height, pixels.strides[0], form).copy()


class ProbePicture(QWidget):
    """Emits `activated()` on a click, Enter or Space."""

    activated = Signal()

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._large = large
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(SMALL, SMALL)

    @property
    def image(self) -> QImage | None:
        """What it shows."""
        return self._image

    def set_picture(self, pixels: NDArray[np.uint8] | None, name: str, tip: str = "") -> None:
        """Show `(H, W)` grey or `(H, W, 3)` RGB; None shows nothing."""
        self._image = None if pixels is None else to_image(pixels)
        self.setAccessibleName(name)
        self.setToolTip(tip or name)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """A square."""
        return QSize(USUAL, USUAL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The picture in the middle, with a frame where the keyboard is."""
        theme = theme_of(self)
        painter = QPainter(self)
        place = self._place()
        if self._image is not None:
            painter.setRenderHint(
                QPainter.RenderHint.SmoothPixmapTransform, place.width() < 3 * self._image.width()
            )
            painter.drawImage(place, self._image)
        focused = self.hasFocus() and not self._large
        painter.setPen(QPen(QColor(theme.accent if focused else theme.border), 3 if focused else 1))
        painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.activated.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Taken, so that the release comes here as well."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space are a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit()
        else:
            super().keyPressEvent(event)

    def _place(self) -> QRect:
        if self._image is None:
            return self.rect()
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place
