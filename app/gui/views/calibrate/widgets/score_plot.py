"""The score histogram with its legend, its axes' switches and the cuts as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.cut_fields import CutFields
from app.gui.views.calibrate.widgets.looks import LABEL_LOOKS, LABELS, swatch
from app.gui.views.calibrate.widgets.score_bars import Bar, counts_of
from app.gui.views.calibrate.widgets.score_chart import ScoreChart
from app.gui.widgets.flow_row import FlowRow
from core.datasets.dataset import Label
from core.inspection.cuts import Cuts
from core.language import later, tr

if TYPE_CHECKING:
    from core.evaluation.score_histogram import ScoreHistogram

HINT = later("Calibrate", "Drag a cut, or move it with the arrow keys. Click a bar to see its images.")
LONGEST = Bar(0, Label.DEFECTIVE, 0.0, 1.0, 10_000, 10_000)
NOTHING = later("Calibrate", "There are no scores yet.")
NAMES = {
    Label.GOOD: later("Calibrate", "Good {number} (up)"),
    Label.DEFECTIVE: later("Calibrate", "Defective {number} (down)"),
}
TIPS = {
    Label.GOOD: later("Calibrate", "The good images; each half of the histogram has a scale of its own"),
    Label.DEFECTIVE: later(
        "Calibrate", "The defective images; each half of the histogram has a scale of its own"
    ),
}


class ScorePlot(QWidget):
    """How the scores of good and defective images lie, and where the cuts are; a cut stops at the other one."""

    cuts_moved = Signal(object)
    """`Cuts`, at every step of a drag or key."""
    cuts_dropped = Signal(object)
    """`Cuts`, once at the end of it."""
    bar_clicked = Signal(float, float, object)
    """Lowest score, the score that its images stay below, and their `Label`."""
    log_scores_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = ScoreChart(self)
        self.chart.setMinimumSize(QSize(260, 160))
        self.fields = CutFields(self)
        self.log_counts = QCheckBox(tr("Calibrate", "Log counts"), self)
        self.log_counts.setChecked(True)
        self.log_counts.setToolTip(
            tr("Calibrate", "Logarithmic axis of the counts, on which a single image still shows")
        )
        self.log_scores = QCheckBox(tr("Calibrate", "Log scores"), self)
        self.log_scores.setToolTip(tr("Calibrate", "Logarithmic axis of the scores"))
        self._swatches = [QLabel(self) for _ in LABELS]
        self._names = [QLabel(self) for _ in LABELS]
        head = FlowRow(self, across=10)
        pairs = [_beside(*pair, self) for pair in zip(self._swatches, self._names, strict=True)]
        head.add(*pairs, self.log_counts, self.log_scores)
        self.readout = QLabel(self)
        self.readout.setProperty("role", "muted")
        self.readout.setWordWrap(True)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(head)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.readout)
        layout.addWidget(self.fields)
        self.chart.cuts_moved.connect(self._on_moved)
        self.chart.cuts_dropped.connect(self.cuts_dropped)
        self.chart.bar_clicked.connect(self.bar_clicked)
        self.chart.pointed.connect(self._say)
        self.fields.moved.connect(self._on_typed)
        self.fields.dropped.connect(self.cuts_dropped)
        self.log_counts.toggled.connect(self.chart.set_log_counts)
        self.log_scores.toggled.connect(self.chart.set_log_scores)
        self.log_scores.toggled.connect(self.log_scores_changed)
        self.set_histogram(None)
        self._recolour()

    def set_histogram(self, histogram: ScoreHistogram | None) -> None:
        """Show these bars; None: there are no scores."""
        self._empty = histogram is None
        self.chart.set_histogram(histogram)
        for label, name in zip(LABELS, self._names, strict=True):
            number = 0 if histogram is None else int(counts_of(histogram, label).sum())
            name.setText(str(NAMES[label].filled(number=number)))
            name.setToolTip(str(TIPS[label]))
        self._say(None)

    def set_cuts(self, cuts: Cuts | None) -> None:
        """Move the cuts; emits nothing."""
        self.chart.set_cuts(cuts)
        self.fields.set_cuts(cuts)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the room of the longest read-out, or the chart would jump under the mouse."""
        super().resizeEvent(event)
        longest = max((str(HINT), LONGEST.words), key=len)
        # Before it is laid out it may be narrower than it ever shows, and would ask for a very high window.
        width = max(self.width(), self.chart.minimumWidth())
        lines = self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, longest)
        self.readout.setFixedHeight(lines.height() + 4)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_empty"):
            self._recolour()

    def _on_moved(self, cuts: Cuts) -> None:
        self.fields.set_cuts(cuts)
        self.cuts_moved.emit(cuts)

    def _on_typed(self, cuts: Cuts) -> None:
        self.chart.set_cuts(cuts)
        self.cuts_moved.emit(cuts)

    def _say(self, bar: Bar | None) -> None:
        self.readout.setText(bar.words if bar is not None else str(NOTHING if self._empty else HINT))

    def _recolour(self) -> None:
        theme = theme_of(self)
        size = self.fontMetrics().ascent()
        for label, holder in zip(LABELS, self._swatches, strict=True):
            holder.setPixmap(swatch(LABEL_LOOKS[label], theme, size, self.devicePixelRatioF()))


def _beside(colour: QLabel, name: QLabel, parent: QWidget) -> QWidget:
    """The two of them, which no line break parts."""
    pair = QWidget(parent)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    for label in (colour, name):
        row.addWidget(label)
    return pair
