"""The table of all actions with their keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.gui.action_spec import ActionSpec, shown_group
from app.gui.actions import ACTIONS, ActionRegistry
from app.gui.widgets.palette.matching import fit
from core.language import later, tr

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

COLUMNS = (
    later("Shortcuts", "Action"),
    later("Shortcuts", "Menu"),
    later("Shortcuts", "Applies in"),
    later("Shortcuts", "Keys"),
)


class KeyModel(QAbstractTableModel):
    """Rows are actions, in the registry's order; `show` leaves some out."""

    def __init__(self, actions: ActionRegistry) -> None:
        super().__init__(actions)
        self._actions = actions
        self._specs: list[ActionSpec] = list(ACTIONS)
        # A view asks for these many times each.
        self._rows: list[tuple[tuple[str, ...], bool]] = []
        self._write()
        actions.keys_changed.connect(self._on_keys)

    def show(self, query: str, only_changed: bool) -> None:
        """Show the actions that fit `query` by name, menu or key, perhaps only those with other keys than at first."""
        self.beginResetModel()
        self._specs = [
            spec
            for spec in ACTIONS
            if fit(query, spec.plain, (spec.shown_group, self._actions.key_text(spec.name), spec.english))
            and (not only_changed or self._actions.keymap.is_changed(spec.name))
        ]
        self._write()
        self.endResetModel()

    def name(self, index: _Index) -> str:
        """The action of a row; empty without one."""
        return self._specs[index.row()].name if index.isValid() else ""

    def index_of(self, name: str) -> QModelIndex:
        """The row of an action; not valid if it is not shown."""
        names = [spec.name for spec in self._specs]
        return self.index(names.index(name), 0) if name in names else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many actions are shown."""
        return 0 if parent.isValid() else len(self._specs)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """The columns of `COLUMNS`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: N802
        """Titles."""
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return str(COLUMNS[section])
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Texts; what was changed is said, and bold."""
        if not index.isValid():
            return None
        texts, changed = self._rows[index.row()]
        if role == _Role.DisplayRole:
            return texts[index.column()]
        if role == _Role.ToolTipRole:
            return self._actions.tip(self._specs[index.row()].name)
        if role == _Role.FontRole and changed:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def widest(self, column: int) -> str:
        """The longest text of a column."""
        return max((texts[column] for texts, _ in self._rows), key=len, default=str(COLUMNS[column]))

    def _write(self) -> None:
        self._rows = []
        for spec in self._specs:
            keys, changed = self._actions.key_text(spec.name), self._actions.keymap.is_changed(spec.name)
            if changed:
                keys = tr("Shortcuts", "{keys} (changed)", keys=keys or tr("Shortcuts", "none"))
            where = shown_group(spec.scope.capitalize()) if spec.scope else tr("Shortcuts", "every view")
            texts = spec.plain, spec.shown_group, where, keys
            self._rows.append((texts, changed))

    def _on_keys(self) -> None:
        self._write()
        if self._specs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._specs) - 1, len(COLUMNS) - 1))
