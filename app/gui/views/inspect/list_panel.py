"""The image list with its verdict filter."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QTableView, QToolButton, QVBoxLayout, QWidget
from superqt import QFlowLayout

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.inspect.list_model import DEFECTS, NAME, SCORE, VERDICT, ImageListModel
from app.gui.views.inspect.store import InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS

ALL = ""
QUICK_SECONDS = 0.01
REST_FACTOR = 6
"""The list takes at most a seventh of the GUI thread while results stream in."""


class ListPanel(QWidget):
    """Emits `chosen(Path)` when another image becomes the current one."""

    chosen = Signal(Path)

    def __init__(self, store: InspectionStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ImageListModel(store, self)
        # Not a tree view: that asks Python for the children of every row whenever the order changes.
        self.view = QTableView(self)
        self.view.setAccessibleName("Images")
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        rows = self.view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.view.fontMetrics().height() + 9)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setModel(self.model)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(SCORE, Qt.SortOrder.DescendingOrder)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, widest in ((SCORE, "Score 00"), (DEFECTS, "Defects")):
            header.resizeSection(column, self.view.fontMetrics().horizontalAdvance(widest) + 14)
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
        self._changed: dict[Path, None] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._catch_up)
        self._recolour()
        self.refresh()

    @property
    def current(self) -> Path | None:
        """The image that is selected."""
        return self._current

    def reload(self, wanted: Path | None = None) -> None:
        """All entries are new: select `wanted`, or the first image where it is not listed."""
        self._changed = {}
        self.model.reload()
        self._current = None
        self.refresh()
        if self.model.row(wanted) < 0:
            wanted = self.model.path(0) if self.model.rowCount() else None
        self.select(wanted)

    @property
    def settled(self) -> bool:
        """Whether the list shows all that it was told."""
        return not self._changed

    def update_paths(self, paths: list[Path]) -> None:
        """Entries changed; the current image stays the current one.

        Ordering a long list takes time: after each update the list rests for a multiple of what it took and
        then catches up, so that results that stream in never fill the event loop.
        """
        self._changed.update(dict.fromkeys(paths))
        if not self._rest.isActive():
            self._catch_up()

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
            width = self.view.fontMetrics().horizontalAdvance(max(widest, "Verdict", key=len)) + 34
            self.view.horizontalHeader().resizeSection(VERDICT, width)

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

    def _catch_up(self) -> None:
        if not self._changed:
            return
        start = time.perf_counter()
        place = self.view.verticalScrollBar().value()
        self.model.update(self._changed)
        self._changed = {}
        self.refresh()
        self._restore()
        self.view.verticalScrollBar().setValue(place)
        took = time.perf_counter() - start
        if took > QUICK_SECONDS:
            self._rest.start(round(1000 * took * REST_FACTOR))

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
