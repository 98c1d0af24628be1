"""One cell of the matrix: a button with a count, what it means and its share."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.words import TRAINED, trained_help
from core.language import sentences, tr

_PAD = 6
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MatrixCell(QAbstractButton):
    """Painted in one go, so that a new count costs no new layout. `walked(rows, columns)`: an arrow key.

    Args:
        name: what the cell counts, for a screen reader.
        word: what becomes of these images.
        wrong: whether the verdict is a mistake.
    """

    walked = Signal(int, int)

    def __init__(self, name: str, word: str, *, wrong: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._word, self._wrong = name, word, wrong
        self._count, self._share, self._trained = 0, "", 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_figures(self, count: int, share: str, trained: int) -> None:
        """Show a count, its share of the label's images, and how many of them the model was trained on."""
        tip = trained_help(trained) if trained else tr("Calibrate", "Click to see them.")
        self.setToolTip(sentences([tr("Calibrate", "{images}.", images=self._name), tip]))
        self._count, self._share, self._trained = count, share, trained
        name = tr(
            "Calibrate",
            "{images}: {count}, {share} of the label, {word}",
            images=self._name,
            count=count,
            share=share,
            word=self._word,
        )
        if trained:
            name = tr("Calibrate", "{figure}; {badge}", figure=name, badge=TRAINED)
        self.setAccessibleName(name)
        self.update()

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the count."""
        badge = tr("Calibrate", "{n} trained", n=self._trained) if self._trained else ""
        return (self._word, self._share, badge)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the longest texts."""
        metrics, large = QFontMetrics(self.font()), QFontMetrics(self._large())
        wide = max(metrics.horizontalAdvance(self._word), large.horizontalAdvance("10,000"))
        # A little more than the width, of which the fractions are lost.
        return QSize(wide + 2 + 2 * _PAD, large.height() + 3 * metrics.height() + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No less than that."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, arrows go to the neighbours."""
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif step is not None:
            self.walked.emit(*step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the cell."""
        theme = theme_of(self)
        marked = self.isDown() or self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent if marked else theme.border), 2 if marked else 1))
        painter.setBrush(QColor(theme.hover if self.underMouse() else theme.base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        large = self._large()
        box = QRect(_PAD, _PAD, self.width() - 2 * _PAD, QFontMetrics(large).height())
        painter.setFont(large)
        painter.setPen(QColor(theme.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{self._count:,}")
        painter.setFont(self.font())
        metrics = QFontMetrics(self.font())
        for place, text in enumerate(self.lines):
            wrong = place == 0 and self._wrong and self._count > 0
            painter.setPen(QColor(theme.ng if wrong else theme.review if place == 2 else theme.muted))
            top = box.bottom() + 1 + place * metrics.height()
            line = QRect(_PAD, top, box.width(), metrics.height())
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, short)

    def enterEvent(self, event: object) -> None:  # noqa: N802
        """The mouse is over it."""
        self.update()

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        """The mouse is gone."""
        self.update()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(1.5 * font.pointSizeF())
        font.setWeight(QFont.Weight.DemiBold)
        return font
