"""How the states of an image look: a letter, a word or a shape each, and a colour that never stands alone."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF

from app.gui import icons
from app.gui.theme import Theme
from app.gui.widgets.thumbnail_grid.tile import DEFECTIVE, GOOD, UNLABELLED
from core.language import later

SPLIT_WORDS = {
    "train": later("Window", "train"),
    "validation": later("Window", "val"),
    "test": later("Window", "test"),
    "": later("Window", "no split"),
}
"""What stands below a picture: short."""


_TICK = ((0.30, 0.52), (0.44, 0.66), (0.71, 0.36))


class LabelLook(NamedTuple):
    """The letter on the badge, which is also the key that sets the label, and the colour's name in `Theme`."""

    letter: str
    colour: str
    filled: bool


LABELS = {
    GOOD: LabelLook("G", "ok", True),
    DEFECTIVE: LabelLook("D", "ng", True),
    UNLABELLED: LabelLook("U", "muted", False),
}


class Looks:
    """The small pictures of one theme at one device pixel ratio, drawn once.

    Attributes:
        badges: label -> badge with its letter, `badge` logical pixels square.
        mask, reviewed, problem: marks, `mark` logical pixels square.
        check: on the card of a selected image, `tick` logical pixels square.
    """

    def __init__(self, theme: Theme, ratio: float, text_height: int) -> None:
        self.badge = text_height + 1
        self.mark = text_height + 1
        self.tick = 20
        self.unreadable_size = 28
        self.badges = {label: _badge(look, theme, ratio, self.badge) for label, look in LABELS.items()}
        self.mask = icons.pixmap("mask", theme.accent, self.mark, ratio)
        self.reviewed = icons.pixmap("reviewed", theme.ok, self.mark, ratio)
        self.problem = icons.pixmap("problem", theme.review, self.mark, ratio)
        self.unreadable = icons.pixmap("unreadable", theme.unreadable, self.unreadable_size, ratio)
        self.check = _tick(theme, ratio, self.tick)


def _canvas(size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    return picture


def _badge(look: LabelLook, theme: Theme, ratio: float, size: int) -> QPixmap:
    picture = _canvas(size, ratio)
    colour = QColor(getattr(theme, look.colour))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, size - 1, size - 1)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(colour if look.filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3.5, 3.5)
    font = QFont()
    font.setPixelSize(round(size * 0.72))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.base) if look.filled else colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, look.letter)
    painter.end()
    return picture


def _tick(theme: Theme, ratio: float, size: int) -> QPixmap:
    picture = _canvas(size, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.on_accent), 1.5))
    painter.setBrush(QColor(theme.accent))
    painter.drawEllipse(QRectF(1, 1, size - 2, size - 2))
    pen = QPen(QColor(theme.on_accent), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x * size, y * size) for x, y in _TICK]))
    painter.end()
    return picture
