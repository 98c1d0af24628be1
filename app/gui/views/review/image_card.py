"""What is known of the image that is shown: its verdict, a note to write, and everything that was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget
from superqt import QElidingLabel

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.review.decision_look import DECISIONS
from core.language import later, listed, tr
from core.project.decision import Marking

if TYPE_CHECKING:
    from core.project.review_queue import QueueItem
    from core.project.reviews import Decided

NOTE_LINES = 3.5
MARKED = {
    Marking.NOTHING: later("Review", "{decision}"),
    Marking.DRAWN: later("Review", "{decision}, with a mask"),
    Marking.ACCEPTED: later("Review", "{decision}, as suggested"),
    Marking.CLEARED: later("Review", "{decision}, mask taken off"),
}


class NoteField(QPlainTextEdit):
    """Emits `left()` with Esc or Ctrl+Enter: the keys of the view work again."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter alone begins a line."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and control):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Enter and Ctrl+Enter belong to the note while it is written, and not to a decision."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                event.accept()
                return True
        return super().event(event)


class ImageCard(QWidget):
    """Shows one image of the queue."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._decisions: tuple[Decided, ...] = ()
        self.name = QElidingLabel(self)
        self.name.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.name.setProperty("role", "heading")
        self.name.setAccessibleName(tr("Review", "Image"))
        self.facts = QLabel(self)
        self.facts.setProperty("role", "muted")
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = NoteField(self)
        self.note.setAccessibleName(tr("Review", "Note"))
        self.note.setPlaceholderText(tr("Review", "Goes with the decision"))
        self.note.setToolTip(tr("Review", "Esc or Ctrl+Enter goes back to the picture"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(round(NOTE_LINES * self.note.fontMetrics().lineSpacing()) + 12)
        title = QLabel(tr("Review", "&Note"), self)
        title.setBuddy(self.note)
        title.setProperty("role", "heading")
        self.history = QListWidget(self)
        self.history.setAccessibleName(tr("Review", "Decisions so far"))
        self.history.setWordWrap(True)
        self.history.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.history.setFrameShape(QListWidget.Shape.NoFrame)
        self.history.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        past = QLabel(tr("Review", "Decisions so far"), self)
        past.setProperty("role", "heading")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(6)
        for widget in (self.name, self.facts, title, self.note, past):
            layout.addWidget(widget)
        layout.addWidget(self.history, 1)

    def show_item(self, item: QueueItem | None) -> None:
        """Name and figures."""
        self.name.setText(item.path.name if item is not None else "")
        self.name.setToolTip(str(item.path) if item is not None else "")
        self.facts.setText(facts_of(item) if item is not None else "")
        self.setEnabled(item is not None)

    def show_decisions(self, decisions: tuple[Decided, ...]) -> None:
        """Who said what and when, the latest first."""
        self._decisions = decisions
        theme = theme_of(self)
        self.history.clear()
        for decided in reversed(decisions):
            look = DECISIONS[decided.decision]
            item = QListWidgetItem(icons.icon(look.icon, look.colour_in(theme)), words_of(decided))
            if decided.undone:
                font = item.font()
                font.setStrikeOut(True)
                item.setFont(font)
            self.history.addItem(item)
        if not decisions and self.isEnabled():
            self.history.addItem(tr("Review", "None yet"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "history"):
            self.show_decisions(self._decisions)


def facts_of(item: QueueItem) -> str:
    """Verdict and score against the cuts."""
    if item.score is None:
        if item.model is None:
            return tr("Review", "Not inspected yet")
        return tr("Review", "The model could not inspect it")
    lines = [
        tr("Review", "Verdict {verdict}, score {score}", verdict=item.verdict, score=f"{item.score:.4f}"),
        tr("Review", "by {model}", model=item.model_name),
    ]
    if item.review_cut is not None and item.ng_cut is not None:
        cuts = f"{item.review_cut:.4f}", f"{item.ng_cut:.4f}"
        lines.append(tr("Review", "Review from {review}, NG from {ng}", review=cuts[0], ng=cuts[1]))
        lines.append(tr("Review", "{distance} from the nearer cut", distance=f"{item.distance:.4f}"))
    return "\n".join(lines)


def words_of(decided: Decided) -> str:
    """One decision in two or three lines."""
    when = decided.at.strftime("%Y-%m-%d %H:%M")
    said = str(MARKED[decided.marking].filled(decision=DECISIONS[decided.decision].word))
    said = tr("Review", "{decision} (undone)", decision=said) if decided.undone else said
    lines = [said, listed([decided.who, when])]
    return "\n".join([*lines, decided.note] if decided.note else lines)
