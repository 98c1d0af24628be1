"""The image list as a Qt model: sorted and filtered in Python at once, never a file opened to fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.gui import icons
from app.gui.theme import LIGHT, Theme
from app.gui.views.inspect.store import Entry, InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS, word_of
from core.images.find import natural_key
from core.inspection.segment import SegmentSettings

NAME, VERDICT, SCORE, DEFECTS = range(4)
HEADERS = ("Image", "Verdict", "Score", "Defects")
SEVERITY = {word: rank for rank, word in enumerate(LOOKS)}
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ImageListModel(QAbstractTableModel):
    """A view of an `InspectionStore`: rows are paths, ordered by one column, cut down to one verdict.

    A custom order is kept instead of a `QSortFilterProxyModel`: that would call Python twice per comparison,
    0.7 s for 10,000 images.
    """

    def __init__(self, store: InspectionStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._paths: list[Path] = []
        self._rows: dict[Path, int] = {}
        self._column = SCORE
        self._descending = True
        self._filter = ""
        self._settings: SegmentSettings | None = None
        self._theme = LIGHT

    def counts(self) -> Counter[str]:
        """How many images there are of each verdict, whatever the filter."""
        return Counter(word_of(entry) for entry in self._store.entries)

    def path(self, row: int) -> Path:
        """The image in `row`."""
        return self._paths[row]

    def row(self, path: Path | None) -> int:
        """The row of `path`, -1 if it is not shown."""
        return self._rows.get(path, -1) if path is not None else -1

    def set_theme(self, theme: Theme) -> None:
        """Draw the verdicts in the colours of `theme`."""
        self._theme = theme
        if self._paths:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._paths) - 1, len(HEADERS) - 1))

    def set_settings(self, settings: SegmentSettings) -> None:
        """The settings in force: defect counts made by others are marked."""
        self._settings = settings
        self.set_theme(self._theme)

    def set_filter(self, word: str) -> None:
        """Show only the verdict `word` (a key of `LOOKS`); empty = all."""
        self._filter = word
        self.reload()

    def reload(self) -> None:
        """Take the store as it is now."""
        self.beginResetModel()
        self._set(self._ordered())
        self.endResetModel()

    def update(self, paths: Iterable[Path]) -> None:
        """Entries of `paths` changed: put them in order; the selection stays on its image."""
        order = self._ordered()
        if len(order) != len(self._paths) or set(order) != self._rows.keys():
            self.beginResetModel()
            self._set(order)
            self.endResetModel()
            return
        if order != self._paths:
            self._reorder(order)
        rows = [self._rows[p] for p in paths if p in self._rows]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(HEADERS) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by `column`; what has no value there comes last either way."""
        self._column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._reorder(self._ordered())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Images shown."""
        return 0 if parent.isValid() else len(self._paths)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Columns."""
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """Column titles."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADERS[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, icon, tooltip and alignment of one cell."""
        if not index.isValid():
            return None
        entry = self._store[self._paths[index.row()]]
        column = index.column()
        if role == Role.DisplayRole:
            return self._text(entry, column)
        if role == Role.DecorationRole and column == VERDICT:
            look = LOOKS[word_of(entry)]
            return icons.icon(look.icon, look.colour_in(self._theme))
        if role == Role.TextAlignmentRole and column in (SCORE, DEFECTS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            return self._tip(entry, column)
        return None

    def _text(self, entry: Entry, column: int) -> str:
        if column == NAME:
            return entry.path.name
        if column == VERDICT:
            return word_of(entry)
        if entry.inspection is None:
            return ""
        if column == SCORE:
            return f"{entry.inspection.score:.4f}"
        return f"{len(entry.inspection.defects)}{' *' if self._outdated(entry) else ''}"

    def _tip(self, entry: Entry, column: int) -> str:
        if entry.error:
            return entry.error
        if column == DEFECTS and self._outdated(entry):
            return "* Counted with earlier segmentation settings"
        return str(entry.path)

    def _outdated(self, entry: Entry) -> bool:
        return entry.inspection is not None and entry.settings != self._settings

    def _ordered(self) -> list[Path]:
        shown = [e for e in self._store.entries if not self._filter or word_of(e) == self._filter]
        key = _KEYS[self._column]
        known = [e for e in shown if self._column in (NAME, VERDICT) or e.inspection is not None]
        known.sort(key=key, reverse=self._descending)
        if len(known) < len(shown):
            # Unreadable files before those that nobody looked at yet.
            rest = [e for e in shown if e.inspection is None]
            known += sorted(rest, key=lambda e: e.pending)
        return [e.path for e in known]

    def _set(self, order: list[Path]) -> None:
        self._paths = order
        self._rows = {path: row for row, path in enumerate(order)}

    def _reorder(self, order: list[Path]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        paths = [self._paths[i.row()] for i in old]
        self._set(order)
        new = [self.index(self._rows[p], i.column()) for p, i in zip(paths, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


def _score(entry: Entry) -> float:
    return entry.inspection.score if entry.inspection is not None else 0.0


def _defects(entry: Entry) -> float:
    return len(entry.inspection.defects) if entry.inspection is not None else 0


_KEYS: dict[int, Callable[[Entry], Any]] = {
    NAME: lambda e: natural_key(e.path.name),
    # Descending = worst first: NG has rank 0.
    VERDICT: lambda e: (-SEVERITY[word_of(e)], _score(e)),
    SCORE: _score,
    DEFECTS: lambda e: (_defects(e), _score(e)),
}
