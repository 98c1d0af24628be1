"""The queue as a Qt model: rows in the order in which they are to be reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.gui import icons
from app.gui.theme import LIGHT, Theme
from app.gui.views.inspect.verdict_look import LOOKS
from app.gui.views.review.decision_look import DECISIONS, NOT_YET
from core.language import later, tr

if TYPE_CHECKING:
    from core.project.review_queue import QueueItem

NAME, DECISION, VERDICT, SCORE = range(4)
HEADERS = (
    later("Review", "Image"),
    later("Review", "Decided"),
    later("Review", "Verdict"),
    later("Review", "Score"),
)
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class QueueModel(QAbstractTableModel):
    """Shows a list that somebody else keeps; `reset` and `update_row` say that it changed."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._items: Sequence[QueueItem] = ()
        self._theme = LIGHT
        self._short = False

    def reset(self, items: Sequence[QueueItem]) -> None:
        """Show this list; it is not copied."""
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def update_row(self, row: int) -> None:
        """One item is another one."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADERS) - 1))

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self._redraw()

    def set_short(self, short: bool) -> None:
        """Whether the decision stands as an icon in front of the name, because its column has no room."""
        if short != self._short:
            self._short = short
            self._redraw()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Images."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Columns."""
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """Column titles."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return str(HEADERS[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, icon, tooltip and alignment of one cell."""
        if not index.isValid():
            return None
        item, column = self._items[index.row()], index.column()
        if role == Role.DisplayRole:
            return _text(item, column)
        if role == Role.DecorationRole:
            look = None
            if column == VERDICT and item.verdict is not None:
                look = LOOKS[str(item.verdict)]
            elif column == (NAME if self._short else DECISION) and item.decision is not None:
                look = DECISIONS[item.decision]
            return look and icons.icon(look.icon, look.colour_in(self._theme))
        if role == Role.AccessibleTextRole and column == NAME and self._short:
            return f"{_text(item, NAME)}, {_text(item, DECISION)}"
        if role == Role.TextAlignmentRole and column == SCORE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            return tr("Review", "{path}\nDecided: {decision}", path=item.path, decision=_text(item, DECISION))
        return None

    def _redraw(self) -> None:
        if self._items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._items) - 1, len(HEADERS) - 1))


def _text(item: QueueItem, column: int) -> str:
    if column == NAME:
        return item.path.name
    if column == VERDICT:
        return str(item.verdict) if item.verdict is not None else tr("Review", "None")
    if column == SCORE:
        return f"{item.score:.4f}" if item.score is not None else ""
    return DECISIONS[item.decision].word if item.decision is not None else str(NOT_YET)
