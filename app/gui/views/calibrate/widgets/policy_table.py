"""The policies and what each of them costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.figure_box import FigureBox
from app.gui.views.calibrate.widgets.policy_row import (
    COLUMNS,
    POLICY,
    SAMPLES,
    SETTING,
    TIPS,
    Setting,
    kind_of,
    setting_of,
    texts,
    tip,
    with_setting,
)
from core.language import tr

if TYPE_CHECKING:
    from core.evaluation.policy_costs import PolicyCost


class PolicyTable(QWidget):
    """A row for each policy; Enter, a double click or the button applies the one that is selected."""

    policy_chosen = Signal(str)
    """Another row is selected: its policy."""
    policy_applied = Signal(str)
    policy_edited = Signal(str, str)
    """The policy of a row, and the one with the figure that was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._costs: tuple[PolicyCost, ...] = ()
        self._current = ""
        self._items: list[list[QTableWidgetItem]] = []
        self.table = _Table(self)
        self.apply = QPushButton(tr("Calibrate", "Use these cuts"), self)
        self.apply.setEnabled(False)
        self.meaning = QLabel(self)
        self.meaning.setProperty("role", "muted")
        self.meaning.setWordWrap(True)
        below = QHBoxLayout()
        below.addWidget(self.meaning, 1)
        below.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)
        self.table.currentCellChanged.connect(lambda row, _column, old, _old: self._on_row(row, old))
        self.table.cellDoubleClicked.connect(lambda *_: self._apply())
        self.table.entered.connect(self._apply)
        self.apply.clicked.connect(self._apply)

    def chosen(self) -> str:
        """The policy that is selected; empty: none."""
        row = self.table.currentRow()
        return self._costs[row].policy if 0 <= row < len(self._costs) else ""

    def set_policies(self, costs: tuple[PolicyCost, ...]) -> None:
        """Show these. Where only settings and figures differ, the rows stay: selection, focus and what is typed."""
        same = [kind_of(c.policy) for c in costs] == [kind_of(c.policy) for c in self._costs]
        chosen = self.chosen()
        old, self._costs = self._costs, costs
        if not same:
            self._fill(next((row for row, cost in enumerate(costs) if cost.policy == chosen), -1))
        changed = [row for row, cost in enumerate(costs) if not same or cost != old[row]]
        for row in changed:
            self._show(row)
        if not same or any(costs[row].title != old[row].title for row in changed):
            self.table.resizeColumnToContents(POLICY)
        if self.table.currentRow() in (-1, *changed):
            self._explain()

    def set_current(self, policy: str) -> None:
        """Mark the policy that the cuts in use come from; a name that is not listed marks none."""
        if policy != self._current:
            self._current = policy
            self._mark_all()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "meaning"):
            self._mark_all()

    def _fill(self, chosen: int) -> None:
        """New rows, of which one is selected; -1: none."""
        with QSignalBlocker(self.table):
            self.table.setRowCount(0)
            self.table.setRowCount(len(self._costs))
            high = self.fontMetrics().height() + 10
            self._items = [[QTableWidgetItem() for _ in COLUMNS] for _ in self._costs]
            for row, cost in enumerate(self._costs):
                for column, item in enumerate(self._items[row]):
                    if column > SETTING:
                        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    self.table.setItem(row, column, item)
                if (setting := setting_of(cost.policy)) is not None:
                    box = self._editor(row, setting)
                    self.table.setCellWidget(row, SETTING, box)
                    # Rows take their height from texts alone.
                    high = max(high, box.sizeHint().height() + 4)
            self.table.verticalHeader().setDefaultSectionSize(high)
            self.table.setCurrentCell(chosen, POLICY if chosen >= 0 else -1)

    def _editor(self, row: int, setting: Setting) -> FigureBox:
        box = FigureBox(setting.name, setting.low, setting.high, setting.step, self.table)
        box.setPrefix(setting.before)
        box.setSuffix(setting.after)
        box.setValue(setting.value)
        box.valueChanged.connect(lambda value: self._on_edit(row, value))
        return box

    def _show(self, row: int) -> None:
        cost = self._costs[row]
        words = tip(cost)
        for item, text in zip(self._items[row][SETTING:], texts(cost)[SETTING:], strict=True):
            item.setText(text)
            item.setToolTip(words)
        self._mark(row)
        box, setting = self.table.cellWidget(row, SETTING), setting_of(cost.policy)
        if isinstance(box, FigureBox) and setting is not None:
            with QSignalBlocker(box):
                box.setValue(setting.value)

    def _mark(self, row: int) -> None:
        """The title; of the policy in use with a tick, bold, and with the words."""
        cost, item = self._costs[row], self._items[row][POLICY]
        used = cost.policy == self._current
        font = QFont(self.font())
        font.setBold(used)
        title = texts(cost)[POLICY]
        item.setText(tr("Calibrate", "{policy} (in use)", policy=title) if used else title)
        item.setToolTip(tip(cost))
        item.setFont(font)
        item.setIcon(icons.icon("ok", theme_of(self).ok) if used else QIcon())

    def _mark_all(self) -> None:
        for row in range(len(self._costs)):
            self._mark(row)
        self.table.resizeColumnToContents(POLICY)

    def _on_row(self, row: int, old: int) -> None:
        if row != old:
            self._explain()
            if self.chosen():
                self.policy_chosen.emit(self.chosen())

    def _explain(self) -> None:
        row = self.table.currentRow()
        cost = self._costs[row] if 0 <= row < len(self._costs) else None
        self.apply.setEnabled(cost is not None and cost.cuts is not None)
        nothing = tr("Calibrate", "Choose a policy to see what it does.")
        self.meaning.setText(tip(cost) if cost is not None else nothing)

    def _apply(self) -> None:
        if self.apply.isEnabled():
            self.policy_applied.emit(self.chosen())

    def _on_edit(self, row: int, value: float) -> None:
        self.table.setCurrentCell(row, POLICY)
        policy = self._costs[row].policy
        self.policy_edited.emit(policy, with_setting(policy, value))


class _Table(QTableWidget):
    """Emits `entered()` on Enter."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(COLUMNS), parent)
        self.setAccessibleName(tr("Calibrate", "Policies and what they cost"))
        for column, (title, words) in enumerate(zip(COLUMNS, TIPS, strict=True)):
            head = QTableWidgetItem(str(title))
            head.setToolTip(str(words))
            self.setHorizontalHeaderItem(column, head)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setWordWrap(False)
        header = self.horizontalHeader()
        for column, (title, sample) in enumerate(zip(COLUMNS, SAMPLES, strict=True)):
            # Once and for all: to measure all contents at every step of a cut would take longer than anything else.
            widest = max(self.fontMetrics().horizontalAdvance(text) for text in (str(title), sample))
            header.resizeSection(column, widest + self.fontMetrics().averageCharWidth() * 3)
        header.setStretchLastSection(False)
        header.setHighlightSections(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter applies the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
