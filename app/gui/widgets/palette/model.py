"""The rows of the palette: the actions that fit what was typed, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.gui.actions import ACTIONS, ActionRegistry
from app.gui.widgets.palette.matching import fit
from core.language import tr

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Row:
    """One action as the palette shows it.

    Attributes:
        name: in the registry.
        title, group: what it does, and in which menu it stands.
        keys: as this system writes them; may be empty.
        hindrance: why it does not apply; empty = it does.
        checked: whether it is a switch that is on.
    """

    name: str
    title: str
    group: str
    keys: str
    hindrance: str
    checked: bool

    @property
    def spoken(self) -> str:
        """All of it in one line."""
        state = tr("Palette", "on") if self.checked else ""
        return ", ".join(part for part in (self.title, self.group, state, self.keys, self.hindrance) if part)


class PaletteModel(QAbstractListModel):
    """Every action but `left_out`. With nothing typed, the recent ones come first and what does not apply last."""

    def __init__(self, actions: ActionRegistry, left_out: str) -> None:
        super().__init__()
        self._actions = actions
        self._specs = [spec for spec in ACTIONS if spec.name != left_out]
        self._rows: list[Row] = []

    def show(self, query: str, recent: Sequence[str]) -> None:
        """Look `query` up; `recent` are the names of actions, the newest first."""
        self.beginResetModel()
        ranked = []
        for place, spec in enumerate(self._specs):
            worth = fit(query, spec.plain, (spec.shown_group, spec.shown_tip, spec.english))
            if not worth:
                continue
            row = Row(
                spec.name,
                spec.plain,
                spec.shown_group,
                self._actions.key_text(spec.name),
                self._actions.hindrance(spec.name),
                self._actions[spec.name].isChecked(),
            )
            late = recent.index(spec.name) if spec.name in recent else len(recent)
            # What was typed decides; among those that fit it as well, what applies comes first.
            ranked.append(((-round(worth), bool(row.hindrance), late, -worth, place), row))
        self._rows = [row for _, row in sorted(ranked, key=lambda pair: pair[0])]
        self.endResetModel()

    def row(self, index: _Index) -> Row | None:
        """The action at `index`."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many fit."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What the delegate draws, and what a screen reader says."""
        row = self.row(index)
        if row is None:
            return None
        if role == _Role.DisplayRole:
            return row.title
        if role == _Role.AccessibleTextRole:
            return row.spoken
        if role == _Role.UserRole:
            return row
        return None
