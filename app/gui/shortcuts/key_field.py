"""A field that takes a key as it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QToolButton, QWidget

from app.gui.shortcuts.keymap import portable
from core.language import tr


class KeyField(QKeySequenceEdit):
    """One key with its modifiers. Backspace takes it away, Esc leaves it as it was, Tab goes on.

    Signals: `entered(str)`, another key was pressed, portable, empty = none; `left()`, Esc.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        self.setAccessibleName(name)
        for part in self.findChildren(QLineEdit):
            part.setAccessibleName(name)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Shortcuts", "Remove: {name}", name=name))
        self._shown = ""
        self._pressing = False
        self.keySequenceChanged.connect(self._on_changed)

    def show_key(self, key: str) -> None:
        """Show a key without telling."""
        self._shown = key
        self.setKeySequence(QKeySequence(key))

    def event(self, event: QEvent) -> bool:
        """Backspace and Esc are not taken as keys: without a mouse there would be no way out."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Backspace:
                self.clear()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt empties the field before it takes the new key: nothing was removed."""
        self._pressing = True
        super().keyPressEvent(event)
        self._pressing = False
        if not self.keySequence().isEmpty():
            self._on_changed(self.keySequence())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A modifier that was let go without a key changes nothing."""
        super().keyReleaseEvent(event)
        if self.keySequence().isEmpty() and not event.modifiers():
            self.show_key(self._shown)

    def _on_changed(self, keys: QKeySequence) -> None:
        if self._pressing:
            return
        key = portable(keys.toString(QKeySequence.SequenceFormat.PortableText))
        if key != self._shown:
            self._shown = key
            self.entered.emit(key)
