"""A note: saved when the field is left or with Ctrl+Enter, not with every key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.language import tr


class NoteEdit(QPlainTextEdit):
    """Emits `edited(str)` once an edit is over."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = ""
        self.setTabChangesFocus(True)
        self.setMaximumHeight(96)
        self.set_read_only("")

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not handed over yet."""
        return self.toPlainText() != self._saved

    def set_text(self, text: str) -> None:
        """Show the note of another image."""
        self.finish()
        self._saved = text
        self.setPlainText(text)

    def set_read_only(self, reason: str) -> None:
        """Say why it cannot be changed; "" = it can."""
        self.setReadOnly(bool(reason))
        self.setToolTip(reason or tr("Dataset", "Saved when the field is left, or with Ctrl+Enter"))

    def finish(self) -> None:
        """Hand over what was typed."""
        text = self.toPlainText()
        if text != self._saved:
            self._saved = text
            self.edited.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The edit is over."""
        super().focusOutEvent(event)
        self.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+Enter ends the edit; Escape takes it back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.finish()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._saved)
            self.clearFocus()
            return
        super().keyPressEvent(event)
