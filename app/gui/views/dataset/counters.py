"""The four counters: how many images train, validate and test."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.gui.views.dataset.listing import Listing
from core.datasets.dataset import Label, Split
from core.project.chips import Chips

PAPER_GOOD, PAPER_DEFECTIVE = 100, 50
"""What the paper trained a class with (Table 1, classes 6 and 7)."""


class CounterBar(QFrame):
    """Each counter is a button that shows its images; pressed again, all of them."""

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counterBar")
        self._listing = listing
        self._buttons: dict[str, tuple[QToolButton, Chips]] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 6, 8, 2)
        self._layout.setSpacing(6)
        train = frozenset({Split.TRAIN})
        self._add("Train good", Chips(splits=train, labels=frozenset({Label.GOOD})))
        self._add("Train defective", Chips(splits=train, labels=frozenset({Label.DEFECTIVE})))
        self._add("Validation", Chips(splits=frozenset({Split.VALIDATION})))
        self._add("Test", Chips(splits=frozenset({Split.TEST})))
        self._add("Unassigned", Chips(splits=frozenset({Split.UNASSIGNED})))
        self._layout.addStretch(1)
        listing.counted.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Take the figures of the list."""
        counters = self._listing.counters
        numbers = {
            "Train good": counters.train_good,
            "Train defective": counters.train_defective,
            "Validation": counters.validation,
            "Test": counters.test,
            "Unassigned": counters.unassigned,
        }
        for name, (button, chips) in self._buttons.items():
            button.setText(f"{numbers[name]:,}\n{name}")
            button.setAccessibleName(f"{name}: {numbers[name]}")
            button.setChecked(self._listing.chips == chips)
        self._buttons["Unassigned"][0].setVisible(counters.unassigned > 0)
        self._hint("Train good", counters.train_good, PAPER_GOOD)
        self._hint("Train defective", counters.train_defective, PAPER_DEFECTIVE)

    def _hint(self, name: str, number: int, paper: int) -> None:
        fewer = " Fewer than that train too, with less certain results." if number < paper else ""
        self._buttons[name][0].setToolTip(f"The paper trained with {paper} of them.{fewer}")

    def _add(self, name: str, chips: Chips) -> None:
        button = QToolButton(self)
        button.setProperty("counter", True)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setToolTip(f"Show the images of: {name}")
        button.clicked.connect(lambda checked: self._choose(chips if checked else Chips()))
        self._layout.addWidget(button)
        self._buttons[name] = (button, chips)

    def _choose(self, chips: Chips) -> None:
        self._listing.set_chips(replace(chips))
        self.refresh()
