"""A command line to copy, and what it does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.theme import theme_of


class CommandBox(QWidget):
    """`command` in a box with a copy button, `text` below it."""

    def __init__(self, command: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command = QLabel(command, self)
        self._command.setProperty("role", "command")
        self._command.setTextFormat(Qt.TextFormat.PlainText)
        self._command.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._command.setAccessibleName("Command")
        self._copy = QToolButton(self)
        self._copy.setProperty("flat", True)
        self._copy.setToolTip("Copy the command")
        self._copy.setAccessibleName("Copy the command")
        self._copy.clicked.connect(self.copy)
        note = QLabel(text, self)
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self._command, 1)
        row.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(note)
        self._recolour()

    def copy(self) -> None:
        """Put the command on the clipboard."""
        QGuiApplication.clipboard().setText(self._command.text())

    def set_command(self, command: str) -> None:
        """Show another command."""
        self._command.setText(command)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        self._copy.setIcon(icons.icon("copy", theme_of(self).text))
