"""A table of figures that is painted row by row: for an item a style sheet asks seven times and paints three layers,
and with hundreds of defects that would take longer than the pictures.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView, QWidget

PAD = 5
"""Beside a figure: Qt's own and that of the style sheet."""
_Right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FiguresModel(Protocol):
    """What the view asks its model for beside what Qt does."""

    def texts(self, row: int) -> list[str]:
        """The texts of all cells of a row."""


class FiguresView(QTreeView):
    """Every cell is a text at the right. Rows that are marked, current or under the cursor are painted by Qt."""

    def __init__(self, model: FiguresModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = model
        self._columns: list[tuple[int, int, int]] = []
        self._looked_at: set[int] = set()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Where the columns are, once for all rows."""
        shown = [column for column in range(self.header().count()) if not self.isColumnHidden(column)]
        self._columns = [(c, self.columnViewportPosition(c), self.columnWidth(c)) for c in shown]
        under = self.indexAt(self.viewport().mapFromGlobal(QCursor.pos()))
        chosen = self.selectionModel().selectedRows()
        self._looked_at = {index.row() for index in (*chosen, self.currentIndex(), under)}
        super().paintEvent(event)

    def drawRow(  # noqa: N802
        self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Texts alone where nothing else is to be seen."""
        row = index.row()
        if row in self._looked_at:
            super().drawRow(painter, options, index)
            return
        top, height = options.rect.top(), options.rect.height()
        metrics = painter.fontMetrics()
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        texts = self._figures.texts(row)
        for column, left, width in self._columns:
            room = QRect(left + PAD, top, width - 2 * PAD, height)
            # A figure that is cut off would be another one.
            text = metrics.elidedText(texts[column], Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, _Right, text)
