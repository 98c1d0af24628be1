"""Search, order and size of the thumbnails in one row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.project.session import ProjectSession
from app.gui.theme import theme_of
from app.gui.views.dataset.listing import Listing
from app.gui.views.dataset.search_box import SearchBox
from app.gui.widgets.thumbnail_grid.geometry import MAX_SIDE, MIN_SIDE
from core.language import later, tr, tr_n
from core.project.ordering import SortKey

DESCENDING_FIRST = (SortKey.SCORE, SortKey.FILE_SIZE, SortKey.ADDED)
"""Orders in which the largest is of interest."""
ORDERS = {
    SortKey.NAME: later("Dataset", "by name"),
    SortKey.ADDED: later("Dataset", "by added"),
    SortKey.LABEL: later("Dataset", "by label"),
    SortKey.SPLIT: later("Dataset", "by split"),
    SortKey.SCORE: later("Dataset", "by score"),
    SortKey.FILE_SIZE: later("Dataset", "by file size"),
}


class FilterBar(QFrame):
    """Signals: `side_chosen(int)`, the side of the thumbnails in logical pixels."""

    side_chosen = Signal(int)

    def __init__(
        self,
        listing: Listing,
        session: ProjectSession,
        actions: ActionRegistry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self._listing = listing
        self.search = SearchBox(session, self)
        self.search.searched.connect(listing.set_query)
        listing.query_failed.connect(self.search.set_error)
        listing.query_replaced.connect(self.search.show_text)
        self._add = QToolButton(self)
        self._add.setDefaultAction(actions["add_images"])
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setIconSize(QSize(18, 18))
        self._key = QComboBox(self)
        self._key.setAccessibleName(tr("Dataset", "Sort by"))
        for key in SortKey:
            self._key.addItem(str(ORDERS[key]), key)
        self._key.currentIndexChanged.connect(self._on_key)
        self._direction = QToolButton(self)
        self._direction.setProperty("flat", True)
        self._direction.setCheckable(True)
        self._direction.setAccessibleName(tr("Dataset", "Descending"))
        self._direction.toggled.connect(self._sort)
        self._side = QSlider(Qt.Orientation.Horizontal, self)
        self._side.setRange(MIN_SIDE, MAX_SIDE)
        self._side.setFixedWidth(90)
        self._side.setAccessibleName(tr("Dataset", "Size of the thumbnails"))
        self._side.setToolTip(tr("Dataset", "Size of the thumbnails (Ctrl + wheel)"))
        self._side.valueChanged.connect(self.side_chosen)
        self._shown = QLabel(self)
        self._shown.setProperty("role", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(6)
        layout.addWidget(self._add)
        layout.addWidget(self.search, 1)
        layout.addWidget(self._shown)
        layout.addWidget(self._key)
        layout.addWidget(self._direction)
        layout.addWidget(self._side)
        listing.counted.connect(self._count)
        self._recolour()
        self._count()

    def set_side(self, side: int) -> None:
        """Show the size that is in force."""
        blocked = self._side.blockSignals(True)
        self._side.setValue(side)
        self._side.blockSignals(blocked)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_shown"):
            self._recolour()

    def _count(self) -> None:
        shown, total = len(self._listing.rows), self._listing.counters.total
        self._shown.setText(
            tr("Dataset", "{shown} of {total}", shown=shown, total=total)
            if shown != total
            else tr_n("Dataset", total, "{n} image", "{n} images")
        )

    def _on_key(self) -> None:
        key = SortKey(self._key.currentData())
        blocked = self._direction.blockSignals(True)
        self._direction.setChecked(key in DESCENDING_FIRST)
        self._direction.blockSignals(blocked)
        self._sort()

    def _sort(self) -> None:
        self._listing.set_order(SortKey(self._key.currentData()), self._direction.isChecked())
        self._recolour()

    def _recolour(self) -> None:
        down = self._direction.isChecked()
        self._direction.setIcon(icons.icon("down" if down else "up", theme_of(self).text))
        self._direction.setToolTip(
            tr("Dataset", "Descending; click for ascending")
            if down
            else tr("Dataset", "Ascending; click for descending")
        )
