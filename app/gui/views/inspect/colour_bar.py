"""The scale of the map, with a mark at the level in use."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.theme import theme_of
from app.gui.views.inspect.colours import HIGH, LOW, MapKind, ssim_table
from app.gui.views.inspect.pictures import MOST
from core.language import later, tr

BAR, LEAST_BAR = 96, 24
"""Width of the gradient in pixels, where there is room for it and where there is little."""
GAP = 6
NAMES = {
    MapKind.SSIM: later("Inspect", "Colours of the SSIM map"),
    MapKind.MARKED: later("Inspect", "Colours of the defect map"),
    MapKind.SURPRISE: later("Inspect", "Colours of D_p's surprise"),
}
MEANING = {
    MapKind.SSIM: later(
        "Inspect",
        "Fixed scale from {low} to {high}, the same for every image: dark = unchanged, bright = changed by the repair.",
    ),
    MapKind.MARKED: later(
        "Inspect",
        "Fixed scale from {low} to {high}, the same for every image: 1 - the probability of a defect; bright = "
        "probably defective.",
    ),
    MapKind.SURPRISE: later(
        "Inspect",
        "Fixed scale from {low} to {high}, the same for every image: -log of the chance that a place is good, as D_p "
        "sees it; dark = good, bright = probably defective.",
    ),
}


class ColourBar(QWidget):
    """Drawn flat, so that it fits in a pane's header and all four pictures keep one size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: float | None = None
        self._kind = MapKind.SSIM
        # With large text it gives way, else its pane would be broader than the others.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_kind(MapKind.SSIM)

    def set_kind(self, kind: MapKind) -> None:
        """What it is the scale of."""
        self._kind = kind
        self.setAccessibleName(str(NAMES[kind]))
        self.set_level(self._level)

    def set_level(self, level: float | None) -> None:
        """Mark the level of the map below which a pixel counts as defective; D_p's surprise has none."""
        self._level = level
        left, right = self._ends
        scale = MEANING[self._kind].filled(low=left, high=right)
        mark = tr(
            "Inspect",
            "Mark: the level {level}; below it a pixel counts as defective.",
            level="" if level is None else f"{level:.3f}",
        )
        self.setToolTip(str(scale) if self._mark is None else f"{scale}\n{mark}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The bar and its two figures."""
        return QSize(BAR + self._room(), max(self.fontMetrics().height(), 18))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A short bar; its figures, which the tooltip says too, go before the title beside it does."""
        return QSize(LEAST_BAR, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Figures, gradient, mark."""
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        ends = self._room() if self.width() >= LEAST_BAR + self._room() else 0
        first, last = self._ends
        left = metrics.horizontalAdvance(first) + GAP if ends else 1
        length = max(min(self.width() - ends - 2, BAR), LEAST_BAR - 2)
        if ends:
            base = (self.height() + metrics.ascent() - metrics.descent()) / 2
            painter.setPen(QColor(theme.muted))
            painter.drawText(QPointF(0, base), first)
            painter.drawText(QPointF(left + length + GAP, base), last)
        bar = QRectF(left, self.height() / 2 - 4, length, 9)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        table = ssim_table()
        for i in range(0, 256, 15):
            gradient.setColorAt(i / 255, QColor(*(int(c) for c in table[i])))
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QBrush(gradient))
        painter.drawRect(bar)
        if (level := self._mark) is not None:
            x = left + length * min(max((level - LOW) / (HIGH - LOW), 0.0), 1.0)
            painter.setPen(QPen(QColor(theme.text), 1.5))
            painter.drawLine(QPointF(x, bar.top() - 1), QPointF(x, bar.bottom() + 2))
            painter.setBrush(QColor(theme.text))
            tip = bar.top() - 1
            painter.drawPolygon(
                QPolygonF([QPointF(x - 3, tip - 4), QPointF(x + 3, tip - 4), QPointF(x, tip)])
            )
        painter.end()

    @property
    def _mark(self) -> float | None:
        return None if self._kind is MapKind.SURPRISE else self._level

    @property
    def _ends(self) -> tuple[str, str]:
        """The figures at the bright end, which is on the left, and at the dark one."""
        return (f"≥ {MOST:g}", "0") if self._kind is MapKind.SURPRISE else (f"≤ {LOW:g}", f"{HIGH:g}")

    def _room(self) -> int:
        """Width of the two figures with their gaps."""
        return sum(self.fontMetrics().horizontalAdvance(end) for end in self._ends) + 2 * GAP + 2
