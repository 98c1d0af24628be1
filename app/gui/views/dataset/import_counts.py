"""The large figures of an import."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from superqt import QElidingLabel

from app.gui.views.dataset.import_words import Count, Counts, figures
from core.language import Later, tr

WIDER = 6
"""Share of the width of a tile that says what its number consists of; the others have 5."""


class ImportCounts(QWidget):
    """One tile a figure; what is zero steps back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._tiles: dict[Later, _Tile] = {}
        self.set_counts({})

    @property
    def numbers(self) -> dict[str, int]:
        """The figures by name."""
        return {str(name): tile.number for name, tile in self._tiles.items()}

    def set_counts(self, counts: Counts) -> None:
        """Show how many images there are per split and label."""
        for count in figures(counts):
            if count.name not in self._tiles:
                self._tiles[count.name] = _Tile(self)
                self._layout.addWidget(self._tiles[count.name], WIDER if count.detailed else 5)
            self._tiles[count.name].show_count(count)


class _Tile(QFrame):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("countTile")
        self.number = 0
        self._number = QLabel(self)
        self._number.setProperty("role", "number")
        self._name = QLabel(self)
        self._detail = QElidingLabel(self)
        self._detail.setProperty("role", "muted")
        # It gives way before the figures do.
        self._detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(0)
        for label in (self._number, self._name, self._detail):
            layout.addWidget(label)

    def show_count(self, count: Count) -> None:
        """Show a figure."""
        self.number = count.number
        self._number.setText(f"{count.number:,}")
        self._name.setText(str(count.name))
        self._detail.setText(count.detail or " ")
        for widget in (self, self._detail):
            widget.setToolTip(count.detail)
        number = f"{count.number} {count.detail}"
        self.setAccessibleName(tr("Dataset", "{name}: {value}", name=count.name, value=number))
        for label in (self._number, self._name):
            label.setProperty("none", count.number == 0)
            label.style().unpolish(label)
            label.style().polish(label)
