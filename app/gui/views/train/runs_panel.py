"""The list of runs at the side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import Theme, theme_of
from app.gui.views.train.run_row import LIVE, RunRow, State
from app.gui.views.train.runs_model import ROW, Index, RunsModel, facts_text, figures_text, state_text
from core.language import tr

MARGIN, ICON = 10, 16
LOOKS: dict[State, tuple[str, str]] = {
    **dict.fromkeys(LIVE, ("train", "accent")),
    State.PAUSED: ("pause", "review"),
    State.QUEUED: ("pending", "muted"),
    State.DONE: ("ok", "ok"),
    State.STOPPED: ("stop", "ok"),
    State.CANCELLED: ("cancel", "muted"),
    State.FAILED: ("ng", "ng"),
    State.INTERRUPTED: ("problem", "review"),
    State.ELSEWHERE: ("train", "accent"),
}
"""Icon and colour (a field of the theme) of each state; the state also stands there as a word."""


class RunsPanel(QFrame):
    """Signals: `chosen(list of RunRow)`, others are selected; `renamed(RunRow, str)`; `menu_wanted(QPoint)`."""

    chosen = Signal(list)
    renamed = Signal(object, str)
    menu_wanted = Signal(QPoint)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(tr("Train", "Runs"), self)
        title.setProperty("role", "heading")
        new = QToolButton(self)
        new.setDefaultAction(actions["train_new"])
        new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        new.setProperty("flat", True)
        self.model = RunsModel(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_RunDelegate(self.view))
        self.view.setAccessibleName(tr("Train", "Runs"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel(tr("Train", "No runs yet. What is trained here stays in this list."), self)
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(MARGIN, 8, MARGIN, 8)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 6, 6, 6)
        row.addWidget(title, 1)
        row.addWidget(new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        # While the list is filled anew, what is selected is put back and has not changed.
        self._filling = False
        self._told: list[Path] = []
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.view.customContextMenuRequested.connect(
            lambda place: self.menu_wanted.emit(self.view.viewport().mapToGlobal(place))
        )
        self.model.renamed.connect(self.renamed)
        self.set_rows([])

    @property
    def selected(self) -> list[RunRow]:
        """The runs that are selected, in the order of the list."""
        numbers = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.row_at(number) for number in numbers]

    def set_rows(self, rows: Sequence[RunRow]) -> None:
        """Show these runs; those that were selected stay selected."""
        kept = [row.folder for row in self.selected]
        self._filling = True
        self.model.set_rows(rows)
        self._filling = False
        self.nothing.setVisible(not rows)
        self.select(kept)

    def select(self, folders: Sequence[Path]) -> None:
        """Select these runs, as far as they are listed, and no others."""
        if [row.folder for row in self.selected] != list(folders):
            self._filling = True
            selection = self.view.selectionModel()
            selection.clearSelection()
            for number in map(self.model.number_of, folders):
                if number >= 0:
                    index = self.model.index(number)
                    selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)
            self._filling = False
        self._on_selection()

    def edit_name(self) -> None:
        """Let the user type another name for the selected run."""
        rows = self.selected
        if len(rows) == 1:
            self.view.setFocus()
            self.view.edit(self.model.index(self.model.number_of(rows[0].folder)))

    def _on_selection(self) -> None:
        folders = [row.folder for row in self.selected]
        if not self._filling and folders != self._told:
            self._told = folders
            self.chosen.emit(self.selected)


class _RunDelegate(QStyledItemDelegate):
    """The name with the state, the figures where there are any, and the facts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as its lines."""
        lines = 3 if figures_text(index.data(ROW)) else 2
        return QSize(200, lines * (option.fontMetrics.height() + 2) + 14)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The name is typed where it stands."""
        editor.setGeometry(self._first_line(option).adjusted(-4, -3, 0, 3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one run."""
        row: RunRow = index.data(ROW)
        widget: Any = option.widget
        theme = theme_of(widget)
        painter.save()
        painter.fillRect(option.rect, QColor(_ground(option, theme)))
        icon, colour = LOOKS[row.state]
        colour = getattr(theme, colour)
        first = self._first_line(option)
        place = option.rect.topLeft() + QPoint(MARGIN, 8 + (first.height() - ICON) // 2)
        painter.drawPixmap(place, icons.pixmap(icon, colour, ICON, widget.devicePixelRatioF()))
        state = state_text(row)
        width = option.fontMetrics.horizontalAdvance(state)
        painter.setPen(QColor(colour))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        _draw(painter, first.adjusted(0, 0, -width - 8, 0), row.name)
        painter.setFont(option.font)
        painter.setPen(QColor(theme.muted))
        for number, text in enumerate(filter(None, (figures_text(row), facts_text(row))), start=1):
            _draw(painter, first.translated(0, number * (first.height() + 2)), text)
        painter.setPen(QColor(theme.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    @staticmethod
    def _first_line(option: QStyleOptionViewItem) -> QRect:
        left = MARGIN + ICON + 8
        rect = option.rect
        return QRect(
            rect.left() + left, rect.top() + 8, rect.width() - left - MARGIN, option.fontMetrics.height()
        )


def _draw(painter: QPainter, place: QRect, text: str) -> None:
    fitting = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)


def _ground(option: QStyleOptionViewItem, theme: Theme) -> str:
    if option.state & QStyle.StateFlag.State_Selected:
        return theme.selection
    return theme.hover if option.state & QStyle.StateFlag.State_MouseOver else theme.base
