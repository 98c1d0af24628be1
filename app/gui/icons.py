"""Icons from `resources/icons`: one-colour SVGs that take the colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import ICONS

SIZES = (16, 20, 24, 32, 48, 64, 96)


@cache
def _source(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Icon `name` in `colour`, `size` logical pixels square at a device pixel ratio of `ratio`."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """Icon `name` in `colour`, and in `disabled` where its control is switched off."""
    result = QIcon()
    for size in SIZES:
        picture = pixmap(name, colour, size)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
            # Qt would tint a selected icon, and a verdict's colour has a meaning.
            result.addPixmap(picture, mode)
        if disabled:
            result.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return result


def with_alpha(colour: str, alpha: float) -> QColor:
    """`colour` at an opacity of `alpha`, 0..1."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result
