"""The filter above the image list: one chip for each verdict and, while two models are compared, for each flip."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget
from superqt import QFlowLayout

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.inspect.flips import FLIPS, KINDS
from app.gui.views.inspect.verdict_look import LOOKS
from core.language import tr

ALL = ""


class FilterChips(QWidget):
    """One chip is down at any time. Signals: `chosen(str)`, its word: `ALL`, a key of `LOOKS`, `FLIPS` or a kind."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        flow = QFlowLayout(self)
        flow.setContentsMargins(8, 6, 8, 6)
        flow.setHorizontalSpacing(5)
        flow.setVerticalSpacing(5)
        for word in (ALL, *LOOKS, FLIPS, *KINDS):
            flow.addWidget(self._chip(word))
        self.set_current(ALL)
        self._recolour()

    @property
    def current(self) -> str:
        """The word of the chip that is down."""
        return next(word for word, chip in self._chips.items() if chip.isChecked())

    def texts(self) -> list[str]:
        """What the visible chips say."""
        return [chip.text() for chip in self._chips.values() if not chip.isHidden()]

    def set_current(self, word: str) -> None:
        """Put a chip down; nothing is emitted."""
        self._chips[word].setChecked(True)

    def set_counts(self, verdicts: Counter[str], flips: Counter[str], comparing: bool) -> None:
        """How many images there are of each; what does not occur is hidden, unless it is chosen."""
        numbers = {ALL: sum(verdicts.values()), FLIPS: sum(flips.values()), **verdicts, **flips}
        for word, chip in self._chips.items():
            number = numbers.get(word, 0)
            name = _name(word)
            chip.setText(f"{name} {number}")
            chip.setAccessibleName(
                tr("Inspect", "Show {verdict}: {n}", verdict=name, n=str(number))
                if word
                else tr("Inspect", "Show all: {n}", n=str(number))
            )
            always = word == ALL or (word == FLIPS and comparing)
            chip.setVisible(always or number > 0 or chip.isChecked())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_chips"):
            self._recolour()

    def _chip(self, word: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setProperty("chip", True)
        chip.setCheckable(True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(16, 16))
        if word in KINDS:
            chip.setToolTip(
                tr("Inspect", "Images on which the verdict of model A (left) becomes that of model B (right)")
            )
        chip.clicked.connect(lambda: self.chosen.emit(word))
        self._group.addButton(chip)
        self._chips[word] = chip
        return chip

    def _recolour(self) -> None:
        theme = theme_of(self)
        for word, chip in self._chips.items():
            if word in LOOKS:
                look = LOOKS[word]
                chip.setIcon(icons.icon(look.icon, look.colour_in(theme)))


def _name(word: str) -> str:
    """What a chip is called."""
    if word == ALL:
        return tr("Inspect", "All")
    if word == FLIPS:
        return tr("Inspect", "Flips")
    return LOOKS[word].word if word in LOOKS else word
