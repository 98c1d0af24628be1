"""The rates at the present cuts, each with its interval, and what they mean for 1,000 parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.views.calibrate.widgets.figure_box import FigureBox
from app.gui.views.calibrate.widgets.rate_row import Badge, FigureRow, RateRow
from app.gui.views.calibrate.widgets.words import number, number_interval
from core.language import later, tr

if TYPE_CHECKING:
    from core.evaluation.cut_figures import CutFigures
    from core.evaluation.parts import PartsPerThousand

PARTS = (
    (
        "review",
        later("Calibrate", "To review"),
        later("Calibrate", "Parts that somebody has to look at."),
    ),
    (
        "false_alarms",
        later("Calibrate", "False alarms"),
        later("Calibrate", "Good parts that are rejected."),
    ),
    ("misses", later("Calibrate", "Missed"), later("Calibrate", "Defective parts that pass as OK.")),
)


class RatesTable(QWidget):
    """Every rate with its 95 % interval in words and as a bar, then expected numbers of parts.

    `share_changed(float)`: the user says another share of defective parts, 0..1.
    """

    share_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Calibrate", "Rates with 95 % intervals"))
        self.rows: list[RateRow] = []
        self._grid = _grid()
        self._nothing = QLabel(tr("Calibrate", "There are no figures yet."), self)
        self._nothing.setProperty("role", "muted")
        self._body = QWidget(self)
        heading = QLabel(tr("Calibrate", "Rates, with 95 % intervals"), self._body)
        heading.setProperty("role", "heading")
        parts_heading = QLabel(tr("Calibrate", "Expected among 1,000 parts"), self._body)
        parts_heading.setProperty("role", "heading")
        self.parts_badge = Badge(self._body)
        name = tr("Calibrate", "Share of defective parts in percent")
        self.share = FigureBox(name, 0.0, 100.0, 0.5, self._body)
        self.share.setSuffix(" %")
        self.share.setToolTip(
            tr("Calibrate", "How many of the parts that are made are defective; the images seldom show that")
        )
        self.share.valueChanged.connect(lambda value: self.share_changed.emit(value / 100))
        label = QLabel(tr("Calibrate", "Defective parts"), self._body)
        label.setBuddy(self.share)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.share)
        line.addStretch(1)
        parts = _grid()
        self.parts = {name: FigureRow(parts, place, self._body) for place, (name, _, _) in enumerate(PARTS)}
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addLayout(self._grid)
        column.addSpacing(6)
        column.addWidget(parts_heading)
        column.addLayout(line)
        column.addLayout(parts)
        column.addWidget(self.parts_badge, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._nothing)
        layout.addWidget(self._body, 1)
        self.set_figures(None)

    def set_figures(self, figures: CutFigures | None) -> None:
        """Show these; None: there are none."""
        self._nothing.setVisible(figures is None)
        self._body.setVisible(figures is not None)
        if figures is None:
            return
        while len(self.rows) < len(figures.rates):
            self.rows.append(RateRow(self._grid, 2 * len(self.rows), self._body))
        for row, rate in zip(self.rows, figures.rates, strict=True):
            row.show_rate(rate)
        self._show_parts(figures.parts)

    def set_share(self, share: float) -> None:
        """Show a share of defective parts, 0..1; emits nothing."""
        with QSignalBlocker(self.share):
            self.share.setValue(100 * share)

    def _show_parts(self, parts: PartsPerThousand) -> None:
        self.parts_badge.set_trained(parts.trained)
        for name, title, meaning in PARTS:
            estimate = getattr(parts, name)
            interval = number_interval(estimate) if estimate is not None else tr("Calibrate", "not measured")
            self.parts[name].say(str(title), str(meaning), number(estimate), interval)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(2, 1)
    return grid
