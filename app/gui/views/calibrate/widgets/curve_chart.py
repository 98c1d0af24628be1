"""One curve over a square of shares, with the working points of both cuts on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.gui.theme import Theme, theme_of
from app.gui.views.calibrate.widgets.cut_marks import NG, REVIEW
from app.gui.views.calibrate.widgets.layer import LayeredChart

if TYPE_CHECKING:
    from core.evaluation.curves import Curve

ENDS = (-0.02, 1.03)
MARK = 11.0
TICKS = [(v, f"{v:g}") for v in (0.0, 0.25, 0.5, 0.75, 1.0)]
FEW_TICKS = TICKS[::2]
"""Where there is no room for more."""


@dataclass(frozen=True)
class CurvePoint:
    """A point of the curve: a cut and what it gives."""

    cut: float
    x: float
    y: float


class CurveChart(LayeredChart):
    """Emits `pointed(CurvePoint or None)` when the mouse is over it."""

    pointed = Signal(object)

    def __init__(self, x_label: str, y_label: str, parent: QWidget) -> None:
        super().__init__(parent, ENDS, ENDS)
        self._curve: Curve | None = None
        self._chance: tuple[float, float] = (0.0, 0.0)
        self.marks: dict[str, tuple[float, float]] = {}
        self.layer(self._draw_line, 5, cached=True)
        self._top = self.layer(self._draw_marks, 10)
        self.bottom.setLabel(x_label)
        self.left.setLabel(y_label)
        metrics = QFontMetrics(self.font())
        self.left.setWidth(metrics.horizontalAdvance("0.75") + metrics.height() + 16)
        self.box.sigResized.connect(self._arrange)

    def set_curve(self, curve: Curve | None, chance: tuple[float, float]) -> None:
        """Show a curve, and the heights where chance begins and ends on the left and on the right."""
        self._curve, self._chance = curve, chance
        self._arrange()

    def set_marks(self, marks: dict[str, tuple[float, float]]) -> None:
        """Mark where the cuts `review` and `ng` are, x and y each."""
        if marks != self.marks:
            self.marks = marks
            self._top.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say which point is nearest."""
        self.pointed.emit(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is gone."""
        self.pointed.emit(None)
        super().leaveEvent(event)

    def _arrange(self) -> None:
        self.show_ranges(ENDS, ENDS)
        metrics = QFontMetrics(self.font())
        for axis, room, wanted in (
            (self.bottom, self.frame.width, 2 * metrics.horizontalAdvance("0.75")),
            (self.left, self.frame.height, 1.5 * metrics.height()),
        ):
            axis.setTicks([TICKS if room > len(TICKS) * wanted else FEW_TICKS, []])
        self.place_layers()

    def _draw_line(self, painter: QPainter) -> None:
        theme, frame = theme_of(self), self.frame
        if self._curve is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
        painter.drawLine(
            QPointF(frame.px(0), frame.py(self._chance[0])), QPointF(frame.px(1), frame.py(self._chance[1]))
        )
        painter.setPen(QPen(QColor(theme.accent), 2))
        # Points closer than half a pixel draw nothing new.
        places = np.stack([self._curve.x, self._curve.y], axis=1)
        shown = np.round(places * 2 * max(frame.width, frame.height))
        kept = np.append(True, np.any(np.diff(shown, axis=0) != 0, axis=1))
        painter.drawPolyline(QPolygonF([QPointF(frame.px(x), frame.py(y)) for x, y in places[kept].tolist()]))

    def _draw_marks(self, painter: QPainter) -> None:
        theme, frame = theme_of(self), self.frame
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name, (x, y) in self.marks.items():
            draw_mark(painter, name, QPointF(frame.px(x), frame.py(y)), theme)

    def _nearest(self, point: QPointF) -> CurvePoint | None:
        curve, frame = self._curve, self.frame
        if curve is None or not frame.rect.contains(point):
            return None
        across = (curve.x - frame.place_x(point.x())) * frame.width
        along = (curve.y - frame.place_y(point.y())) * frame.height
        place = int(np.argmin(across**2 + along**2))
        return CurvePoint(float(curve.cuts[place]), float(curve.x[place]), float(curve.y[place]))


def draw_mark(painter: QPainter, name: str, at: QPointF, theme: Theme) -> None:
    """The sign of a cut: a disc for NG, an open square for Review, as on the curve and in its legend."""
    box = QRectF(at.x() - MARK / 2, at.y() - MARK / 2, MARK, MARK)
    painter.setPen(QPen(QColor(theme.base if name == NG else theme.review), 1.5 if name == NG else 2.5))
    painter.setBrush(QColor(theme.ng if name == NG else theme.base))
    if name == REVIEW:
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    else:
        painter.drawEllipse(box)
