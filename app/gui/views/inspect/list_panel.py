"""The image list with its verdict filter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QToolButton, QTreeView, QVBoxLayout, QWidget
from superqt import QFlowLayout

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.inspect.list_model import DEFECTS, NAME, SCORE, VERDICT, ImageListModel
from app.gui.views.inspect.store import InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS

ALL = ""


class ListPanel(QWidget):
    """Emits `chosen(Path)` when another image becomes the current one."""

    chosen = Signal(Path)

    def __init__(self, store: InspectionStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ImageListModel(store, self)
        self.view = QTreeView(self)
        self.view.setAccessibleName("Images")
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setAllColumnsShowFocus(True)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setModel(self.model)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(SCORE, Qt.SortOrder.DescendingOrder)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, widest in ((SCORE, "0.0000"), (DEFECTS, "Defects")):
            header.resizeSection(column, self.view.fontMetrics().horizontalAdvance(widest) + 24)
        self._widest = ""
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._chips: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        chips = QWidget(self)
        flow = QFlowLayout(chips)
        flow.setContentsMargins(8, 6, 8, 6)
        flow.setHorizontalSpacing(5)
        flow.setVerticalSpacing(5)
        for word in (ALL, *LOOKS):
            flow.addWidget(self._chip(word))
        self._chips[ALL].setChecked(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(chips)
        layout.addWidget(self.view, 1)
        self._current: Path | None = None
        self._recolour()
        self.refresh()

    @property
    def current(self) -> Path | None:
        """The image that is selected."""
        return self._current

    def reload(self, wanted: Path | None = None) -> None:
        """All entries are new: select `wanted`, or the first image where it is not listed."""
        self.model.reload()
        self._current = None
        self.refresh()
        if self.model.row(wanted) < 0:
            wanted = self.model.path(0) if self.model.rowCount() else None
        self.select(wanted)

    def update_paths(self, paths: list[Path]) -> None:
        """Entries changed; the current image stays the current one."""
        place = self.view.verticalScrollBar().value()
        self.model.update(paths)
        self.refresh()
        self._restore()
        self.view.verticalScrollBar().setValue(place)

    def select(self, path: Path | None) -> None:
        """Make `path` the current image, if it is shown."""
        row = self.model.row(path)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, 0))

    def step(self, by: int) -> None:
        """Go `by` rows down (or up); stops at the ends. With nothing selected, the first row."""
        rows = self.model.rowCount()
        if rows == 0:
            return
        row = self.model.row(self._current)
        row = min(max(row + by, 0), rows - 1) if row >= 0 else 0
        self.view.setCurrentIndex(self.model.index(row, 0))

    def set_filter(self, word: str) -> None:
        """Show only one verdict; empty = all."""
        self._chips[word].setChecked(True)
        self.model.set_filter(word)
        self._restore()

    def refresh(self) -> None:
        """The counts on the chips."""
        counts = self.model.counts()
        total = sum(counts.values())
        for word, chip in self._chips.items():
            number = total if word == ALL else counts[word]
            chip.setText(f"{word or 'All'} {number}")
            chip.setAccessibleName(f"Show {word or 'all'}: {number}")
            chip.setVisible(word == ALL or number > 0 or chip.isChecked())
        # The verdict column is as wide as its longest word, and the names get the rest.
        widest = max((word for word in counts), key=len, default="Verdict")
        if widest != self._widest:
            self._widest = widest
            width = self.view.fontMetrics().horizontalAdvance(max(widest, "Verdict", key=len)) + 36
            self.view.header().resizeSection(VERDICT, width)

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
        chip.clicked.connect(lambda: self.set_filter(word))
        self._group.addButton(chip)
        self._chips[word] = chip
        return chip

    def _restore(self) -> None:
        """Put the selection back on the current image after a reset, if it is still listed."""
        row = self.model.row(self._current)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.model.index(row, 0))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            path = self.model.path(index.row())
            if path != self._current:
                self._current = path
                self.chosen.emit(path)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.model.set_theme(theme)
        for word, chip in self._chips.items():
            if word != ALL:
                look = LOOKS[word]
                chip.setIcon(icons.icon(look.icon, look.colour_in(theme)))
