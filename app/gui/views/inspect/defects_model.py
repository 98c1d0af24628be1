"""The defects of the shown image as a Qt model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.inspection.result import Defect
from core.language import Later, later, tr

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Column:
    """Title, tooltip, the value to sort by and its text."""

    title: Later
    tip: Later
    value: Callable[[Defect], float]
    text: Callable[[Defect], str]


COLUMNS = (
    Column(
        later("Inspect", "Area"),
        later("Inspect", "Area in pixels of the original image"),
        lambda d: d.area_px,
        lambda d: f"{d.area_px:,.0f}",
    ),
    Column(
        later("Inspect", "Length"),
        later("Inspect", "Longer side of the smallest enclosing rectangle, pixels"),
        lambda d: d.length_px,
        lambda d: f"{d.length_px:,.1f}",
    ),
    Column(
        later("Inspect", "SSIM"),
        later("Inspect", "Mean SSIM inside; lower = more different"),
        lambda d: d.mean_ssim,
        lambda d: f"{d.mean_ssim:.3f}",
    ),
    Column(
        later("Inspect", "Contrast"),
        later("Inspect", "Mean difference between original and repair inside, 0 to 1"),
        lambda d: d.contrast,
        lambda d: f"{d.contrast:.3f}",
    ),
    Column(
        later("Inspect", "Place"),
        later("Inspect", "Centre x, y in pixels of the original image"),
        lambda d: d.y,
        lambda d: f"{d.x:.0f}, {d.y:.0f}",
    ),
)


class DefectsModel(QAbstractTableModel):
    """Column 0 is the defect's number, the same as beside its contour."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._defects: Sequence[Defect] = ()
        self._order: list[int] = []
        self._column = 0
        self._descending = False

    def set_defects(self, defects: Sequence[Defect]) -> None:
        """Show the defects of another image."""
        self.beginResetModel()
        self._defects = defects
        self._order = self._ordered()
        self.endResetModel()

    def defect(self, row: int) -> tuple[int, Defect]:
        """Index in the inspection, and the defect, of a row."""
        index = self._order[row]
        return index, self._defects[index]

    def texts(self, row: int) -> list[str]:
        """What all cells of a row say."""
        number, defect = self.defect(row)
        return [str(number + 1), *(column.text(defect) for column in COLUMNS)]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows; without a column (-1), as in the inspection."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._order[i.row()] for i in old]
        self._column = column
        self._descending = order == Qt.SortOrder.DescendingOrder
        self._order = self._ordered()
        rows = {index: row for row, index in enumerate(self._order)}
        new = [self.index(rows[k], i.column()) for k, i in zip(kept, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Defects."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Number and figures."""
        return 0 if parent.isValid() else 1 + len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """Titles with their units as tooltips."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return "#" if section == 0 else str(COLUMNS[section - 1].title)
        if role == Role.ToolTipRole and section > 0:
            return str(COLUMNS[section - 1].tip)
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Figures."""
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            return self.texts(index.row())[index.column()]
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            _, defect = self.defect(index.row())
            share = f"{defect.area_percent:.3f} %"
            return tr("Inspect", "{share} of the image. Click to zoom to it.", share=share)
        return None

    def _ordered(self) -> list[int]:
        def key(index: int) -> float:
            return index if self._column <= 0 else COLUMNS[self._column - 1].value(self._defects[index])

        return sorted(range(len(self._defects)), key=key, reverse=self._descending)
