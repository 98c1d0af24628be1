"""Who reviews, how far they are, and the queue."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from app.gui.views.review.decision_look import DECISIONS
from app.gui.views.review.queue_model import DECISION, HEADERS, NAME, SCORE, VERDICT, QueueModel
from app.gui.views.review.session import ReviewSession
from app.gui.widgets.flow_row import FlowRow
from core.inspection.result import Verdict
from core.language import tr
from core.project.decision import Decision

SHORT_NAME = "0000.JPEG"
"""So much of a name is always seen."""
ICON_ROOM, CELL_PAD = 26, 14
"""Of an icon in front of a word, and of a cell's margins."""


class QueuePanel(QWidget):
    """Signals: `reviewer_named(str)`, another person sits here."""

    reviewer_named = Signal(str)

    def __init__(
        self, session: ReviewSession, actions: ActionRegistry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.model = QueueModel(self)
        self.view = self._table()
        self.name = QLineEdit(self)
        self.name.setAccessibleName(tr("Review", "Reviewer"))
        self.name.setPlaceholderText(tr("Review", "Your name"))
        self.name.setToolTip(
            tr("Review", "Decisions are signed with this name. Each person has a queue of their own")
        )
        self.name.editingFinished.connect(self._on_name)
        label = QLabel(tr("Review", "Reviewer"), self)
        label.setBuddy(self.name)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Review", "Reviewed"))
        self.count = QLabel(self)
        self.count.setProperty("role", "heading")
        self.count.setAccessibleName(tr("Review", "Reviewed images"))
        self.all = QToolButton(self)
        self.all.setProperty("chip", True)
        self.all.setDefaultAction(actions["review_all"])
        self.all.setAccessibleName(tr("Review", "All images, not the flagged ones only"))
        first = QHBoxLayout()
        first.addWidget(label)
        first.addWidget(self.name, 1)
        second = FlowRow(self, across=12)
        second.add(self.count, self.all)
        top = QVBoxLayout()
        top.setContentsMargins(10, 8, 10, 8)
        top.setSpacing(7)
        top.addLayout(first)
        top.addWidget(second)
        top.addWidget(self.progress)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addWidget(self.view, 1)
        session.queue_changed.connect(self._on_queue)
        session.item_changed.connect(self._on_item)
        session.loading.connect(lambda _item: self._select())
        session.shown.connect(lambda _picture: self._select())
        self._recolour()
        self._count()

    def add_below(self, widget: QWidget) -> None:
        """Put a widget below the list."""
        self._column.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The names stay readable: where there is too little room, the decision is an icon before them."""
        super().resizeEvent(event)
        header = self.view.horizontalHeader()
        others = sum(self._widths.values())
        bar = self.view.verticalScrollBar().sizeHint().width()
        short = event.size().width() < header.minimumSectionSize() + others + bar
        self.view.setColumnHidden(DECISION, short)
        self.model.set_short(short)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "count"):
            self._recolour()

    def _table(self) -> QTableView:
        view = QTableView(self)
        view.setAccessibleName(tr("Review", "Queue"))
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        rows = view.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(view.fontMetrics().height() + 9)
        view.setModel(self.model)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(False)
        # Where the panel is narrow, the last columns are scrolled to, and the names stay.
        metrics = view.fontMetrics()
        header.setMinimumSectionSize(metrics.horizontalAdvance(SHORT_NAME) + ICON_ROOM + CELL_PAD)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._widths = {}
        for column, widest, icon in (
            (VERDICT, str(Verdict.REVIEW), ICON_ROOM),
            (SCORE, "0.0000", 0),
            (DECISION, DECISIONS[Decision.UNSURE].word, ICON_ROOM),
        ):
            text = max(widest, str(HEADERS[column]), key=metrics.horizontalAdvance)
            self._widths[column] = metrics.horizontalAdvance(text) + icon + CELL_PAD
            header.resizeSection(column, self._widths[column])
        view.selectionModel().currentChanged.connect(self._on_current)
        return view

    def _on_queue(self) -> None:
        self.model.reset(self._session.items)
        self._select()
        self._count()

    def _on_item(self, row: int) -> None:
        self.model.update_row(row)
        self._count()

    def _count(self) -> None:
        done, total = self._session.reviewed, len(self._session.items)
        self.count.setText(f"{done:,} / {total:,}")
        self.count.setToolTip(tr("Review", "{done} of {total} images reviewed", done=done, total=total))
        self.count.setAccessibleDescription(self.count.toolTip())
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _select(self) -> None:
        row = self._session.row
        if row != self.view.currentIndex().row():
            index = self.model.index(row, 0) if row >= 0 else QModelIndex()
            self.view.setCurrentIndex(index)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() != self._session.row:
            self._session.show_row(index.row())

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if name and name != self._session.who:
            self.reviewer_named.emit(name)
        else:
            self.name.setText(self._session.who)

    def _recolour(self) -> None:
        self.model.set_theme(theme_of(self))
