"""The score histogram itself: bars, the two cuts that can be dragged, and the keys that do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.cut_marks import NG, REVIEW, CutMarks, head_height
from app.gui.views.calibrate.widgets.layer import LayeredChart
from app.gui.views.calibrate.widgets.looks import LABELS
from app.gui.views.calibrate.widgets.score_axis import ScoreAxis, Ticks, count_ticks
from app.gui.views.calibrate.widgets.score_bars import HIGH, LOW, Bar, ScoreBars, counts_of
from core.datasets.dataset import Label
from core.inspection.cuts import Cuts
from core.language import tr

if TYPE_CHECKING:
    from core.evaluation.score_histogram import ScoreHistogram

STEPS = 400
"""An arrow key moves a cut by one of so many parts of the axis."""
LARGE = 10
"""With Shift, by so many of them."""

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ScoreChart(LayeredChart):
    """Good images stand above the line, defective ones below it; each half has a scale of its own.

    A cut is dragged by its line or its flag, or moved with Left and Right (Shift: ten times as far); Up and Down
    choose which one. It stops at the other cut. A click on a bar, or Ctrl with the arrows and Enter, opens its images.
    """

    cuts_moved = Signal(object)
    """`Cuts`, at every step of a drag or key."""
    cuts_dropped = Signal(object)
    """`Cuts`, once at the end of it."""
    bar_clicked = Signal(float, float, object)
    """Lowest score, the score that its images stay below, and their `Label`."""
    pointed = Signal(object)
    """The `Bar` under the mouse or the keys, or None."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, (0.0, 1.0), (LOW, HIGH))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Calibrate", "Score histogram with the cuts"))
        self.cuts: Cuts | None = None
        self.chosen = NG
        self._histogram: ScoreHistogram | None = None
        self._log_scores, self._log_counts = False, True
        self._axis = ScoreAxis()
        self._x = (0.0, 1.0)
        self._bars: ScoreBars | None = None
        self._marks: CutMarks | None = None
        self._pointed: Bar | None = None
        self._pressed: QPointF | None = None
        self._dragged: list[str] = []
        self._moved = False
        self._ground = self.layer(self._draw_ground, -20)
        self._bar_layer = self.layer(self._draw_bars, 5, cached=True)
        self._top = self.layer(self._draw_top, 10)
        self.bottom.setLabel(tr("Calibrate", "score"))
        self.box.sigResized.connect(self._arrange)

    # What is shown

    def set_histogram(self, histogram: ScoreHistogram | None) -> None:
        """Show these bars; None: there are no scores."""
        self._histogram = histogram
        self._point(None)
        self._rescale()

    def set_cuts(self, cuts: Cuts | None) -> None:
        """Move the cuts; emits nothing."""
        if cuts == self.cuts:
            return
        self.cuts = cuts
        if cuts is not None and not self._shows(cuts) and not self._dragged:
            self._rescale()
        else:
            self._mark()

    def set_log_scores(self, on: bool) -> None:
        """Show the scores on an axis of decades, or on a linear one."""
        self._log_scores = on
        self._point(None)
        self._rescale()

    def set_log_counts(self, on: bool) -> None:
        """Show the counts on an axis of decades, or on a linear one."""
        self._log_counts = on
        self._arrange()

    def flag_rect(self, name: str) -> QRectF:
        """Where the flag of the cut `review` or `ng` is, in pixels; empty without cuts."""
        return self._marks.flags[name] if self._marks is not None else QRectF()

    def pixel_of(self, score: float) -> float:
        """The pixel column of a score."""
        return self.frame.px(float(self._axis.at(score)))

    # Layout

    def _rescale(self) -> None:
        """The part of the score axis that shows: all bars that count anything, and the cuts."""
        shown = self._histogram
        if shown is not None:
            self._axis = ScoreAxis.of(shown.edges, log=self._log_scores)
            filled = np.flatnonzero(shown.good + shown.defective)
            ends = shown.edges[[filled[0], filled[-1] + 1]] if len(filled) else shown.edges[[0, -1]]
            cuts = [] if self.cuts is None else [self.cuts.review, self.cuts.ng]
            self._x = self._axis.span([*ends, *cuts])
        self._arrange()

    def _arrange(self) -> None:
        """Everything that depends on the size, the data or the axes."""
        inside: QRectF = self.box.sceneBoundingRect()
        head = min(head_height(self.font()), inside.height() / 2)
        # The flags stand above the highest bar.
        above = (HIGH - LOW) * head / max(inside.height() - head, 1.0)
        self.show_ranges(self._x, (LOW, HIGH + above))
        self._write_ticks()
        if self._histogram is None:
            self._bars = None
        else:
            self._bars = ScoreBars(self._histogram, self._axis, self.frame, log=self._log_counts)
        self.place_layers()
        self._mark()

    def _mark(self) -> None:
        if self.cuts is None:
            self._marks = None
            self.setAccessibleDescription("")
        else:
            review, ng = self._axis.at([self.cuts.review, self.cuts.ng]).tolist()
            self._marks = CutMarks.of(self.cuts, (review, ng), self.frame, self.font())
            word = "NG" if self.chosen == NG else "Review"
            self.setAccessibleDescription(
                tr(
                    "Calibrate",
                    "Review from {review}, NG from {ng}; the keys move the {cut} cut",
                    review=f"{self.cuts.review:.4f}",
                    ng=f"{self.cuts.ng:.4f}",
                    cut=word,
                )
            )
        self._ground.update()
        self._top.update()

    def _write_ticks(self) -> None:
        metrics = QFontMetrics(self.font())
        frame = self.frame
        room = int(frame.width / (1.5 * metrics.horizontalAdvance("0.000")))
        self.bottom.setTicks([self._axis.ticks(*frame.x, max(room, 2)), []])
        ticks: Ticks = [(0.0, "0")]
        widest = metrics.horizontalAdvance("0,000")
        for label, sign in zip(LABELS, (1, -1), strict=True):
            most = 0 if self._histogram is None else int(counts_of(self._histogram, label).max(initial=0))
            gap = 1.1 * metrics.height() / max(abs(frame.py(1.0) - frame.py(0.0)), 1.0)
            written = count_ticks(most, gap, log=self._log_counts)
            ticks += [(sign * place, text) for place, text in written]
            widest = max([widest, *(metrics.horizontalAdvance(text) for _, text in written)])
        self.left.setTicks([ticks, []])
        self.left.setWidth(widest + 14)

    def _shows(self, cuts: Cuts) -> bool:
        low, high = self.frame.x
        places = self._axis.at([cuts.review, cuts.ng])
        return bool(low <= places.min() and places.max() <= high)

    # Drawing

    def _draw_ground(self, painter: QPainter) -> None:
        if self._marks is not None:
            self._marks.draw_regions(painter, theme_of(self), self.font())

    def _draw_bars(self, painter: QPainter) -> None:
        if self._bars is not None:
            self._bars.draw(painter, theme_of(self))

    def _draw_top(self, painter: QPainter) -> None:
        theme = theme_of(self)
        if self._bars is not None and self._pointed is not None:
            self._bars.draw_pointed(painter, theme, self._pointed)
        if self._marks is not None:
            strong = self._dragged[0] if self._dragged else self.chosen if self.hasFocus() else ""
            self._marks.draw_lines(painter, theme, self.font(), strong)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.frame.rect.adjusted(1, 1, -1, -1))

    # Moving a cut

    def _move(self, name: str, place: float) -> None:
        """Bring a cut to a place of the axis, as far as the axis and the other cut let it."""
        if self.cuts is None:
            return
        low, high = self.frame.x
        score = self._axis.score(min(max(place, low), high))
        if name == REVIEW:
            wanted = Cuts(min(score, self.cuts.ng), self.cuts.ng)
        else:
            wanted = Cuts(self.cuts.review, max(score, self.cuts.review))
        if wanted != self.cuts:
            self.cuts = wanted
            self._moved = True
            self._mark()
            self.cuts_moved.emit(wanted)

    def _drop(self) -> None:
        """The drag, or the key, has come to its end."""
        moved, self._moved = self._moved, False
        self._dragged = []
        self._top.update()
        if moved and self.cuts is not None:
            self.cuts_dropped.emit(self.cuts)

    def _choose(self, name: str) -> None:
        self.chosen = name
        self._mark()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a cut, or begin a click."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._drop()
        self._pressed = event.position()
        self._dragged = self._marks.under(event.position()) if self._marks is not None else []
        if self._dragged:
            self._choose(self._dragged[0])
        self._top.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the cut; without a button, say what lies under the mouse."""
        x = event.position().x()
        if self._pressed is None:
            self._hover(event.position())
        elif self._dragged and x != self._pressed.x():
            if len(self._dragged) > 1:
                # Both stand in the same place: the way it goes says which one is meant.
                self._dragged = [REVIEW if x < self._pressed.x() else NG]
                self._choose(self._dragged[0])
            name = self._dragged[0]
            place = self.frame.place_x(self._marks.lines[name] + x - self._pressed.x() if self._marks else x)
            self._pressed = event.position()
            self._move(name, place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go of the cut, or open the bar that was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        pressed, self._pressed = self._pressed, None
        if self._dragged:
            self._drop()
            return
        far = (event.position() - pressed).toPoint().manhattanLength()
        bar = self._bar_at(pressed)
        if bar is not None and far < QApplication.startDragDistance():
            self._point(bar)
            self._open(bar)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The second press of two quick ones is a press like any other."""
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is gone."""
        self._point(None)
        super().leaveEvent(event)

    def _hover(self, point: QPointF) -> None:
        on_cut = self._marks is not None and bool(self._marks.under(point))
        bar = None if on_cut else self._bar_at(point)
        shape = Qt.CursorShape.PointingHandCursor if bar is not None else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if on_cut else shape)
        self._point(bar)

    def _bar_at(self, point: QPointF) -> Bar | None:
        if self._bars is None or not self.frame.rect.contains(point):
            return None
        return self._bars.at(point.x(), point.y())

    def _point(self, bar: Bar | None) -> None:
        if bar != self._pointed:
            self._pointed = bar
            self._top.update()
            self.pointed.emit(bar)

    def _open(self, bar: Bar) -> None:
        self.bar_clicked.emit(bar.low, bar.high, bar.label)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move and choose a cut, with Ctrl they go from bar to bar, Enter opens the bar."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        step = _SIDEWAYS.get(key, 0)
        vertical = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if modifiers & _CONTROL and (step or vertical):
            self._walk(step, up=key == Qt.Key.Key_Up)
        elif step and self._marks is not None:
            low, high = self.frame.x
            parts = step * (LARGE if modifiers & _SHIFT else 1)
            at = float(self._axis.at(getattr(self.cuts, self.chosen)))
            self._move(self.chosen, at + parts * (high - low) / STEPS)
        elif vertical and self._marks is not None:
            self._drop()
            self._choose(REVIEW if self.chosen == NG else NG)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed is not None:
            self._open(self._pointed)
        elif key == Qt.Key.Key_Escape and self._pointed is not None:
            self._point(None)
        else:
            # Not the base's, which would scroll.
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The cut stays where the keys have brought it."""
        if event.key() in _SIDEWAYS and not event.isAutoRepeat() and not self._dragged:
            self._drop()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show which cut the keys move."""
        super().focusInEvent(event)
        self._top.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """A key that was held while the focus went is let go."""
        super().focusOutEvent(event)
        self._drop()

    def _walk(self, step: int, *, up: bool) -> None:
        """To the next bar of a label, or to the other label's nearest."""
        if self._bars is None:
            return
        bar = self._pointed
        if step:
            found = self._bars.next(bar, bar.label if bar else Label.GOOD, step)
        else:
            label = Label.GOOD if up else Label.DEFECTIVE
            found = self._bars.nearest(bar.place if bar else 0, label)
        self._point(found or bar)
