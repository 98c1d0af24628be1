"""The scale of the SSIM map, with a mark at the level in use."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import theme_of
from app.gui.views.inspect.colours import HIGH, LOW, ssim_table
from core.language import later, tr

BAR, LEAST_BAR = 96, 24
"""Width of the gradient in pixels, where there is room for it and where there is little."""
GAP = 6
MEANING = {
    False: later(
        "Inspect",
        "Fixed scale from {low} to {high}, the same for every image: dark = unchanged, bright = changed by the repair.",
    ),
    True: later(
        "Inspect",
        "Fixed scale from {low} to {high}, the same for every image: 1 - the probability of a defect; bright = "
        "probably defective.",
    ),
}
"""Of a model that repairs, and of one that marks defects."""


class ColourBar(QWidget):
    """Drawn flat, so that it fits in a pane's header and all four pictures keep one size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: float | None = None
        self._marks = False
        # With large text it gives way, else its pane would be broader than the others.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_marks(False)

    def set_marks(self, marks: bool) -> None:
        """Whether it is the scale of 1 - the probability of a defect."""
        self._marks = marks
        name = (
            tr("Inspect", "Colours of the defect map") if marks else tr("Inspect", "Colours of the SSIM map")
        )
        self.setAccessibleName(name)
        self.set_level(self._level)

    def set_level(self, level: float | None) -> None:
        """Mark the level of the map below which a pixel counts as defective."""
        self._level = level
        scale = MEANING[self._marks].filled(low=_low(), high=_high())
        mark = tr(
            "Inspect",
            "Mark: the level {level}; below it a pixel counts as defective.",
            level="" if level is None else f"{level:.3f}",
        )
        self.setToolTip(str(scale) if level is None else f"{scale}\n{mark}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The bar and its two figures."""
        return QSize(BAR + self._ends(), max(self.fontMetrics().height(), 18))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A short bar; its figures, which the tooltip says too, go before the title beside it does."""
        return QSize(LEAST_BAR, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Figures, gradient, mark."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        ends = self._ends() if self.width() >= LEAST_BAR + self._ends() else 0
        left = metrics.horizontalAdvance(_low()) + GAP if ends else 1
        length = max(min(self.width() - ends - 2, BAR), LEAST_BAR - 2)
        if ends:
            base = (self.height() + metrics.ascent() - metrics.descent()) / 2
            painter.setPen(QColor(theme.muted))
            painter.drawText(QPointF(0, base), _low())
            painter.drawText(QPointF(left + length + GAP, base), _high())
        bar = QRectF(left, self.height() / 2 - 4, length, 9)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        table = ssim_table()
        for i in range(0, 256, 15):
            gradient.setColorAt(i / 255, QColor(*(int(c) for c in table[i])))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QBrush(gradient))
        painter.drawRect(bar)
        if self._level is not None:
            x = left + length * min(max((self._level - LOW) / (HIGH - LOW), 0.0), 1.0)
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.drawLine(QPointF(x, bar.top() - 1), QPointF(x, bar.bottom() + 2))
            painter.setBrush(QColor(theme.text))
            tip = bar.top() - 1
            painter.drawPolygon(
                QPolygonF([QPointF(x - 3, tip - 4), QPointF(x + 3, tip - 4), QPointF(x, tip)])
            )
        painter.end()

    def _ends(self) -> int:
        """Width of the two figures with their gaps."""
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(_low()) + metrics.horizontalAdvance(_high()) + 2 * GAP + 2


def _low() -> str:
    return f"≤ {LOW:g}"


def _high() -> str:
    return f"{HIGH:g}"
