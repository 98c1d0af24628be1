"""One figure of the rates table: name, value, interval, and what it was counted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.gui.views.calibrate.widgets.interval_bar import IntervalBar
from app.gui.views.calibrate.widgets.words import (
    NO_FIGURE,
    TRAINED,
    between,
    rate_counts,
    rate_interval,
    rate_value,
    trained_help,
)
from core.language import tr

if TYPE_CHECKING:
    from core.evaluation.cut_figures import NamedRate

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
COLUMNS = 4


class Badge(QLabel):
    """Says that a figure counts images that the model was trained on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(str(TRAINED), parent)
        self.setProperty("role", "badge")
        policy = self.sizePolicy()
        # Nothing moves when it comes or goes.
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_trained(self, images: int) -> None:
        """Show it where there are any."""
        self.setVisible(images > 0)
        self.setToolTip(trained_help(images) if images else "")
        self.setAccessibleDescription(self.toolTip())


class FigureRow:
    """One line of a grid with `COLUMNS` columns: a name, a value and its interval."""

    def __init__(self, grid: QGridLayout, line: int, parent: QWidget) -> None:
        self.name, self.value, self.interval = (QLabel(parent) for _ in range(3))
        self.value.setAlignment(_RIGHT)
        self.value.setProperty("role", "heading")
        self.interval.setAlignment(_RIGHT)
        metrics = parent.fontMetrics()
        # Wide enough for any figure: a new one costs no new layout.
        self.value.setMinimumWidth(metrics.horizontalAdvance("100,000 %"))
        self.interval.setMinimumWidth(metrics.horizontalAdvance(between("00.00", "00.00 %")))
        grid.addWidget(self.name, line, 0)
        grid.addWidget(self.value, line, 1)
        grid.addWidget(self.interval, line, COLUMNS - 1)

    def say(self, name: str, meaning: str, value: str, interval: str) -> None:
        """Show a figure; `interval` may also say why there is none."""
        for label, text in ((self.name, name), (self.value, value), (self.interval, interval)):
            set_text(label, text)
        if self.name.toolTip() != meaning:
            self.name.setToolTip(meaning)
        words = tr("Calibrate", "{name}: {value}", name=name, value=value)
        if value != NO_FIGURE and interval:
            words = tr("Calibrate", "{figure}, 95 % interval {interval}", figure=words, interval=interval)
        self.value.setAccessibleName(words)


class RateRow(FigureRow):
    """A rate with its interval as a bar too, and a second line: what it was counted on, and the badge."""

    def __init__(self, grid: QGridLayout, line: int, parent: QWidget) -> None:
        super().__init__(grid, line, parent)
        self.bar = IntervalBar(parent)
        self.counts = QLabel(parent)
        self.counts.setProperty("role", "muted")
        self.badge = Badge(parent)
        grid.addWidget(self.bar, line, 2)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 5)
        below.addWidget(self.counts)
        below.addStretch(1)
        below.addWidget(self.badge)
        grid.addLayout(below, line + 1, 0, 1, COLUMNS)

    def show_rate(self, item: NamedRate) -> None:
        """Show a rate."""
        rate = item.rate
        self.say(str(item.title), str(item.meaning), rate_value(rate), rate_interval(rate))
        # F1 is no share of images: what it is made of would only puzzle.
        set_text(self.counts, "" if item.name == "F1" else rate_counts(rate))
        self.bar.set_interval(None if rate is None else (rate.low, rate.value, rate.high))
        self.badge.set_trained(item.trained)


def set_text(label: QLabel, text: str) -> None:
    """Say it, unless the label says so already."""
    if label.text() != text:
        label.setText(text)
