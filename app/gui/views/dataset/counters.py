"""The four counters: how many images train, validate and test."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.gui.views.dataset.listing import Listing
from core.datasets.dataset import Label, Split
from core.datasets.role_words import SPLIT_NAMES
from core.language import Later, later, sentences, tr
from core.project.chips import Chips

PAPER_GOOD, PAPER_DEFECTIVE = 100, 50
"""What the paper trained a class with (Table 1, classes 6 and 7)."""
TRAIN_GOOD, TRAIN_DEFECTIVE = later("Dataset", "Train good"), later("Dataset", "Train defective")


class CounterBar(QFrame):
    """Each counter is a button that shows its images; pressed again, all of them."""

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counterBar")
        self._listing = listing
        self._buttons: dict[Later, tuple[QToolButton, Chips]] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 6, 8, 2)
        self._layout.setSpacing(6)
        train = frozenset({Split.TRAIN})
        self._add(TRAIN_GOOD, Chips(splits=train, labels=frozenset({Label.GOOD})))
        self._add(TRAIN_DEFECTIVE, Chips(splits=train, labels=frozenset({Label.DEFECTIVE})))
        self._add(SPLIT_NAMES[Split.VALIDATION], Chips(splits=frozenset({Split.VALIDATION})))
        self._add(SPLIT_NAMES[Split.TEST], Chips(splits=frozenset({Split.TEST})))
        self._add(SPLIT_NAMES[Split.UNASSIGNED], Chips(splits=frozenset({Split.UNASSIGNED})))
        self._layout.addStretch(1)
        listing.counted.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take the figures of the list."""
        counters = self._listing.counters
        numbers = {
            TRAIN_GOOD: counters.train_good,
            TRAIN_DEFECTIVE: counters.train_defective,
            SPLIT_NAMES[Split.VALIDATION]: counters.validation,
            SPLIT_NAMES[Split.TEST]: counters.test,
            SPLIT_NAMES[Split.UNASSIGNED]: counters.unassigned,
        }
        for name, (button, chips) in self._buttons.items():
            button.setText(f"{numbers[name]:,}\n{name}")
            button.setAccessibleName(tr("Dataset", "{name}: {value}", name=name, value=str(numbers[name])))
            button.setChecked(self._listing.chips == chips)
        self._buttons[SPLIT_NAMES[Split.UNASSIGNED]][0].setVisible(counters.unassigned > 0)
        self._hint(TRAIN_GOOD, counters.train_good, PAPER_GOOD)
        self._hint(TRAIN_DEFECTIVE, counters.train_defective, PAPER_DEFECTIVE)

    def _hint(self, name: Later, number: int, paper: int) -> None:
        of_paper = tr("Dataset", "The paper trained with {paper} of them.", paper=paper)
        fewer = tr("Dataset", "Fewer than that train too, with less certain results.")
        self._buttons[name][0].setToolTip(sentences([of_paper, fewer if number < paper else ""]))

    def _add(self, name: Later, chips: Chips) -> None:
        button = QToolButton(self)
        button.setProperty("counter", True)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setToolTip(tr("Dataset", "Show the images of: {name}", name=name))
        button.clicked.connect(lambda checked: self._choose(chips if checked else Chips()))
        self._layout.addWidget(button)
        self._buttons[name] = (button, chips)

    def _choose(self, chips: Chips) -> None:
        self._listing.set_chips(replace(chips))
        self.refresh()
