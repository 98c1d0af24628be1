"""The image list as a Qt model: sorted and filtered in Python at once, never a file opened to fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.gui import icons
from app.gui.theme import LIGHT, Theme
from app.gui.views.inspect.flips import FLIPS, KINDS, all_flips, difference, flip_of
from app.gui.views.inspect.store import Entry, InspectionStore
from app.gui.views.inspect.verdict_look import LOOKS, word_of
from core.images.find import natural_key
from core.inspection.segment import SegmentSettings
from core.project.text_match import Pattern, fold

NAME, VERDICT, SCORE, DEFECTS, OTHER_VERDICT, OTHER_SCORE, DIFFERENCE = range(7)
HEADERS = ("Image", "Verdict", "Score", "Defects", "B", "Score B", "B − A")
COMPARED = {VERDICT: "A", SCORE: "Score A"}
"""Titles that differ while two models are compared."""
NUMBERS = (SCORE, DEFECTS, OTHER_SCORE, DIFFERENCE)
SEVERITY = {word: rank for rank, word in enumerate(LOOKS)}
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ImageListModel(QAbstractTableModel):
    """A view of an `InspectionStore`: rows are paths, ordered by one column, cut down to one verdict and to names.

    While two models are compared, a second store over the same images fills the last three columns.

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
        self._search: Pattern | None = None
        self._other: InspectionStore | None = None
        self._settings: SegmentSettings | None = None
        self._theme = LIGHT

    def counts(self) -> Counter[str]:
        """How many images there are of each verdict, whatever the filter."""
        return Counter(word_of(entry) for entry in self._store.entries)

    def other_counts(self) -> Counter[str]:
        """The same by the verdicts of the second model; empty without one."""
        return (
            Counter(word_of(entry) for entry in self._other.entries) if self._other is not None else Counter()
        )

    def flips(self) -> Counter[str]:
        """How many verdicts flip in each way (`flips.KINDS`), whatever the filter."""
        return Counter(all_flips(self._pairs())) if self._other is not None else Counter()

    def path(self, row: int) -> Path:
        """The image in `row`."""
        return self._paths[row]

    def row(self, path: Path | None) -> int:
        """The row of `path`, -1 if it is not shown."""
        return self._rows.get(path, -1) if path is not None else -1

    @property
    def filter(self) -> str:
        """What is shown: see `set_filter`."""
        return self._filter

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
        """Show only the verdict `word` (a key of `LOOKS`), or the flips (`FLIPS` or one of `KINDS`); empty = all."""
        self._filter = word
        self.reload()

    def set_search(self, text: str) -> None:
        """Show only images whose name contains `text`, whatever the case; with `*` and `?` all of it must match."""
        text = text.strip()
        self._search = Pattern(text, wild="*" in text or "?" in text) if text else None
        self.reload()

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
            return (COMPARED if self._other is not None else {}).get(section, HEADERS[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, icon, tooltip and alignment of one cell."""
        if not index.isValid():
            return None
        entry = self._store[self._paths[index.row()]]
        column = index.column()
        if role == Role.DisplayRole:
            return self._text(entry, column)
        if role == Role.DecorationRole and column in (VERDICT, OTHER_VERDICT):
            judged = entry if column == VERDICT else self._second(entry)
            look = LOOKS[word_of(judged)] if judged is not None else None
            return icons.icon(look.icon, look.colour_in(self._theme)) if look is not None else None
        if role == Role.TextAlignmentRole and column in NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            return self._tip(entry, column)
        return None

    def _second(self, entry: Entry) -> Entry | None:
        return self._other[entry.path] if self._other is not None and entry.path in self._other else None

    def _pairs(self) -> Iterator[tuple[Entry, Entry | None]]:
        return ((entry, self._second(entry)) for entry in self._store.entries)

    def _text(self, entry: Entry, column: int) -> str:
        if column == NAME:
            return entry.path.name
        if column == VERDICT:
            return word_of(entry)
        if column == DEFECTS:
            return f"{entry.defects}{' *' if self._outdated(entry) else ''}" if entry.verdict else ""
        other = self._second(entry)
        if column == OTHER_VERDICT:
            return word_of(other) if other is not None else ""
        if column == DIFFERENCE:
            gap = difference(entry, other)
            return "" if gap is None else f"{gap:+.4f}"
        judged = entry if column == SCORE else other
        return "" if judged is None or judged.score is None else f"{judged.score:.4f}"

    def _tip(self, entry: Entry, column: int) -> str:
        other = self._second(entry)
        if column in (OTHER_VERDICT, OTHER_SCORE) and other is not None and other.error:
            return other.error
        if entry.error:
            return entry.error
        if column == DEFECTS and self._outdated(entry):
            return "* Counted with earlier segmentation settings"
        flip = flip_of(entry, other)
        return f"{entry.path}\nThe verdict flips: {flip}" if flip else str(entry.path)

    def _outdated(self, entry: Entry) -> bool:
        return entry.verdict is not None and entry.settings != self._settings

    def _shown(self, first: Entry, second: Entry | None) -> bool:
        if self._search is not None and not self._search.contained_in(fold(first.path.name)):
            return False
        if not self._filter:
            return True
        if self._filter == FLIPS or self._filter in KINDS:
            flip = flip_of(first, second)
            return bool(flip) if self._filter == FLIPS else flip == self._filter
        return word_of(first) == self._filter

    def _ordered(self) -> list[Path]:
        key = _KEYS[self._column]
        keyed = [(key(*pair), pair[0]) for pair in self._pairs() if self._shown(*pair)]
        known = [row for row in keyed if row[0] is not None]
        known.sort(key=itemgetter(0), reverse=self._descending)
        # Unreadable files before those that nobody looked at yet.
        rest = sorted((entry for value, entry in keyed if value is None), key=lambda entry: entry.pending)
        return [entry.path for _, entry in known] + [entry.path for entry in rest]

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


def _verdict(entry: Entry | None) -> tuple[int, float] | None:
    # Descending = worst first: NG has rank 0.
    return None if entry is None else (-SEVERITY[word_of(entry)], entry.score or 0.0)


def _defects(entry: Entry) -> tuple[int, float] | None:
    return None if entry.score is None else (entry.defects, entry.score)


def _difference(first: Entry, second: Entry | None) -> float | None:
    gap = difference(first, second)
    return None if gap is None else abs(gap)


_KEYS: dict[int, Callable[[Entry, Entry | None], Any]] = {
    NAME: lambda first, _: natural_key(first.path.name),
    VERDICT: lambda first, _: _verdict(first),
    SCORE: lambda first, _: first.score,
    DEFECTS: lambda first, _: _defects(first),
    OTHER_VERDICT: lambda _, second: _verdict(second),
    OTHER_SCORE: lambda _, second: None if second is None else second.score,
    # Where the two models disagree most, whichever of them is stricter.
    DIFFERENCE: _difference,
}
"""What a column is ordered by; None comes last either way."""
