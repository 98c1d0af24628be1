"""A table of what differs between runs: figures first, then settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.gui.views.train.run_row import RunRow
from app.gui.views.train.widgets.setting_fields import shown, shown_group, title_of
from app.gui.widgets.job_row import duration
from core.language import tr
from core.training.fields import fields, values

if TYPE_CHECKING:
    from core.training.fields import SettingField


class Differences(QTableWidget):
    """A column for each run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train", "What differs between the runs"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_runs(self, rows: Sequence[RunRow]) -> None:
        """Compare these."""
        lines = figures(rows) + settings(rows)
        self.setColumnCount(len(rows))
        self.setRowCount(len(lines))
        self.setHorizontalHeaderLabels([row.name for row in rows])
        self.setVerticalHeaderLabels([name for name, _ in lines])
        for number, (_, texts) in enumerate(lines):
            for column, text in enumerate(texts):
                self.setItem(number, column, QTableWidgetItem(text))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


def figures(rows: Sequence[RunRow]) -> list[tuple[str, list[str]]]:
    """The best epoch's figures and the time of each run."""
    best = [row.best for row in rows]
    lines = [
        ("AUROC", ["" if b is None else f"{b.auroc:.4f}" for b in best]),
        ("F1", ["" if b is None or b.f1 is None else f"{b.f1:.4f}" for b in best]),
        (
            tr("Train", "Good-repair MSE"),
            ["" if b is None or not b.good_mse else f"{b.good_mse:.2f}" for b in best],
        ),
        (tr("Train", "Masks"), [f"{row.masks:,}" if any(one.masks for one in rows) else "" for row in rows]),
        (tr("Train", "Best epoch"), ["" if b is None else str(b.epoch) for b in best]),
        (tr("Train", "Time"), ["" if row.minutes is None else duration(60 * row.minutes) for row in rows]),
    ]
    return [line for line in lines if any(line[1])]


def settings(rows: Sequence[RunRow]) -> list[tuple[str, list[str]]]:
    """The settings that are not the same in all runs; a run whose settings cannot be read has empty cells."""
    all_values = [None if row.settings is None else values(row.settings) for row in rows]
    known = [v for v in all_values if v is not None]
    names = [name for name in (known[0] if known else {}) if any(v[name] != known[0][name] for v in known)]
    known_fields = {field.name: field for field in fields()}
    return [
        (_words(known_fields.get(name)), ["" if v is None else _text(v[name]) for v in all_values])
        for name in names
    ]


def _words(field: SettingField | None) -> str:
    if field is None:
        # The one value that is no setting: where they started from.
        return tr("Train", "Preset")
    if "." not in field.name:
        return title_of(field)
    return tr("Train", "{group}: {setting}", group=shown_group(field.group), setting=title_of(field))


def _text(value: Any) -> str:
    return tr("Train", "as it is") if value is None else shown(value)
