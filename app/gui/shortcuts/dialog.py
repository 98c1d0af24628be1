"""The window in which keyboard shortcuts are changed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ActionRegistry
from app.gui.shortcuts.key_model import COLUMNS, KeyModel
from app.gui.shortcuts.key_panel import KeyPanel
from app.gui.widgets.ask_box import AskBox
from core.language import tr, tr_n

SIZE = (130, 42)
"""In letters and lines, where the screen has room for it."""
CELL_PAD, ROW_PAD = 24, 9
"""Room beside and around a text in the table, in pixels."""


class ShortcutDialog(QDialog):
    """Non-modal; every change holds at once."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts", "Change keyboard shortcuts"))
        self.setModal(False)
        self._actions = actions
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Shortcuts", "Search by name, menu or key"))
        self.search.setAccessibleName(tr("Shortcuts", "Search the actions"))
        self.search.setClearButtonEnabled(True)
        self.only_changed = QCheckBox(tr("Shortcuts", "Only changed ones"), self)
        self.model = KeyModel(actions)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Shortcuts", "Actions and their keys"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        rows = self.table.verticalHeader()
        rows.hide()
        rows.setDefaultSectionSize(self.fontMetrics().height() + ROW_PAD)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setAccessibleName(tr("Shortcuts", "Columns"))
        header.setStretchLastSection(True)
        # Once, from the longest texts: Qt's own way asks for every row again and again.
        bold = QFont(self.font())
        bold.setBold(True)
        for column in range(len(COLUMNS) - 1):
            width = QFontMetrics(bold).horizontalAdvance(self.model.widest(column))
            header.resizeSection(column, width + CELL_PAD)
        self.panel = KeyPanel(actions, self)
        self.question = AskBox(tr("Shortcuts", "Reset all"), tr("Shortcuts", "Keep them"), self)
        self.question.answered.connect(self._on_reset_all)
        self.reset_all = QPushButton(tr("Shortcuts", "Reset all…"), self)
        self.reset_all.clicked.connect(self._ask_reset)
        close = QPushButton(tr("Shortcuts", "Close"), self)
        close.clicked.connect(self.close)
        for button in (self.reset_all, close):
            # Enter in the search goes to the list.
            button.setAutoDefault(False)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.only_changed)
        bottom.addWidget(self.reset_all)
        bottom.addStretch(1)
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.panel)
        layout.addWidget(self.question)
        layout.addLayout(bottom)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.table.setFocus)
        self.only_changed.toggled.connect(self._filter)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.activated.connect(lambda _index: self.panel.begin())
        self.panel.left.connect(self.table.setFocus)
        actions.keys_changed.connect(self._refresh)
        self._refresh()
        self._filter()
        letters, lines = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        room = self.screen().availableSize() * 0.9
        self.resize(min(SIZE[0] * letters, room.width()), min(SIZE[1] * lines, room.height()))

    def show_action(self, name: str) -> None:
        """Go to an action."""
        self.search.clear()
        self.only_changed.setChecked(False)
        self.table.setCurrentIndex(self.model.index_of(name))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes; Enter presses nothing that is not chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def _filter(self) -> None:
        kept = self.model.name(self.table.currentIndex())
        self.model.show(self.search.text(), self.only_changed.isChecked())
        index = self.model.index_of(kept)
        self.table.setCurrentIndex(index if index.isValid() else self.model.index(0, 0))
        self.panel.show_action(self.model.name(self.table.currentIndex()))

    def _on_current(self, index: QModelIndex) -> None:
        self.panel.show_action(self.model.name(index))

    def _refresh(self) -> None:
        self.reset_all.setEnabled(bool(self._actions.keymap.chosen))
        self.question.hide()

    def _ask_reset(self) -> None:
        self.question.ask(
            tr_n(
                "Shortcuts",
                len(self._actions.keymap.chosen),
                "The action that was changed gets its first keys back.",
                "All {n} actions that were changed get their first keys back.",
            )
        )
        self.question.no.setFocus()

    def _on_reset_all(self, agreed: bool) -> None:
        if agreed:
            self._actions.reset_keys()
        self.table.setFocus()
