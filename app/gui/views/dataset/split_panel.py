"""Assign splits: by seed, stratified, and never before the result was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.gui.widgets.scrolled import Scrolled
from core.datasets.dataset import Label, Split
from core.datasets.role_words import LABELS, SPLIT_NAMES
from core.datasets.role_words import SPLITS as SPLITS_IN_WORDS
from core.language import tr, tr_n

if TYPE_CHECKING:
    from core.project.splitting import Counts, SplitPlan

REST_MS = 250
"""Rest after a change before the splits are drawn anew."""
SPLITS = (Split.TRAIN, Split.VALIDATION, Split.TEST, Split.UNASSIGNED)


class SplitPanel(QWidget):
    """Signals: `plan_asked(seed, validation, test, anew)`, shares in 0..1; `assign_asked(SplitPlan)`."""

    plan_asked = Signal(int, float, float, bool)
    assign_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: SplitPlan | None = None
        self._editable = True
        text = QLabel(
            tr(
                "Dataset",
                "Draws which labelled images validate and test; the others train. Every label and defect type keeps "
                "its share. The same seed draws the same images.",
            ),
            self,
        )
        text.setWordWrap(True)
        text.setProperty("role", "muted")
        self._validation = _percent(15, tr("Dataset", "Validation share"))
        self._test = _percent(0, tr("Dataset", "Test share"))
        self._seed = QSpinBox(self)
        self._seed.setRange(0, 2**31 - 1)
        self._seed.setAccessibleName(tr("Dataset", "Seed"))
        self._anew = QCheckBox(tr("Dataset", "Draw all of them anew"), self)
        self._anew.setToolTip(
            tr(
                "Dataset",
                "Off: a validation or test split that exists stays as it is.\n"
                "On: images that were tested on may then be trained on.",
            )
        )
        form = QFormLayout()
        # Where the text is large, a label stands above its field.
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(str(SPLIT_NAMES[Split.VALIDATION]), self._validation)
        form.addRow(str(SPLIT_NAMES[Split.TEST]), self._test)
        form.addRow(tr("Dataset", "Seed"), self._seed)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(10)
        self._table.setVerticalSpacing(4)
        self._cells: dict[tuple[int, int], QLabel] = {}
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._apply = QPushButton(tr("Dataset", "Assign splits"), self)
        self._apply.setProperty("primary", True)
        self._apply.clicked.connect(self._on_apply)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(text)
        layout.addLayout(form)
        layout.addWidget(self._anew)
        layout.addLayout(self._table)
        layout.addWidget(self._note)
        layout.addWidget(self._apply)
        layout.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(body, tr("Dataset", "Splits"), self))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.ask)
        for box in (self._validation, self._test, self._seed):
            box.valueChanged.connect(self._changed)
        self._anew.toggled.connect(self._changed)
        self.clear()

    def ask(self) -> None:
        """Ask for the splits that these settings draw."""
        self._rest.stop()
        self._plan = None
        self._refresh()
        validation, test = self._validation.value() / 100, self._test.value() / 100
        if validation + test >= 1:
            self._say(
                tr(
                    "Dataset",
                    "Nothing would be left to train on: validation and test have to be below 100 % together.",
                )
            )
            return
        self.plan_asked.emit(self._seed.value(), validation, test, self._anew.isChecked())

    def show_plan(self, plan: SplitPlan) -> None:
        """Show what would come of it."""
        self._plan = plan
        self._fill(plan.before, plan.after)
        moved = len(plan.splits)
        self._say(
            tr_n("Dataset", moved, "{n} image would move.", "{n} images would move.")
            if moved
            else tr("Dataset", "Nothing would change.")
        )
        self._refresh()

    def clear(self) -> None:
        """Nothing is drawn."""
        self._rest.stop()
        self._plan = None
        self._fill({}, {})
        self._say("")
        self._refresh()

    def set_read_only(self, reason: str) -> None:
        """Say why splits cannot be assigned; "" = they can."""
        self._editable = not reason
        self._apply.setToolTip(reason)
        self._refresh()

    def draw_again(self) -> None:
        """The images have changed: what was drawn does not hold any more."""
        self._changed()

    def _changed(self) -> None:
        self._plan = None
        self._refresh()
        self._rest.start()

    def _on_apply(self) -> None:
        if self._plan is not None:
            plan, self._plan = self._plan, None
            self._refresh()
            self.assign_asked.emit(plan)

    def _refresh(self) -> None:
        self._apply.setEnabled(self._editable and self._plan is not None and bool(self._plan.splits))

    def _say(self, text: str) -> None:
        self._note.setText(text)

    def _fill(self, before: Counts, after: Counts) -> None:
        for column, text in enumerate(("", str(LABELS[Label.GOOD]), str(LABELS[Label.DEFECTIVE]))):
            self._cell(0, column, text)
        for row, split in enumerate(SPLITS, start=1):
            self._cell(row, 0, str(SPLITS_IN_WORDS[split]))
            for column, label in enumerate((Label.GOOD, Label.DEFECTIVE), start=1):
                old, new = before.get(split, {}).get(label, 0), after.get(split, {}).get(label, 0)
                self._cell(row, column, f"{old:,} → {new:,}" if old != new else f"{new:,}")

    def _cell(self, row: int, column: int, text: str) -> None:
        label = self._cells.get((row, column))
        if label is None:
            label = self._cells[row, column] = QLabel(self)
            if row == 0 or column == 0:
                label.setProperty("role", "muted")
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            self._table.addWidget(label, row, column, side)
        label.setText(text)


def _percent(value: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 90)
    box.setSuffix(" %")
    box.setValue(value)
    box.setAccessibleName(name)
    return box
