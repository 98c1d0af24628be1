"""A share and its interval on a line from 0 to 1."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.icons import with_alpha
from app.gui.theme import theme_of

_EDGE = 2


class IntervalBar(QWidget):
    """A band from low to high and a mark at the value. The figures stand beside it, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[float, float, float] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_interval(self, shown: tuple[float, float, float] | None) -> None:
        """Show low, value and high, 0 to 1; None: there is no figure."""
        if shown != self.shown:
            self.shown = shown
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as a line of text."""
        return QSize(90, QFontMetrics(self.font()).height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow enough for a panel at the side."""
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        theme = theme_of(self)
        painter = QPainter(self)
        wide, middle = self.width() - 2 * _EDGE, self.height() / 2
        painter.setPen(QColor(theme.border))
        painter.drawLine(QLineF(_EDGE, middle, _EDGE + wide, middle))
        for end in (0, wide):
            painter.drawLine(QLineF(_EDGE + end, middle - 3, _EDGE + end, middle + 3))
        if self.shown is None:
            return
        low, value, high = (_EDGE + wide * part for part in self.shown)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(theme.accent, 0.6))
        painter.drawRect(QRectF(low, middle - 3, max(high - low, 1.0), 6))
        painter.setPen(QPen(QColor(theme.text), 2))
        painter.drawLine(QLineF(value, middle - 6, value, middle + 6))
