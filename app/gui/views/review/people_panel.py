"""Two reviewers side by side: how far they agree, and the images that they differ on, those first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.action_spec import without_mnemonic
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from app.gui.views.review.decision_look import DECISIONS
from app.gui.widgets.flow_row import FlowRow
from app.gui.widgets.scrolled import Scrolled
from core.language import sentences, tr
from core.project.decision import Decision

if TYPE_CHECKING:
    from core.project.review_agreement import Agreement

MOST_ROWS = 2000
"""Images listed; they come in the order of how far the two differ."""
LEAST_ROWS = 4
"""Of them that are seen at least."""
ICON_ROOM, CELL_PAD = 26, 14
"""Of an icon in front of a word, and of a cell's margins."""
SHORT_NAME = "0000.JPEG"
"""So much of a name is always seen."""


class PeoplePanel(QWidget):
    """Signals: `pair_chosen(first, second)`; `image_chosen(int)`, to be shown."""

    pair_chosen = Signal(str, str)
    image_chosen = Signal(int)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreement: Agreement | None = None
        self.first, self.second = QComboBox(self), QComboBox(self)
        self.first.setAccessibleName(tr("Review", "First reviewer"))
        self.second.setAccessibleName(tr("Review", "Second reviewer"))
        for box in (self.first, self.second):
            box.activated.connect(lambda _index: self._ask())
        self.kappa = QLabel(self)
        self.kappa.setProperty("role", "number")
        self.kappa.setAccessibleName(tr("Review", "Cohen's kappa"))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "muted")
        self.counts = self._counts_grid()
        self.images = QTableWidget(0, 3, self)
        self.images.setAccessibleName(tr("Review", "Images by agreement, lowest first"))
        self.images.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.images.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.images.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.images.setShowGrid(False)
        self.images.setTabKeyNavigation(False)
        self.images.verticalHeader().hide()
        rows, columns = self.images.verticalHeader(), self.images.horizontalHeader()
        rows.setDefaultSectionSize(self.images.fontMetrics().height() + 9)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        # A name is always seen, and so are the words; where there is less room, the table scrolls.
        metrics = self.images.fontMetrics()
        columns.setMinimumSectionSize(metrics.horizontalAdvance(SHORT_NAME) + CELL_PAD)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        word = metrics.horizontalAdvance(DECISIONS[Decision.UNSURE].word)
        for column in (1, 2):
            columns.resizeSection(column, word + ICON_ROOM + CELL_PAD)
        self.images.setMinimumHeight((LEAST_ROWS + 1) * rows.defaultSectionSize())
        self.images.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.images.itemSelectionChanged.connect(self._on_row)
        self.two = FlowRow(self, across=8)
        self.two.add(self.first, QLabel(tr("Review", "and"), self), self.second)
        # What is below stays at the bottom.
        self.room = QWidget(self)
        body = QWidget(self)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self.two)
        layout.addWidget(self.kappa)
        layout.addWidget(self.words)
        layout.addWidget(self.counts)
        layout.addWidget(self.images, 1)
        layout.addWidget(self.room, 1)
        for name in ("review_merge", "review_export", "review_send"):
            layout.addWidget(self._button(actions, name))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scrolled(body, tr("Review", "Reviewers"), self))

    @property
    def pair(self) -> tuple[str, str]:
        """The two who are compared; empty where there is nobody."""
        return self.first.currentText(), self.second.currentText()

    def set_people(self, people: Sequence[str], me: str) -> None:
        """Everybody who decided something; who was chosen stays so."""
        first, second = self.pair
        others = [who for who in people if who != me]
        for box, chosen, proposed in (
            (self.first, first, me if me in people else ""),
            (self.second, second, others[0] if others else ""),
        ):
            box.clear()
            box.addItems(list(people))
            box.setCurrentText(chosen if chosen in people and first != second else proposed)
        self.two.setVisible(len(people) > 1)
        self._ask()

    def show_agreement(self, found: Agreement | None) -> None:
        """Kappa, counts and images; None: there is nothing to compare."""
        self._agreement = found
        some = found is not None and bool(found.images)
        for widget in (self.counts, self.images):
            widget.setVisible(some)
        self.room.setVisible(not some)
        if found is None:
            self.kappa.setText("")
            self.words.setText(
                tr(
                    "Review",
                    "When two people decided on the same images, this compares them. Merge the review file of "
                    "another person, or enter another name as the reviewer.",
                )
            )
            return
        self.kappa.setText(f"κ {found.kappa:.2f}" if found.kappa is not None else tr("Review", "κ undefined"))
        total = len(found.images)
        said = tr("Review", "They agree on {agreed} of {total} images.", agreed=found.agreed, total=total)
        measure = tr("Review", "Cohen's kappa: 1 = always, 0 = no more than by chance.")
        why = str(found.undefined) or (measure if found.kappa is not None else "")
        self.words.setText(sentences([said if total else "", why]))
        self._fill_counts(found)
        self._fill_images(found)

    def _ask(self) -> None:
        first, second = self.pair
        if first and second and first != second:
            self.pair_chosen.emit(first, second)
        else:
            self.show_agreement(None)

    def _on_row(self) -> None:
        row = self.images.currentRow()
        if self._agreement is not None and row >= 0 and self.images.selectedItems():
            self.image_chosen.emit(self._agreement.images[row].image)

    def _counts_grid(self) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(8)
        self._cells: dict[tuple[Decision, Decision], QLabel] = {}
        for place, decision in enumerate(Decision, start=1):
            for row, column in ((0, place), (place, 0)):
                head = QLabel(DECISIONS[decision].word, box)
                head.setProperty("role", "muted")
                grid.addWidget(head, row, column, Qt.AlignmentFlag.AlignRight)
        for row, one in enumerate(Decision, start=1):
            for column, other in enumerate(Decision, start=1):
                cell = QLabel(box)
                self._cells[one, other] = cell
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignRight)
        return box

    def _fill_counts(self, found: Agreement) -> None:
        for (one, other), cell in self._cells.items():
            number = found.counts.get((one, other), 0)
            cell.setText(f"{number:,}")
            who = tr(
                "Review",
                "{first}: {one}, {second}: {other}",
                first=found.first,
                one=DECISIONS[one].word,
                second=found.second,
                other=DECISIONS[other].word,
            )
            cell.setAccessibleName(f"{who}: {number}")
            cell.setToolTip(who)

    def _fill_images(self, found: Agreement) -> None:
        theme = theme_of(self)
        shown = found.images[:MOST_ROWS]
        self.images.blockSignals(True)
        self.images.setRowCount(len(shown))
        self.images.setHorizontalHeaderLabels([tr("Review", "Image"), found.first, found.second])
        for row, item in enumerate(shown):
            name = QTableWidgetItem(item.path.name)
            name.setToolTip(str(item.path))
            self.images.setItem(row, 0, name)
            for column, decision in ((1, item.first), (2, item.second)):
                look = DECISIONS[decision]
                cell = QTableWidgetItem(icons.icon(look.icon, look.colour_in(theme)), look.word)
                self.images.setItem(row, column, cell)
        self.images.clearSelection()
        self.images.blockSignals(False)

    def _button(self, actions: ActionRegistry, name: str) -> QPushButton:
        action = actions[name]
        button = QPushButton(without_mnemonic(action.text()), self)
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.iconText())
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button
