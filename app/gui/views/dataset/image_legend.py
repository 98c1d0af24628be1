"""Below the large image: what the user is told, and what the lines and tints mean."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from superqt import QElidingLabel, QFlowLayout

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.area_set import AreaSet, Scope
from core.images.areas import AreaKind
from core.language import Later, later, tr

SWATCH = (26, 14)
"""Width and height in logical pixels."""
SIGN = 16
GROUND = "#808080"
"""Of the swatches: a middle grey, as most surfaces are."""

Paint = Callable[[QPainter, QRectF], None]


def _mask(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, icons.with_alpha(looks.MASK, 0.35))
    painter.setPen(looks.solid_pen(QColor(looks.MASK), 1.4, painter.device().devicePixelRatioF()))
    painter.drawRect(rect)


def _dim(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, looks.DIM)


def _line(kind: AreaKind, scope: Scope) -> Paint:
    def paint(painter: QPainter, rect: QRectF) -> None:
        if kind is AreaKind.IGNORE:
            painter.fillRect(rect, looks.DIM)
            path = QPainterPath()
            path.addRect(rect)
            looks.paint_hatch(painter, path, QPointF(0, 0))
        ratio = painter.device().devicePixelRatioF()
        ground = looks.solid_pen(looks.SHADOW, looks.SHADOW_WIDTH, ratio)
        for pen in (ground, looks.line_pen(kind, scope, ratio)):
            painter.setPen(pen)
            painter.drawLine(rect.bottomLeft() + QPointF(0, -3), rect.bottomRight() + QPointF(0, -3))

    return paint


ENTRIES: dict[str, tuple[Later, Paint]] = {
    "mask": (later("Dataset", "defect mask"), _mask),
    "inspect_image": (later("Dataset", "inspect only here"), _line(AreaKind.INSPECT, Scope.IMAGE)),
    "ignore_image": (later("Dataset", "ignore here"), _line(AreaKind.IGNORE, Scope.IMAGE)),
    "inspect_project": (later("Dataset", "inspect, every image"), _line(AreaKind.INSPECT, Scope.PROJECT)),
    "ignore_project": (later("Dataset", "ignore, every image"), _line(AreaKind.IGNORE, Scope.PROJECT)),
    "dim": (later("Dataset", "not inspected"), _dim),
}


class _Entry(QWidget):
    """A sign and what it means."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.sign, self.words = QLabel(self), QLabel(text, self)
        self.words.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(5)
        row.addWidget(self.sign)
        row.addWidget(self.words)


class ImageLegend(QFrame):
    """One line of words, and below it the signs that are in the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self._warns = False
        self._icon = QLabel(self)
        self._text = QElidingLabel(self)
        self._text.setAccessibleName(tr("Dataset", "What to do"))
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # The picture must not move when a warning, with its sign, comes or goes.
        self._text.setMinimumHeight(SIGN + 2)
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(self._icon)
        told.addWidget(self._text, 1)
        signs = QFlowLayout()
        signs.setContentsMargins(0, 0, 0, 0)
        # The layout keeps its spacing for hidden entries too, so each brings its own.
        signs.setHorizontalSpacing(0)
        signs.setVerticalSpacing(3)
        self._entries = {name: _Entry(str(text), self) for name, (text, _) in ENTRIES.items()}
        self._none = QLabel(tr("Dataset", "No areas: all of the image is inspected"), self)
        self._none.setProperty("role", "muted")
        for widget in (*self._entries.values(), self._none):
            signs.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(3)
        column.addLayout(told)
        column.addLayout(signs)
        self.set_shown(AreaSet(), False)
        self.tell("", False)
        self._recolour()

    @property
    def text(self) -> str:
        """What is told."""
        return self._text.text()

    @property
    def warns(self) -> bool:
        """Whether that is a warning."""
        return self._warns

    @property
    def shown(self) -> list[str]:
        """The texts of the signs."""
        return [entry.words.text() for entry in self._entries.values() if not entry.isHidden()]

    def tell(self, text: str, warns: bool) -> None:
        """Say `text`, with a sign where it is a warning."""
        self._text.setText(text)
        self._text.setToolTip(text)
        self._icon.setVisible(warns)
        if warns != self._warns:
            self._warns = warns
            self._recolour()

    def set_shown(self, areas: AreaSet, mask: bool) -> None:
        """Explain what is in the picture."""
        there = {f"{areas[pick].kind}_{pick.scope}" for pick in areas.picks()}
        there |= {"mask"} if mask else set()
        there |= {"dim"} if areas.all else set()
        for name, entry in self._entries.items():
            entry.setVisible(name in there)
        self._none.setVisible(not areas.all)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_none"):
            self._recolour()

    def _recolour(self) -> None:
        theme, ratio = theme_of(self), self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap("problem", theme.review, SIGN, ratio))
        if self._warns:
            self._text.setStyleSheet(f"color: {theme.review}; font-weight: 600;")
        else:
            self._text.setStyleSheet("")
        for name, entry in self._entries.items():
            entry.sign.setPixmap(_swatch(ENTRIES[name][1], ratio))


def _swatch(paint: Paint, ratio: float) -> QPixmap:
    width, height = SWATCH
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(GROUND))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QRectF(0.5, 0.5, width - 1, height - 1))
    painter.end()
    return picture
