"""The image list with its filter and its search."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QSplitter, QTableView, QVBoxLayout, QWidget

from app.gui.theme import theme_of
from app.gui.views.inspect.filter_chips import FilterChips
from app.gui.views.inspect.flips import FLIPS
from app.gui.views.inspect.list_model import (
    COMPARED,
    DEFECTS,
    DIFFERENCE,
    HEADERS,
    NAME,
    OTHER_SCORE,
    OTHER_VERDICT,
    SCORE,
    VERDICT,
    ImageListModel,
)
from app.gui.views.inspect.store import InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS
from core.inspection.result import Verdict
from core.language import tr

SEARCH_MS = 120
"""Rest after the last key before a long list is searched."""
NAME_CHARACTERS = 9
"""Of an image's name that there is room for, in characters."""
ICON_ROOM = 34
"""Of an icon in front of a word, with the margins."""
LARGEST_SHARE = 0.33
"""Of the window's width that the list claims."""
REST_MS = 300
REST_FACTOR = 6
"""The list takes at most a seventh of the GUI thread while results stream in. Most of what an update costs is that
everything is painted anew, so there are never more than three or four a second."""


class ListPanel(QWidget):
    """Emits `chosen(Path)` when another image becomes the current one, `filtered(str)` when the filter changes,
    `caught_up()` when it shows what has changed."""

    chosen = Signal(Path)
    filtered = Signal(str)
    caught_up = Signal()

    def __init__(self, store: InspectionStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ImageListModel(store, self)
        # Not a tree view: that asks Python for the children of every row whenever the order changes.
        self.view = QTableView(self)
        self.view.setAccessibleName(tr("Inspect", "Images"))
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        rows = self.view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.view.fontMetrics().height() + 9)
        # Cameras count at the end of a name; its beginning is the same for all.
        self.view.setTextElideMode(Qt.TextElideMode.ElideLeft)
        self.view.setModel(self.model)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(SCORE, Qt.SortOrder.DescendingOrder)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        metrics = self.view.fontMetrics()
        for column, widest in (
            (SCORE, f"{COMPARED[SCORE]} 0"),
            (DEFECTS, str(HEADERS[DEFECTS])),
            (OTHER_SCORE, f"{HEADERS[OTHER_SCORE]} 0"),
            (DIFFERENCE, "+0.00000"),
        ):
            header.resizeSection(column, metrics.horizontalAdvance(widest) + 14)
        # The two verdicts stand side by side, and so do the two scores.
        header.moveSection(header.visualIndex(OTHER_VERDICT), header.visualIndex(VERDICT) + 1)
        self._widest = 0
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.chips = FilterChips(self)
        self.chips.chosen.connect(self.set_filter)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Inspect", "Search by name"))
        self.search.setAccessibleName(tr("Inspect", "Search the images by name"))
        self.search.setToolTip(tr("Inspect", "Part of a name; * and ? stand for any characters and for one"))
        self.search.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(SEARCH_MS)
        self._typing.timeout.connect(self._on_search)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.installEventFilter(self)
        self._bar: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        box = QVBoxLayout()
        box.setContentsMargins(8, 6, 8, 0)
        box.addWidget(self.search)
        self._layout.addLayout(box)
        self._layout.addWidget(self.chips)
        self._layout.addWidget(self.view, 1)
        self._comparing = False
        self._width_alone = 0
        self._show_columns()
        self._current: Path | None = None
        self._changed: dict[Path, None] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._catch_up)
        self._recolour()
        self.refresh()

    @property
    def filter(self) -> str:
        """Which verdict or flip is shown; empty = all."""
        return self.chips.current

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

        After each update the list rests, for a multiple of what it took if that is long, and then catches up, so
        that results that stream in never fill the event loop.
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
        """Show only one verdict, or the flips, those first on which the models disagree most; empty = all."""
        self._catch_up()
        self.chips.set_current(word)
        if word == FLIPS:
            self.view.sortByColumn(DIFFERENCE, Qt.SortOrder.DescendingOrder)
        self.model.set_filter(word)
        self._restore()
        self.filtered.emit(word)

    def set_bar(self, bar: QWidget) -> None:
        """What stands above the chips while two models are compared."""
        self._bar = bar
        self._layout.insertWidget(1, bar)
        bar.setVisible(self._comparing)

    def set_other(self, store: InspectionStore | None) -> None:
        """Compare with what another model found on the same images; None = no more."""
        if store is not None and not self._comparing:
            self._width_alone = self.width()
        ended = store is None and self._comparing
        self._comparing = store is not None
        if self._bar is not None:
            self._bar.setVisible(self._comparing)
        self.model.set_other(store)
        if store is None and self.chips.current != self.model.filter:
            self.chips.set_current(self.model.filter)
            self.filtered.emit(self.model.filter)
        if store is None and self.view.horizontalHeader().sortIndicatorSection() > DEFECTS:
            self.view.sortByColumn(SCORE, Qt.SortOrder.DescendingOrder)
        self._show_columns()
        if ended:
            self._give_room_back()
        self.refresh()
        self._restore()

    def start_search(self) -> None:
        """Type a part of a name."""
        self.search.setFocus()
        self.search.selectAll()

    def refresh(self) -> None:
        """The counts on the chips."""
        counts = self.model.counts()
        self.chips.set_counts(counts, self.model.flips(), self._comparing)
        # The verdict columns are as wide as their longest word, and the names get the rest.
        words = {*counts, *self.model.other_counts(), str(Verdict.REVIEW)}
        metrics = self.view.fontMetrics()
        names = (str(HEADERS[VERDICT]), *(LOOKS[word].word for word in words))
        room = max(map(metrics.horizontalAdvance, names))
        if room != self._widest:
            self._widest = room
            width = room + ICON_ROOM + metrics.averageCharWidth()
            for column in (VERDICT, OTHER_VERDICT):
                self.view.horizontalHeader().resizeSection(column, width)
            self._claim_width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """From the search, Down and Enter go to the list, Esc ends the search."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_search()
                if self.model.row(self._current) < 0:
                    self.step(0)
                self.view.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self._on_search()
                self.view.setFocus()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rest"):
            self._recolour()

    def _catch_up(self) -> None:
        if not self._changed:
            return
        # Of this thread alone: what others take of the processor is no reason to rest.
        start = time.thread_time()
        place = self.view.verticalScrollBar().value()
        self.model.update(self._changed)
        self._changed = {}
        self.refresh()
        self._restore()
        self.view.verticalScrollBar().setValue(place)
        took = time.thread_time() - start
        self._rest.start(max(REST_MS, round(1000 * took * REST_FACTOR)))
        self.caught_up.emit()

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

    def _on_search(self) -> None:
        self._typing.stop()
        self.model.set_search(self.search.text())
        self._restore()

    def _show_columns(self) -> None:
        for column in (OTHER_VERDICT, OTHER_SCORE, DIFFERENCE):
            self.view.setColumnHidden(column, not self._comparing)
        self.view.setColumnHidden(DEFECTS, self._comparing)
        self._claim_width()

    def _give_room_back(self) -> None:
        """To the neighbour in the splitter, what the comparison took."""
        splitter = self.parentWidget()
        if isinstance(splitter, QSplitter):
            sizes, place = splitter.sizes(), splitter.indexOf(self)
            taken = max(sizes[place] - self._width_alone, 0)
            sizes[place] -= taken
            sizes[place + 1] += taken
            splitter.setSizes(sizes)

    def _claim_width(self) -> None:
        """All columns have room, with a part of the names; where there is less, the table scrolls."""
        header = self.view.horizontalHeader()
        others = sum(header.sectionSize(column) for column in range(header.count()) if column != NAME)
        name = NAME_CHARACTERS * self.fontMetrics().horizontalAdvance("0")
        # Also of the stretched one, the names.
        header.setMinimumSectionSize(name)
        wanted = others + name + self.view.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(wanted, round(LARGEST_SHARE * self.window().width())))

    def _recolour(self) -> None:
        self.model.set_theme(theme_of(self))
