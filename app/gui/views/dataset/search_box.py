"""The search box: a small grammar, with suggestions while typing and its examples at hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.project.session import ProjectSession
from app.gui.theme import theme_of
from core.language import tr
from core.project.query import QUERY_HELP
from core.project.query_complete import complete, word_at

REST_MS = 150
"""Rest after a key before the search runs."""


class SearchBox(QLineEdit):
    """Emits `searched(str)` when the text has changed and the typing rests, or on Enter."""

    searched = Signal(str)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setPlaceholderText(
            tr("Dataset", "Search: name, label:defective, tag:scratch, problem:*, score:>0.3")
        )
        self.setAccessibleName(tr("Dataset", "Search images"))
        self.setClearButtonEnabled(True)
        self._error = QAction(tr("Dataset", "The search is not understood"), self)
        self._error.setVisible(False)
        self.addAction(self._error, QLineEdit.ActionPosition.TrailingPosition)
        self._help = QAction(tr("Dataset", "What can be searched"), self)
        self._help.triggered.connect(self.show_help)
        self.addAction(self._help, QLineEdit.ActionPosition.TrailingPosition)
        self._error.triggered.connect(self._show_error)
        for button in self.findChildren(QToolButton):
            # The third one is Qt's own, and has no words.
            button.setAccessibleName(button.defaultAction().text() or tr("Dataset", "Clear the search"))
        self._sheet: QFrame | None = None
        self._suggestions = QStringListModel(self)
        # Not QLineEdit's own completion, which would replace the whole text and not one term of it.
        self._completer = QCompleter(self._suggestions, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._insert)
        popup = self._completer.popup()
        assert popup is not None
        self._popup: QAbstractItemView = popup
        popup.setAccessibleName(tr("Dataset", "Suggestions"))
        # After a key was chosen, its values are suggested; not before the completer is done with the key.
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._suggest)
        self._showing = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: None if self._showing else self._rest.start())
        self.textEdited.connect(lambda _text: self._suggest())
        self.returnPressed.connect(self._search_now)
        self._recolour()

    def show_text(self, text: str) -> None:
        """Take over the text of a search that is in force already."""
        self._rest.stop()
        self._showing = True
        self.setText(text)
        self._showing = False

    def set_error(self, text: str) -> None:
        """Say why the text is not understood; "" = it is."""
        self._error.setVisible(bool(text))
        self._error.setToolTip(text)
        self.setToolTip(text)
        self.setAccessibleDescription(text)

    def show_help(self) -> None:
        """Show the examples."""
        if self._sheet is None:
            self._sheet = _sheet(self)
        self._sheet.adjustSize()
        place = self.mapToGlobal(self.rect().bottomRight())
        self._sheet.move(place.x() - self._sheet.width(), place.y() + 4)
        self._sheet.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter, Tab and Escape belong to the suggestions while they show; Down asks for them."""
        keys = (Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab)
        if self._popup.isVisible() and event.key() in keys:
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down:
            self._suggest()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search_now()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_rest"):
            self._recolour()

    def _search_now(self) -> None:
        self._rest.stop()
        self.searched.emit(self.text())

    def _suggest(self) -> None:
        found = complete(self.text(), self.cursorPosition(), self._session.table)
        self._suggestions.setStringList(found)
        if found:
            self._completer.complete()
        else:
            self._popup.hide()

    def _insert(self, chosen: str) -> None:
        start, end = word_at(self.text(), self.cursorPosition())
        rest = self.text()[end:].lstrip()
        # A key waits for its value, a finished term for the next one.
        gap = "" if chosen.endswith(":") else " "
        between = " " if gap or rest else ""
        self.setText(f"{self.text()[:start]}{chosen}{between}{rest}")
        self.setCursorPosition(start + len(chosen) + len(gap))
        if not gap:
            self._again.start()

    def _show_error(self) -> None:
        """For the mouse: the whole text, at the field."""
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self._error.toolTip(), self)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._error.setIcon(icons.icon("unreadable", theme.review))
        self._help.setIcon(icons.icon("help", theme.muted))


def _sheet(parent: QWidget) -> QFrame:
    sheet = QFrame(parent, Qt.WindowType.Popup)
    sheet.setObjectName("searchHelp")
    heading = QLabel(tr("Dataset", "Terms are joined by and. Examples:"))
    heading.setProperty("role", "heading")
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(5)
    for row, (example, meaning) in enumerate(QUERY_HELP):
        key = QLabel(example)
        key.setProperty("role", "key")
        key.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
        text = QLabel(str(meaning))
        text.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(text, row, 1)
    layout = QVBoxLayout(sheet)
    layout.setContentsMargins(16, 12, 16, 14)
    layout.addWidget(heading)
    layout.addLayout(grid)
    return sheet
