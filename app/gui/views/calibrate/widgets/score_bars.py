"""The bars of a score histogram in pixels: good ones up, defective ones down, from a line between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter

from app.gui.icons import with_alpha
from app.gui.theme import Theme
from app.gui.views.calibrate.widgets.looks import LABEL_LOOKS, LABELS
from app.gui.views.calibrate.widgets.plot_frame import PlotFrame
from app.gui.views.calibrate.widgets.score_axis import ScoreAxis, heights
from app.gui.views.calibrate.widgets.words import between
from core.datasets.dataset import Label
from core.language import tr, tr_n

if TYPE_CHECKING:
    from core.evaluation.score_histogram import ScoreHistogram

LOW, HIGH = -1.06, 1.0
"""Both ends of the count axis; bars reach -1 and 1."""

SMALLEST = 2.0
"""A bar is at least this high, in pixels: one image among thousands must not vanish."""

_SIGN = {Label.GOOD: 1.0, Label.DEFECTIVE: -1.0}


@dataclass(frozen=True)
class Bar:
    """One bar: the images of a label with low <= score < high.

    Attributes:
        place: its number in the histogram.
        trained: how many images of either label in this range the model was trained on.
    """

    place: int
    label: Label
    low: float
    high: float
    count: int
    trained: int

    @property
    def words(self) -> str:
        """What it stands for."""
        images = (
            tr_n("Calibrate", self.count, "{n} good image", "{n} good images")
            if self.label is Label.GOOD
            else tr_n("Calibrate", self.count, "{n} defective image", "{n} defective images")
        )
        scores = between(f"{self.low:.4f}", f"{self.high:.4f}")
        words = tr("Calibrate", "{scores}: {images}", scores=scores, images=images)
        if not self.trained:
            return words
        return tr(
            "Calibrate",
            "{bar}; the model was trained on {trained} of this range",
            bar=words,
            trained=self.trained,
        )


def counts_of(histogram: ScoreHistogram, label: Label) -> NDArray[np.int64]:
    """The counts of one label."""
    return np.asarray(histogram.good if label is Label.GOOD else histogram.defective, np.int64)


class ScoreBars:
    """Made anew when the histogram or the size changes, never for a cut that moves."""

    def __init__(self, histogram: ScoreHistogram, axis: ScoreAxis, frame: PlotFrame, *, log: bool) -> None:
        self._histogram = histogram
        self._frame = frame
        places = axis.at(histogram.edges)
        self._columns = np.array([frame.px(place) for place in places.tolist()])
        self._rects = {label: self._made(label, log) for label in LABELS}

    def draw(self, painter: QPainter, theme: Theme) -> None:
        """All bars, and the line that they start from."""
        for label, rects in self._rects.items():
            look = LABEL_LOOKS[label]
            painter.setPen(look.pen(theme))
            painter.setBrush(look.brush(theme))
            painter.drawRects(list(rects.values()))
        zero = self._frame.py(0.0)
        painter.setPen(QColor(theme.muted))
        painter.drawLine(QLineF(self._frame.left, zero, self._frame.right, zero))

    def draw_pointed(self, painter: QPainter, theme: Theme, bar: Bar) -> None:
        """The ground of one bar, which is pointed at."""
        left, right = self._columns[bar.place : bar.place + 2]
        zero, end = self._frame.py(0.0), self._frame.py(_SIGN[bar.label])
        painter.setPen(QColor(theme.accent))
        painter.setBrush(with_alpha(theme.accent, 0.18))
        painter.drawRect(QRectF(left, min(zero, end), right - left, abs(end - zero)))

    def at(self, x: float, y: float) -> Bar | None:
        """The bar in whose half and columns a pixel lies, however high it is; None where it counts nothing."""
        place = int(np.searchsorted(self._columns, x, side="right")) - 1
        label = Label.GOOD if y < self._frame.py(0.0) else Label.DEFECTIVE
        inside = 0 <= place < len(self._columns) - 1
        return self.bar(place, label) if inside and place in self._rects[label] else None

    def next(self, bar: Bar | None, label: Label, step: int) -> Bar | None:
        """The bar of `label` that comes `step` (1 or -1) after `bar`; the nearest end where there is none yet."""
        places = list(self._rects[label])
        if not places:
            return None
        if bar is None:
            return self.bar(places[0 if step > 0 else -1], label)
        later = [place for place in places[::step] if (place - bar.place) * step > 0]
        return self.bar(later[0] if later else places[::step][-1], label)

    def nearest(self, place: int, label: Label) -> Bar | None:
        """The bar of `label` nearest to a place in the histogram."""
        found = min(self._rects[label], key=lambda one: abs(one - place), default=None)
        return None if found is None else self.bar(found, label)

    def bar(self, place: int, label: Label) -> Bar:
        """The bar of `label` in a place of the histogram."""
        low, high = self._histogram.edges[place : place + 2]
        count = int(counts_of(self._histogram, label)[place])
        return Bar(place, label, float(low), float(high), count, int(self._histogram.trained[place]))

    def _made(self, label: Label, log: bool) -> dict[int, QRectF]:
        """The bars that count anything, by their place."""
        counts = counts_of(self._histogram, label)
        zero = self._frame.py(0.0)
        long = np.maximum(heights(counts, log=log) * abs(self._frame.py(1.0) - zero), SMALLEST)
        made = {}
        for place in np.flatnonzero(counts).tolist():
            left, right = self._columns[place : place + 2]
            top = zero - long[place] if label is Label.GOOD else zero
            made[place] = QRectF(left, top, max(right - left - 1, 1.0), long[place])
        return made
