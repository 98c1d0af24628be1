"""How a row of the palette looks: what it does and where it belongs on the left, its keys on the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.theme import Theme, theme_of
from app.gui.widgets.palette.model import Row

PAD = 10
CHECK = "✓ "
_Left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaletteDelegate(QStyledItemDelegate):
    """One line a row, as high as the font wants."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Room above and below the text."""
        return QSize(0, round(option.fontMetrics.height() * 1.7))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What does not apply is muted and says where it does."""
        row = index.data(Qt.ItemDataRole.UserRole)
        widget = option.widget
        if not isinstance(row, Row) or not isinstance(widget, QWidget):
            return
        theme = theme_of(widget)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.selection))
            # Not by colour alone.
            painter.fillRect(
                QRect(option.rect.topLeft(), QSize(3, option.rect.height())), QColor(theme.accent)
            )
        _paint(painter, option.rect.adjusted(PAD, 0, -PAD, 0), row, theme)
        painter.restore()


def _paint(painter: QPainter, room: QRect, row: Row, theme: Theme) -> None:
    metrics = painter.fontMetrics()
    muted, text = QPen(QColor(theme.muted)), QPen(QColor(theme.muted if row.hindrance else theme.text))
    if row.keys:
        painter.setPen(text)
        painter.drawText(room, _Right, row.keys)
        room.setRight(room.right() - metrics.horizontalAdvance(row.keys) - 2 * PAD)
    if row.hindrance:
        painter.setPen(muted)
        painter.drawText(room, _Right, row.hindrance)
        room.setRight(room.right() - metrics.horizontalAdvance(row.hindrance) - 2 * PAD)
    title = (CHECK if row.checked else "") + row.title
    painter.setPen(text)
    painter.drawText(room, _Left, metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width()))
    room.setLeft(room.left() + metrics.horizontalAdvance(title) + PAD)
    if metrics.horizontalAdvance(row.group) <= room.width():
        painter.setPen(muted)
        painter.drawText(room, _Left, row.group)
