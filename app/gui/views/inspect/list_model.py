"""The image list as a Qt model: sorted and filtered as arrays, never a file opened to fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.gui import icons
from app.gui.theme import LIGHT, Theme
from app.gui.views.inspect.flips import FLIPS, KINDS, difference, flip_of
from app.gui.views.inspect.list_columns import Chosen, ListColumns, Numbers, Places, in_order
from app.gui.views.inspect.store import Entry, InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS, word_of
from core.inspection.segment import SegmentSettings
from core.language import Later, later, tr
from core.project.text_match import Pattern

NAME, VERDICT, SCORE, DEFECTS, OTHER_VERDICT, OTHER_SCORE, DIFFERENCE = range(7)
HEADERS: tuple[str | Later, ...] = (
    later("Inspect", "Image"),
    later("Inspect", "Verdict"),
    later("Inspect", "Score"),
    later("Inspect", "Defects"),
    "B",
    later("Inspect", "Score B"),
    "B − A",
)
COMPARED: dict[int, str | Later] = {VERDICT: "A", SCORE: later("Inspect", "Score A")}
"""Titles that differ while two models are compared."""
NUMBERS = (SCORE, DEFECTS, OTHER_SCORE, DIFFERENCE)
ROLES = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole})
"""What has to be looked up; a view asks for a dozen roles of every cell that it paints."""
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ImageListModel(QAbstractTableModel):
    """A view of an `InspectionStore`: rows are paths, ordered by one column, cut down to one verdict and to names.

    While two models are compared, a second store over the same images fills the last three columns.

    A custom order is kept instead of a `QSortFilterProxyModel`: that would call Python twice per comparison,
    0.7 s for 10,000 images. The stores are read as a whole by `reload`, and image by image by `update`.
    """

    def __init__(self, store: InspectionStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._columns = ListColumns(store)
        self._other: InspectionStore | None = None
        self._other_columns: ListColumns | None = None
        # The place of the image in each row, and the row of the image at each place; -1 = not shown.
        self._places: list[int] = []
        self._rows: Places = np.full(len(self._columns), -1)
        self._column = SCORE
        self._descending = True
        self._filter = ""
        self._search: Pattern | None = None
        self._found: Chosen | None = None
        self._settings: SegmentSettings | None = None
        self._theme = LIGHT

    def counts(self) -> Counter[str]:
        """How many images there are of each verdict, whatever the filter."""
        return self._columns.counts()

    def other_counts(self) -> Counter[str]:
        """The same by the verdicts of the second model; empty without one."""
        return self._other_columns.counts() if self._other_columns is not None else Counter()

    def flips(self) -> Counter[str]:
        """How many verdicts flip in each way (`flips.KINDS`), whatever the filter."""
        return self._columns.flips(self._other_columns)

    def path(self, row: int) -> Path:
        """The image in `row`."""
        return self._columns.paths[self._places[row]]

    def row(self, path: Path | None) -> int:
        """The row of `path`, -1 if it is not shown."""
        place = self._columns.places.get(path, -1) if path is not None else -1
        return int(self._rows[place]) if place >= 0 else -1

    @property
    def filter(self) -> str:
        """What is shown: see `set_filter`."""
        return self._filter

    def set_theme(self, theme: Theme) -> None:
        """Draw the verdicts in the colours of `theme`."""
        self._theme = theme
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, len(HEADERS) - 1))

    def set_settings(self, settings: SegmentSettings) -> None:
        """The settings in force: defect counts made by others are marked."""
        self._settings = settings
        self.set_theme(self._theme)

    def set_filter(self, word: str) -> None:
        """Show only the verdict `word` (a key of `LOOKS`), or the flips (`FLIPS` or one of `KINDS`); empty = all."""
        self._filter = word
        self._choose()

    def set_search(self, text: str) -> None:
        """Show only images whose name contains `text`, whatever the case; with `*` and `?` all of it must match."""
        text = text.strip()
        self._search = Pattern(text, wild="*" in text or "?" in text) if text else None
        self._look_for()
        self._choose()

    def set_other(self, store: InspectionStore | None) -> None:
        """Compare with what another model found; None = no more."""
        self._other = store
        if store is None:
            if self._column in (OTHER_VERDICT, OTHER_SCORE, DIFFERENCE):
                self._column, self._descending = SCORE, True
            if self._filter == FLIPS or self._filter in KINDS:
                self._filter = ""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADERS) - 1)
        self.reload()

    def reload(self) -> None:
        """Take the stores as they are now."""
        self.beginResetModel()
        self._columns.read()
        self._other_columns = ListColumns(self._other) if self._other is not None else None
        self._look_for()
        self._set(self._ordered())
        self.endResetModel()

    def update(self, paths: Iterable[Path]) -> None:
        """Entries of `paths` changed: put them in order; the selection stays on its image."""
        paths = list(paths)
        self._columns.read_again(paths)
        if self._other_columns is not None:
            self._other_columns.read_again(paths)
        order = self._ordered()
        shown = np.zeros(len(self._columns), np.bool_)
        shown[order] = True
        if not np.array_equal(shown, self._rows >= 0):
            self._choose()
            return
        self._reorder(order)
        rows = [row for row in map(self.row, paths) if row >= 0]
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(HEADERS) - 1))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by `column`; what has no value there comes last either way."""
        self._column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._reorder(self._ordered())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Images shown."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Columns."""
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """Column titles."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return str((COMPARED if self._other is not None else {}).get(section, HEADERS[section]))
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, icon, tooltip and alignment of one cell."""
        if role == Role.TextAlignmentRole:
            return RIGHT if index.column() in NUMBERS else None
        if role not in ROLES or not index.isValid():
            return None
        entry = self._store[self.path(index.row())]
        column = index.column()
        if role == Role.DisplayRole:
            return self._text(entry, column)
        if role == Role.ToolTipRole:
            return self._tip(entry, column)
        if column not in (VERDICT, OTHER_VERDICT):
            return None
        judged = entry if column == VERDICT else self._second(entry)
        look = LOOKS[word_of(judged)] if judged is not None else None
        return icons.icon(look.icon, look.colour_in(self._theme)) if look is not None else None

    def _second(self, entry: Entry) -> Entry | None:
        return self._other[entry.path] if self._other is not None and entry.path in self._other else None

    def _text(self, entry: Entry, column: int) -> str:
        if column == NAME:
            return entry.path.name
        if column == VERDICT:
            return LOOKS[word_of(entry)].word
        if column == DEFECTS:
            return f"{entry.defects}{' *' if self._outdated(entry) else ''}" if entry.verdict else ""
        other = self._second(entry)
        if column == OTHER_VERDICT:
            return LOOKS[word_of(other)].word if other is not None else ""
        if column == DIFFERENCE:
            gap = difference(entry, other)
            return "" if gap is None else f"{gap:+.4f}"
        judged = entry if column == SCORE else other
        return "" if judged is None or judged.score is None else f"{judged.score:.4f}"

    def _tip(self, entry: Entry, column: int) -> str:
        other = self._second(entry)
        if column in (OTHER_VERDICT, OTHER_SCORE) and other is not None and other.failed is not None:
            return other.failed.shown
        if entry.failed is not None:
            return entry.failed.shown
        if column == DEFECTS and self._outdated(entry):
            return tr("Inspect", "* Counted with earlier segmentation settings")
        flip = flip_of(entry, other)
        if not flip:
            return str(entry.path)
        return tr("Inspect", "{path}\nThe verdict flips: {flip}", path=entry.path, flip=flip)

    def _outdated(self, entry: Entry) -> bool:
        return entry.verdict is not None and entry.settings != self._settings

    def _look_for(self) -> None:
        self._found = self._columns.contain(self._search) if self._search is not None else None

    def _choose(self) -> None:
        """Show what the filter and the search leave."""
        self.beginResetModel()
        self._set(self._ordered())
        self.endResetModel()

    def _ordered(self) -> Places:
        order = in_order(*self._keys(), self._columns.pending, self._descending)
        if self._filter:
            order = order[self._columns.say(self._filter, self._other_columns)[order]]
        if self._found is not None:
            order = order[self._found[order]]
        return order

    def _keys(self) -> tuple[Numbers, Numbers]:
        """What the column is ordered by, and what decides between equal ones."""
        own, other, column = self._columns, self._other_columns, self._column
        listed = np.zeros(len(own))
        if column == NAME:
            return own.names, listed
        if column == DEFECTS:
            return np.where(np.isnan(own.scores), np.nan, own.defects), own.scores
        if column in (VERDICT, OTHER_VERDICT) and (judged := own if column == VERDICT else other) is not None:
            # Descending = worst first.
            return -judged.words.astype(np.float64), np.nan_to_num(judged.scores)
        if column == SCORE:
            return own.scores, listed
        if other is None:
            return np.full(len(own), np.nan), listed
        # Where the two models disagree most, whichever of them is stricter.
        return other.scores if column == OTHER_SCORE else np.abs(other.scores - own.scores), listed

    def _set(self, order: Places) -> None:
        self._places = order.tolist()
        self._rows = np.full(len(self._columns), -1)
        self._rows[order] = np.arange(len(order))

    def _reorder(self, order: Places) -> None:
        places = order.tolist()
        if places == self._places:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [self._places[index.row()] for index in old]
        self._set(order)
        new = [self.index(int(self._rows[p]), i.column()) for p, i in zip(held, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()
