"""The grid of thumbnails: keys, mouse, wheel and menu on top of `canvas.GridCanvas`."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.gui.widgets.thumbnail_grid.canvas import Cursor, Flag, GridCanvas
from app.gui.widgets.thumbnail_grid.geometry import SIDES
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from app.gui.widgets.thumbnail_grid.rubber_band import RubberBand
from app.gui.widgets.thumbnail_grid.selected import selection_of, united

NOTCH = 120
_CURSORS = {
    Qt.Key.Key_Left: Cursor.MoveLeft,
    Qt.Key.Key_Right: Cursor.MoveRight,
    Qt.Key.Key_Up: Cursor.MoveUp,
    Qt.Key.Key_Down: Cursor.MoveDown,
    Qt.Key.Key_Home: Cursor.MoveHome,
    Qt.Key.Key_End: Cursor.MoveEnd,
    Qt.Key.Key_PageUp: Cursor.MovePageUp,
    Qt.Key.Key_PageDown: Cursor.MovePageDown,
}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class ThumbnailGrid(GridCanvas):
    """A grid that is selected in as in a file manager.

    Click, Ctrl+click, Shift+click, a rectangle pulled with the mouse, arrows, Home, End, PageUp and PageDown (with
    Shift they extend, with Ctrl they only move), Ctrl+A, Space. Enter or a double click emits `activated`, a right
    click or the menu key `menu_wanted`, Ctrl+wheel changes the size of the tiles (`tile_side_changed`). No other
    key is taken: letters are the view's shortcuts.
    """

    menu_wanted = Signal(QPoint)
    """Where on the screen; the selection has what the menu is about."""

    def __init__(self, loader: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(loader, parent)
        self._anchor = QPersistentModelIndex()
        self._turned = 0
        self._rubber = RubberBand(self)
        self._rubber.moved.connect(self._on_band)
        self._rubber.scroll_wanted.connect(self._scroll_with_band)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, select, activate; every other key goes on to the view."""
        cursor = _CURSORS.get(Qt.Key(event.key()))
        if cursor is not None:
            self._go(self.moveCursor(cursor, event.modifiers()), event.modifiers())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.activated.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            toggles = bool(event.modifiers() & _CONTROL)
            self._choose(self.currentIndex(), Flag.Toggle if toggles else Flag.Select)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Not by typing: letters are shortcuts."""

    def moveCursor(  # noqa: N802
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The image that a movement leads to; the first if there is no current one."""
        grid, row = self.grid, self.currentIndex().row()
        if not grid.count:
            return QModelIndex()
        page = max(1, self.viewport().height() // grid.pitch)
        if action == Cursor.MoveHome or row < 0:
            row = 0
        elif action == Cursor.MoveEnd:
            row = grid.count - 1
        elif action in (Cursor.MoveLeft, Cursor.MovePrevious):
            row = max(row - 1, 0)
        elif action in (Cursor.MoveRight, Cursor.MoveNext):
            row = min(row + 1, grid.count - 1)
        else:
            lines = {
                Cursor.MoveUp: -1,
                Cursor.MoveDown: 1,
                Cursor.MovePageUp: -page,
                Cursor.MovePageDown: page,
            }
            row = grid.stepped(row, lines[action])
        return self.model().index(row, 0)

    def _go(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        """Make `index` current, and select as the modifiers say."""
        if not index.isValid():
            return
        if modifiers & _SHIFT:
            self._extend(index, keep=bool(modifiers & _CONTROL))
        elif modifiers & _CONTROL:
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        else:
            self._choose(index, Flag.ClearAndSelect)

    def _choose(self, index: QModelIndex, command: Flag) -> None:
        """Select or toggle one image; a range begins here."""
        if index.isValid():
            self._anchor = QPersistentModelIndex(index)
            self.selectionModel().select(index, command)
            self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)

    def _extend(self, index: QModelIndex, *, keep: bool) -> None:
        """Select from where the range began to `index`; with `keep` beside what is selected already."""
        start = self._anchor.row() if self._anchor.isValid() else self.currentIndex().row()
        if start < 0:
            start = index.row()
        if not self._anchor.isValid():
            self._anchor = QPersistentModelIndex(self.model().index(start, 0))
        run = (min(start, index.row()), max(start, index.row()))
        command = Flag.Select if keep else Flag.ClearAndSelect
        self.selectionModel().select(selection_of(self.model(), [run]), command)
        self.selectionModel().setCurrentIndex(index, Flag.NoUpdate)

    # Mouse. The base's handlers would come back to Python several times for each event.

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select the image under the mouse, or begin a rectangle."""
        if event.button() != Qt.MouseButton.LeftButton or self.model() is None:
            event.ignore()
            return
        index, modifiers = self.indexAt(event.position().toPoint()), event.modifiers()
        if index.isValid() and modifiers & _SHIFT:
            self._extend(index, keep=bool(modifiers & _CONTROL))
        elif index.isValid():
            self._choose(index, Flag.Toggle if modifiers & _CONTROL else Flag.ClearAndSelect)
        elif not modifiers & (_CONTROL | _SHIFT):
            self.clearSelection()
        keeps = bool(modifiers & (_CONTROL | _SHIFT))
        base = self.selectionModel().selection() if keeps else QItemSelection()
        self._rubber.press(self._in_grid(event.position().toPoint()), base)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pull the rectangle."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pull(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The rectangle is done."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end_band()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Activate the image."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.doubleClicked.emit(index)
            self.activated.emit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of the selection; an image that is not in it becomes it."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self._choose(index, Flag.ClearAndSelect)
            self.menu_wanted.emit(event.globalPos())
        else:
            spot = (
                self.visualRect(self.currentIndex()).center() if self.currentIndex().isValid() else QPoint()
            )
            self.menu_wanted.emit(self.viewport().mapToGlobal(spot))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll by pixels; with Ctrl, the next larger or smaller size of tiles."""
        if not event.modifiers() & _CONTROL:
            super().wheelEvent(event)
            return
        self._turned += event.angleDelta().y()
        steps = int(self._turned / NOTCH)  # a touchpad sends many small turns
        if steps:
            self._turned -= steps * NOTCH
            self.zoom(steps)
        event.accept()

    def zoom(self, steps: int) -> None:
        """So many sizes larger (or smaller); for the wheel and the zoom actions."""
        # From a size between two of the steps, the first step is the nearer one in that direction.
        at = (
            sum(s <= self.tile_side for s in SIDES) - 1
            if steps > 0
            else sum(s < self.tile_side for s in SIDES)
        )
        target = at + steps
        self.set_tile_side(SIDES[min(max(target, 0), len(SIDES) - 1)])

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """A rectangle does not outlive the view."""
        super().hideEvent(event)
        self._end_band()

    def _in_grid(self, point: QPoint) -> QPoint:
        return QPoint(point.x(), point.y() + self.verticalOffset())

    def _pull(self, point: QPoint) -> None:
        height = self.viewport().height()
        beyond = point.y() if point.y() < 0 else max(0, point.y() - height + 1)
        self._rubber.pull(self._in_grid(point), beyond, QApplication.startDragDistance())

    def _scroll_with_band(self, step: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step)
        self._pull(self.viewport().mapFromGlobal(self.cursor().pos()))

    def _on_band(self, rect: QRect) -> None:
        self._band = rect
        runs = self.grid.runs_in(rect.left(), rect.top(), rect.right(), rect.bottom())
        covered = united(self._rubber.base, selection_of(self.model(), runs))
        self.selectionModel().select(covered, Flag.ClearAndSelect)
        self.viewport().update()

    def _end_band(self) -> None:
        self._rubber.release()
        if self._band is not None:
            self._band = None
            self.viewport().update()
