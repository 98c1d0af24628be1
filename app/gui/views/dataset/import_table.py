"""The table of an import: tick groups, correct their roles, several at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.gui import icons
from app.gui.views.dataset.import_model import FOLDER, IMAGES, LABEL, MASKS, SPLIT, TYPE, GroupsModel
from core.datasets.dataset import Label, Split
from core.datasets.role_words import LABELS, SPLITS
from core.language import tr

KEYS: dict[int, Label | Split] = {
    Qt.Key.Key_G: Label.GOOD,
    Qt.Key.Key_D: Label.DEFECTIVE,
    Qt.Key.Key_U: Label.UNLABELLED,
    Qt.Key.Key_T: Split.TRAIN,
    Qt.Key.Key_V: Split.VALIDATION,
    Qt.Key.Key_S: Split.TEST,
}
"""The same keys as in the grid of images."""
CHOICES = {LABEL: LABELS, SPLIT: SPLITS}
ARROW = 12
TAKEN = "taken"
"""Property of an editor whose value the user chose, be it the same as before."""
Index = QModelIndex | QPersistentModelIndex


class GroupsTable(QTableView):
    """Emits `chosen()` when other rows are selected."""

    chosen = Signal()

    def __init__(self, model: GroupsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importGroups")
        self.setAccessibleName(tr("Dataset", "What would be imported, by folder and role"))
        self._groups = model
        self._ticking = False
        self.setModel(model)
        self._delegate = _RoleDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        # With the table's own it asks about every cell, to draw itself: a second for 5,000 rows.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(FOLDER, QHeaderView.ResizeMode.Stretch)
        for column, widest in (
            (IMAGES, "000,000"),
            (MASKS, "000,000"),
            (LABEL, str(LABELS[Label.UNLABELLED])),
            (SPLIT, str(SPLITS[Split.UNASSIGNED])),
            (TYPE, tr("Dataset", "a long type name")),
        ):
            room = 58 if column == LABEL else 36 if column == SPLIT else 20
            header.resizeSection(column, self.fontMetrics().horizontalAdvance(widest) + room)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    @property
    def selected_rows(self) -> list[int]:
        """Rows that are selected, in order."""
        # By ranges: `selectedRows` asks the model about every single row, 2 s for 5,000.
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.size())]
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def select_first(self) -> None:
        """Select the first row, if there is one."""
        if self._groups.rowCount():
            self.setCurrentIndex(self._groups.index(0, FOLDER))

    def rows_of(self, index: Index) -> list[int]:
        """The rows that an edit of a cell changes: all that are selected, if it is among them."""
        selected = self.selected_rows
        return selected if index.row() in selected else [index.row()]

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a tick or a role is one on those of all selected rows, if its own is among them."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        self._ticking = plain and index.column() == FOLDER and self._tick(index).contains(place)
        if not self._ticking and not (plain and index.column() in (LABEL, SPLIT, TYPE)):
            super().mousePressEvent(event)
            return
        flag = QItemSelectionModel.SelectionFlag
        kept = flag.NoUpdate if index.row() in self.selected_rows else flag.ClearAndSelect | flag.Rows
        self.setFocus()
        self.selectionModel().setCurrentIndex(index, kept)
        if self._ticking:
            self._groups.set_left_out(self.rows_of(index), not self._groups.group(index.row()).left_out)
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Two clicks in a row."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A tick was set when the button went down."""
        if not self._ticking:
            super().mouseReleaseEvent(event)
        self._ticking = False

    def event(self, event: QEvent) -> bool:
        """The keys of the table go before the same ones of the menus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_plain(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """G, D, U label and T, V, S move the selected groups; Space ticks them; Enter opens the current cell."""
        rows = self.selected_rows
        if _is_plain(event) and rows:
            if event.key() == Qt.Key.Key_Space:
                out = all(self._groups.group(row).left_out for row in rows)
                self._groups.set_left_out(rows, not out)
            else:
                value = KEYS[event.key()]
                self._groups.edit(rows, LABEL if isinstance(value, Label) else SPLIT, value)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._edit_current()
        else:
            super().keyPressEvent(event)

    def _tick(self, index: QModelIndex) -> QRect:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        self._delegate.initStyleOption(option, index)
        option.rect = self.visualRect(index)
        return self.style().subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget
        )

    def _edit_current(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        elif index.isValid():
            self.setCurrentIndex(index.siblingAtColumn(LABEL))


def _is_plain(event: QKeyEvent) -> bool:
    return not event.modifiers() and (event.key() in KEYS or event.key() == Qt.Key.Key_Space)


class _Choice(QComboBox):
    """Emits `closed()` a moment after its list was closed, so that what was chosen in it is told first."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Escape closes the list without `hidePopup`.
        self.view().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The list is all there is: without it, nothing is left to look at."""
        if event.type() == QEvent.Type.Hide:
            QTimer.singleShot(0, self, self.closed.emit)
        return super().eventFilter(watched, event)


class _RoleDelegate(QStyledItemDelegate):
    """A list for label and split, a line for the type."""

    def __init__(self, table: GroupsTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """As usual, with the arrow of a list where there is one."""
        super().paint(painter, option, index)
        if index.column() in CHOICES:
            box: Any = option.rect
            arrow = icons.pixmap("down", "", ARROW, self._table.devicePixelRatioF())
            painter.drawPixmap(box.right() - ARROW - 6, box.center().y() - ARROW // 2 + 1, arrow)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A list that opens at once, or a line that knows the types."""
        if index.column() in CHOICES:
            box = _Choice(parent)
            for value, word in CHOICES[index.column()].items():
                box.addItem(str(word), str(value))
            box.activated.connect(lambda _: self._take(box))
            box.closed.connect(lambda: self._leave(box))
            QTimer.singleShot(0, box, box.showPopup)
            editor: QWidget = box
        else:
            line = QLineEdit(parent)
            line.setMaxLength(200)
            line.setPlaceholderText(tr("Dataset", "not known"))
            line.returnPressed.connect(lambda: line.setProperty(TAKEN, True))
            completer = QCompleter(self._table._groups.defect_types, line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            line.setCompleter(completer)
            editor = line
        header = self._table.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(header))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        """Show the cell's value."""
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(text))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Give the value to all rows that are selected with this one.

        A list counts only if something was chosen in it: it is committed as well when it loses the focus.
        """
        text = str(editor.currentData()) if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        if editor.property(TAKEN) or (
            isinstance(editor, QLineEdit) and text != index.data(Qt.ItemDataRole.EditRole)
        ):
            self._table._groups.edit(self._table.rows_of(index), index.column(), text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Over the cell, as high as the style lets it be."""
        box: Any = option.rect
        height = min(box.height(), 26)
        editor.setGeometry(box.x(), box.y() + (box.height() - height) // 2, box.width(), height)

    def _leave(self, box: QComboBox) -> None:
        if not box.property(TAKEN):
            self.closeEditor.emit(box)
            self._table.setFocus()

    def _take(self, box: QComboBox) -> None:
        box.setProperty(TAKEN, True)
        self.commitData.emit(box)
        self.closeEditor.emit(box)
