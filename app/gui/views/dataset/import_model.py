"""The groups of an import plan as a Qt model; every correction makes a new plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.gui import icons
from app.gui.theme import LIGHT, Theme
from app.gui.views.dataset.import_words import folder_of
from core.datasets.dataset import Label, Split
from core.datasets.import_plan import Group, ImportPlan
from core.datasets.role_words import LABELS, SPLITS
from core.language import later, tr

FOLDER, IMAGES, MASKS, LABEL, SPLIT, TYPE = range(6)
HEADERS = (
    later("Dataset", "Folder"),
    later("Dataset", "Images"),
    later("Dataset", "Masks"),
    later("Dataset", "Label"),
    later("Dataset", "Split"),
    later("Dataset", "Defect type"),
)
LABEL_ICONS = {
    Label.GOOD: ("ok", "ok"),
    Label.DEFECTIVE: ("ng", "ng"),
    Label.UNLABELLED: ("pending", "muted"),
}
"""Icon, and the name of its colour in `Theme`."""
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class GroupsModel(QAbstractTableModel):
    """Emits `edited()` when the user changed the plan."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = ImportPlan()
        self._folders: dict[int, str] = {}
        self._theme = LIGHT

    @property
    def plan(self) -> ImportPlan:
        """The plan as it is now."""
        return self._plan

    def set_plan(self, plan: ImportPlan) -> None:
        """Show another plan."""
        self.beginResetModel()
        self._plan = plan
        self._folders = {}
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        self._theme = theme
        self._changed(range(len(self._plan.groups)))

    def group(self, row: int) -> Group:
        """The group of a row."""
        return self._plan.groups[row]

    @property
    def defect_types(self) -> list[str]:
        """The types that occur."""
        return sorted({group.defect_type for group in self._plan.groups if group.defect_type})

    def set_role(
        self,
        rows: Sequence[int],
        *,
        label: Label | None = None,
        split: Split | None = None,
        defect_type: str | None = None,
    ) -> None:
        """Correct the role of some groups; a type is taken by defective ones only."""

        def corrected(group: Group) -> Group:
            # Of a plan of its own, so that a thousand groups take a thousand steps and not a million.
            alone = ImportPlan(groups=(group,))
            changed = alone.with_role(group, label=label, split=split, defect_type=defect_type)
            return changed.groups[0]

        self._edit({row: corrected(self.group(row)) for row in rows})

    def set_left_out(self, rows: Sequence[int], left_out: bool) -> None:
        """Leave some groups out, or take them in again."""
        self._edit({row: replace(self.group(row), left_out=left_out) for row in rows})

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Groups."""
        return 0 if parent.isValid() else len(self._plan.groups)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Columns."""
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return str(HEADERS[section])
        if role == Role.TextAlignmentRole and section in (IMAGES, MASKS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked, the roles edited; only defective images have a type."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return flags
        group, column = self.group(index.row()), index.column()
        if column == FOLDER:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        if column in (LABEL, SPLIT) or (column == TYPE and group.label is Label.DEFECTIVE):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Text, tick, icon and look of one cell."""
        if not index.isValid():
            return None
        group, column = self.group(index.row()), index.column()
        if role == Role.EditRole and column in (LABEL, SPLIT):
            return str(group.label if column == LABEL else group.split)
        if role in (Role.DisplayRole, Role.EditRole):
            return self._text(index.row(), group, column)
        if role == Role.CheckStateRole and column == FOLDER:
            return Qt.CheckState.Unchecked if group.left_out else Qt.CheckState.Checked
        if role == Role.TextAlignmentRole and column in (IMAGES, MASKS):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._look(index.row(), group, column, role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:  # noqa: N802
        """Tick, or correct the role of, one row."""
        if role == Role.CheckStateRole and index.column() == FOLDER:
            self.set_left_out([index.row()], Qt.CheckState(value) == Qt.CheckState.Unchecked)
            return True
        return role == Role.EditRole and self.edit([index.row()], index.column(), value)

    def edit(self, rows: Sequence[int], column: int, value: Any) -> bool:
        """Set the value of a role's column in some rows."""
        if column == LABEL:
            self.set_role(rows, label=Label(value))
        elif column == SPLIT:
            self.set_role(rows, split=Split(value))
        elif column == TYPE:
            self.set_role(rows, defect_type=str(value).strip())
        else:
            return False
        return True

    def masks(self, row: int) -> int:
        """Images of a group whose mask would be imported; of good ones none is."""
        return len(self.group(row).to_import().masks)

    def _text(self, row: int, group: Group, column: int) -> str:
        match column:
            case 0:
                return self._folder(row, group)
            case 1:
                return f"{len(group.samples):,}"
            case 2:
                number = self.masks(row)
                return f"{number:,}" if number else "–"
            case 3:
                return str(LABELS[group.label])
            case 4:
                return str(SPLITS[group.split])
            case _:
                return group.defect_type

    def _folder(self, row: int, group: Group) -> str:
        if row not in self._folders:
            self._folders[row] = folder_of(group, self._plan)
        return self._folders[row]

    def _look(self, row: int, group: Group, column: int, role: int) -> Any:
        if role == Role.ToolTipRole:
            return str(group.folder) if column == FOLDER else None
        if role == Role.DecorationRole and column == LABEL:
            name, colour = LABEL_ICONS[group.label]
            return icons.icon(name, self._theme.muted if group.left_out else getattr(self._theme, colour))
        if role == Role.ForegroundRole and group.left_out:
            return QColor(self._theme.muted)
        if role == Role.AccessibleTextRole:
            text = self._text(row, group, column)
            return tr("Dataset", "{name}: {value}", name=HEADERS[column], value=text)
        return None

    def _edit(self, changed: dict[int, Group]) -> None:
        if not changed:
            return
        groups = list(self._plan.groups)
        for row, group in changed.items():
            groups[row] = group
        self._plan = replace(self._plan, groups=tuple(groups))
        self._changed(changed)
        self.edited.emit()

    def _changed(self, rows: Any) -> None:
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(HEADERS) - 1))
