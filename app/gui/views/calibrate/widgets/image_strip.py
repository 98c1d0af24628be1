"""The images behind a bar or a cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.widgets.thumbnail_grid.grid import ThumbnailGrid
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from app.gui.widgets.thumbnail_grid.tile import Tile, tile_data
from core.language import tr

Index = QModelIndex | QPersistentModelIndex


class TilesModel(QAbstractListModel):
    """A list of tiles that changes as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []

    def set_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these."""
        self.beginResetModel()
        self.tiles = list(tiles)
        self.endResetModel()

    def tile(self, row: int) -> Tile:
        """The image in `row`."""
        return self.tiles[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Images."""
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See `tile_data`."""
        return tile_data(self.tiles[index.row()], role) if index.isValid() else None


class ImageStrip(QFrame):
    """Thumbnails with a title above. Enter or a double click opens an image, Esc or the button closes the strip.

    Args:
        loader: reads the thumbnails, in other threads.
    """

    opened = Signal(Path)
    closed = Signal()

    def __init__(self, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TilesModel(self)
        self.grid = ThumbnailGrid(loader, self)
        self.grid.setModel(self.model)
        self.setFocusProxy(self.grid)
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("flat", True)
        self.close_button.setToolTip(tr("Calibrate", "Close these images (Esc)"))
        self.close_button.setAccessibleName(tr("Calibrate", "Close these images"))
        self.close_button.clicked.connect(self.closed)
        self.nothing = QLabel(tr("Calibrate", "No image is counted here."), self)
        self.nothing.setProperty("role", "muted")
        self.nothing.setContentsMargins(8, 4, 8, 8)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.nothing)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 4, 4)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)
        self.grid.activated.connect(self._on_activated)
        self.stack.setCurrentWidget(self.nothing)
        self._recolour()

    def set_images(self, title: str, tiles: Sequence[Tile]) -> None:
        """Show these, from the first one on; the same ones again stay where they are scrolled to."""
        self.title.setText(tr("Calibrate", "{images}: {n}", images=title, n=len(tiles)) if title else "")
        self.grid.setAccessibleName(title or tr("Calibrate", "Images"))
        if list(tiles) == self.model.tiles:
            return
        self.model.set_tiles(tiles)
        self.stack.setCurrentWidget(self.grid if tiles else self.nothing)
        if tiles:
            self.grid.setCurrentIndex(self.model.index(0, 0))
            self.grid.scrollToTop()

    def clear(self) -> None:
        """Show no images."""
        self.set_images("", ())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "stack"):
            self._recolour()

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(Path(self.model.tile(index.row()).path))

    def _recolour(self) -> None:
        self.close_button.setIcon(icons.icon("cancel", theme_of(self).muted))
