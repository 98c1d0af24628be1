"""The grid without its keys and mouse: layout, painting, scrolling, and the selection as rows.

Everything is painted in one Python call. Qt's own icon view lays out every item and calls a delegate per item, and
each such call waits for the interpreter's lock while another thread computes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.gui import icons
from app.gui.foreground import FOREGROUND
from app.gui.theme import theme_of
from app.gui.widgets.thumbnail_grid.geometry import MARGIN, MAX_SIDE, MIN_SIDE, GridGeometry
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from app.gui.widgets.thumbnail_grid.painter import TilePainter, TileState
from app.gui.widgets.thumbnail_grid.selected import Rows, SelectedRuns, runs_of, selection_of
from app.gui.widgets.thumbnail_grid.tile import Tile, spoken, tile_reader
from core.language import listed, tr

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag
Hint = QAbstractItemView.ScrollHint
Cursor = QAbstractItemView.CursorAction
DEFAULT_SIDE = 128


class GridCanvas(QAbstractItemView):
    """Shows the tiles of a one-column model (see `tile.ItemRole` and `tile.GridModel`)."""

    tile_side_changed = Signal(int)
    selection_changed = Signal(int)
    """How many images are selected now."""

    def __init__(self, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loader = loader
        self._side = DEFAULT_SIDE
        self._grid = GridGeometry(0, 0, self._side, 0)
        self._caption = 0
        self._read: Callable[[int], Tile] | None = None
        self._painter: TilePainter | None = None
        self._selected: SelectedRuns | None = None
        self._shown: dict[str, int] = {}
        self._last_top = 0
        self._upwards = False
        self._asked: tuple[object, ...] = ()
        self._changes = 0
        self._band: QRect | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Always there: a bar that comes and goes would change the number of columns.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setAccessibleName(tr("Window", "Images"))
        loader.ready.connect(self._on_ready)
        loader.forgotten.connect(self._on_forgotten)

    @property
    def loader(self) -> ThumbnailLoader:
        """Where the thumbnails come from."""
        return self._loader

    @property
    def tile_side(self) -> int:
        """Side of the pictures' squares in logical pixels."""
        return self._side

    def set_tile_side(self, side: int) -> None:
        """Set it, within 64..256; what is at the top left, or the current image if it shows, stays in place."""
        side = min(max(side, MIN_SIDE), MAX_SIDE)
        if side != self._side:
            self._side = side
            self._painter = None
            self.updateGeometries()
            self.viewport().update()
            self.tile_side_changed.emit(side)

    @property
    def grid(self) -> GridGeometry:
        """Where the tiles are, for the model as it is now."""
        model: QAbstractItemModel | None = self.model()
        count = model.rowCount() if model is not None else 0
        if not self._caption:
            self._caption = TilePainter.caption_height(self.font())
        wanted = GridGeometry(count, self.viewport().width(), self._side, self._caption)
        if wanted != self._grid:
            self._grid = wanted
        return self._grid

    # The selection

    @property
    def runs(self) -> SelectedRuns:
        """The selection."""
        if self._selected is None:
            chosen: QItemSelectionModel | None = self.selectionModel()
            self._selected = SelectedRuns(chosen.selection() if chosen is not None else None)
        return self._selected

    def selected_rows(self) -> Rows:
        """The selected rows, int64, ascending."""
        return self.runs.rows()

    def select_rows(self, rows: Rows) -> None:
        """Select exactly these rows (for example the same images after a sort)."""
        self.selectionModel().select(selection_of(self.model(), runs_of(rows)), Flag.ClearAndSelect)

    def selectAll(self) -> None:  # noqa: N802
        """Select every image, as one range."""
        count = self.grid.count
        if count:
            self.selectionModel().select(selection_of(self.model(), [(0, count - 1)]), Flag.ClearAndSelect)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802
        """Select (or toggle, as `command` says) the tiles that `rect` touches; viewport pixels."""
        box = rect.normalized().translated(0, self.verticalOffset())
        runs = self.grid.runs_in(box.left(), box.top(), box.right(), box.bottom())
        self.selectionModel().select(selection_of(self.model(), runs), command)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Qt says that the selection has changed."""
        # Not the base's, which would ask for the region of either selection.
        self._selected = None
        self.viewport().update()
        self.selection_changed.emit(self.runs.count)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Qt says that another image has the focus."""
        self.viewport().update()
        if current.isValid():
            self.scrollTo(current)
            if QAccessible.isActive() and self._read is not None:
                place = tr("Window", "{place} of {number}", place=current.row() + 1, number=self.grid.count)
                self.setAccessibleDescription(listed([spoken(self._read(current.row())), place]))

    # What Qt asks about the layout

    def visualRect(self, index: Index) -> QRect:  # noqa: N802
        """The card of `index` in viewport pixels; empty if it has none."""
        grid = self.grid
        if not index.isValid() or index.row() >= grid.count:
            return QRect()
        left, top = grid.place(index.row())
        return QRect(left, top - self.verticalOffset(), *grid.card)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802
        """The image at a point of the viewport."""
        row = self.grid.row_at(point.x(), point.y() + self.verticalOffset())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """Where a selection shows; never more than the viewport."""
        offset = self.verticalOffset()
        visible = self.grid.rows_between(offset, offset + self.viewport().height() - 1)
        region = QRegion()
        for row in sorted(SelectedRuns(selection).within(visible)):
            left, top = self.grid.place(row)
            region += QRect(left, top - offset, *self.grid.card)
        return region

    def horizontalOffset(self) -> int:  # noqa: N802
        """Always 0."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802
        """Never."""
        return False

    def scrollTo(self, index: Index, hint: QAbstractItemView.ScrollHint = Hint.EnsureVisible) -> None:  # noqa: N802
        """Scroll until the card of `index` shows whole, as little as is needed, or as `hint` says."""
        rect = self.visualRect(index)
        if rect.isNull():
            return
        height, bar = self.viewport().height(), self.verticalScrollBar()
        above, below = rect.top() - MARGIN, rect.bottom() + 1 + MARGIN - height
        if hint == Hint.PositionAtTop or (hint == Hint.EnsureVisible and above < 0):
            bar.setValue(bar.value() + above)
        elif hint == Hint.PositionAtBottom or (hint == Hint.EnsureVisible and below > 0):
            # Of a card higher than the view its top matters.
            bar.setValue(bar.value() + min(below, above))
        elif hint == Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)

    def updateGeometries(self) -> None:  # noqa: N802
        """Fit the scroll bar to the model, the size of the view and of the tiles."""
        before = self._grid
        bar = self.verticalScrollBar()
        kept = self._row_to_keep(before, bar.value())
        distance = before.place(kept)[1] - bar.value() if kept >= 0 else 0
        grid = self.grid
        height = self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(max(1, grid.pitch // 3))  # a notch of the wheel is three steps
        bar.setRange(0, max(0, grid.height - height))
        moved = (before.columns, before.pitch) != (grid.columns, grid.pitch)
        if 0 <= kept < grid.count and moved:
            bar.setValue(grid.place(kept)[1] - distance)
        super().updateGeometries()

    def _row_to_keep(self, grid: GridGeometry, offset: int) -> int:
        """The image that must not move when the layout changes; -1 if nothing shows."""
        if not grid.count or not grid.width:
            return -1
        visible = grid.rows_between(offset, offset + self.viewport().height() - 1)
        current = self.currentIndex().row()
        if current in visible:
            return current
        return visible.start if offset and visible else -1

    # Following the model

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        """Show `model`, or nothing."""
        old: QAbstractItemModel | None = self.model()
        if old is not None:
            for signal in (old.rowsRemoved, old.rowsMoved, old.layoutChanged, old.modelReset):
                signal.disconnect(self._on_model_changed)
        self._read = tile_reader(model) if model is not None else None
        super().setModel(model)
        if model is not None:
            # After the base's and the selection model's own connections.
            for signal in (model.rowsRemoved, model.rowsMoved, model.layoutChanged, model.modelReset):
                signal.connect(self._on_model_changed)
        self._on_model_changed()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802
        """Qt says that images have come."""
        self._on_model_changed()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:  # noqa: N802
        """Qt says that images have changed; only those that show are painted."""
        self._changes += 1
        offset = self.verticalOffset()
        grid = self.grid
        visible = grid.rows_between(offset, offset + self.viewport().height() - 1)
        first, last = max(visible.start, top_left.row()), min(visible.stop - 1, bottom_right.row())
        if first <= last:
            top = grid.place(first)[1] - offset
            bottom = grid.place(last)[1] + grid.card[1] - offset
            self.viewport().update(0, top, grid.width, bottom - top)

    def _on_model_changed(self) -> None:
        self._changes += 1
        self._selected = None
        self.scheduleDelayedItemsLayout()

    # Painting

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme and the font."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "_painter"):
            self._painter = None
            self._caption = 0
            self.scheduleDelayedItemsLayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Move what is painted; only what comes into view is painted anew."""
        if self._band is None:
            self.viewport().scroll(0, dy)
        else:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the tiles that the event's rectangle touches, and ask for the thumbnails that are missing."""
        with FOREGROUND:
            self._paint(event)

    def _paint(self, event: QPaintEvent) -> None:
        if self._read is None:
            return
        grid, offset, dirty = self.grid, self.verticalOffset(), event.rect()
        drawing = self._tile_painter()
        painter = QPainter(self.viewport())
        drawing.prepare(painter)
        rows = grid.rows_between(dirty.top() + offset, dirty.bottom() + offset)
        selected = self.runs.within(rows)
        current, focus = self.currentIndex().row(), self.hasFocus()
        for row in rows:
            tile = self._read(row)
            left, top = grid.place(row)
            thumbnail = self._loader.image(tile.path)
            state = TileState(row in selected, row == current, focus)
            unreadable = thumbnail is None and bool(self._loader.error(tile.path))
            drawing.paint(painter, left, top - offset, tile, state, thumbnail, unreadable)
        if self._band is not None:
            self._paint_band(painter, self._band.translated(0, -offset))
        painter.end()
        self._ask(grid, offset, round(self._side * drawing.ratio))

    def _paint_band(self, painter: QPainter, band: QRect) -> None:
        accent = theme_of(self).accent
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(accent), 1))
        painter.setBrush(icons.with_alpha(accent, 0.18))
        painter.drawRect(band)

    def _tile_painter(self) -> TilePainter:
        ratio = self.devicePixelRatioF()
        if self._painter is None or self._painter.ratio != ratio:
            self._painter = TilePainter(theme_of(self), self.font(), self._side, ratio)
        return self._painter

    # Thumbnails

    def _ask(self, grid: GridGeometry, offset: int, side: int) -> None:
        """Tell the loader what shows, and the page that comes next."""
        visible = grid.rows_between(offset, offset + self.viewport().height() - 1)
        if offset != self._last_top:
            self._upwards, self._last_top = offset < self._last_top, offset
        question = (visible, self._upwards, side, self._changes)
        if question == self._asked or self._read is None:
            return
        self._asked = question
        page = len(visible)
        if self._upwards:
            ahead = range(visible.start - 1, max(visible.start - page, 0) - 1, -1)
        else:
            ahead = range(visible.stop, min(visible.stop + page, grid.count))
        read = self._read
        self._shown = {read(row).path: row for row in visible}
        self._loader.want(list(self._shown), [read(row).path for row in ahead], side)

    def _on_ready(self, paths: list[str]) -> None:
        grid, offset = self.grid, self.verticalOffset()
        for path in paths:
            row = self._shown.get(path, -1)
            if 0 <= row < grid.count:
                left, top = grid.place(row)
                self.viewport().update(left, top - offset, *grid.card)

    def _on_forgotten(self) -> None:
        self._asked = ()
        self.viewport().update()
