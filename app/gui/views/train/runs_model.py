"""The runs as a list model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.gui.views.train.run_row import LIVE, RunRow, State
from app.gui.widgets.job_row import duration
from core.language import later, listed, tr, tr_n

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
"""The `RunRow` behind an index."""

WORDS = {
    State.QUEUED: later("Train", "waits"),
    State.STARTING: later("Train", "starting"),
    State.RUNNING: later("Train", "training"),
    State.PAUSED: later("Train", "paused"),
    State.STOPPING: later("Train", "stopping"),
    State.DISCARDING: later("Train", "cancelling"),
    State.DONE: later("Train", "done"),
    State.STOPPED: later("Train", "stopped, kept"),
    State.CANCELLED: later("Train", "cancelled"),
    State.FAILED: later("Train", "failed"),
    State.INTERRUPTED: later("Train", "interrupted"),
    State.ELSEWHERE: later("Train", "trains elsewhere"),
}


class RunsModel(QAbstractListModel):
    """Signals: `renamed(RunRow, str)`, a name that the user typed."""

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RunRow] = []

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these; where the same runs are listed as before, only what they say changes."""
        rows = list(rows)
        if [row.folder for row in rows] == [row.folder for row in self._rows]:
            changed = [n for n, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
            self._rows = rows
            for number in changed:
                self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, number: int) -> RunRow:
        """The run in a row."""
        return self._rows[number]

    def number_of(self, folder: Path) -> int:
        """The row of a run; -1 = it is not listed."""
        return next((n for n, row in enumerate(self._rows) if row.folder == folder), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Runs."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A run that has ended can be renamed."""
        flags = super().flags(index)
        if index.isValid() and can_rename(self._rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, tooltip, and the row itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(text for text in (str(row.folder), row.error) if text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed([row.name, state_text(row), figures_text(row), facts_text(row)])
        return row if role == ROW else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """What was typed; the list says it once it is in the project."""
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not name:
            return False
        row = self._rows[index.row()]
        if name != row.name:
            self.renamed.emit(row, name)
        return True


def can_rename(row: RunRow) -> bool:
    """Whether the run has ended, and so can be called something else."""
    return row.state not in (*LIVE, State.QUEUED, State.ELSEWHERE) and row.settings is not None


def state_text(row: RunRow) -> str:
    """How it stands, in a word or two."""
    if row.state is State.QUEUED:
        return tr("Train", "waits, {place}.", place=row.place)
    if row.state is State.RUNNING and row.seconds_left is not None:
        return tr("Train", "training, {time} left", time=duration(row.seconds_left))
    return str(WORDS[row.state])


def figures_text(row: RunRow) -> str:
    """The best epoch's figures, as far as there are any."""
    parts = []
    if row.best is not None:
        parts.append(f"AUROC {row.best.auroc:.3f}")
        if row.best.f1 is not None:
            parts.append(f"F1 {row.best.f1:.3f}")
        if row.best.good_mse:
            parts.append(f"MSE {row.best.good_mse:.1f}")
    return " · ".join(parts)


def facts_text(row: RunRow) -> str:
    """Preset, masks, time, date: what there is of it."""
    parts = [row.preset]
    if row.masks:
        parts.append(tr_n("Train", row.masks, "{n} mask", "{n} masks"))
    if row.minutes is not None:
        parts.append(duration(60 * row.minutes))
    if row.created is not None:
        parts.append(row.created.strftime("%Y-%m-%d %H:%M"))
    return " · ".join(part for part in parts if part)
