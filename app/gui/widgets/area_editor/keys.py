"""The keys of the picture while it has the focus: those that other parts of the view use for something else."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.gui.widgets.area_editor.drawing import Tool
from app.gui.widgets.area_editor.editor import AreaEditor

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FAR = 10
"""Pixels that an arrow moves with Ctrl."""
_Modifier = Qt.KeyboardModifier


class AreaKeys(QObject):
    """Takes the keys from the canvas of `editor`. Signal: `left()`, Esc with nothing to cancel."""

    left = Signal()

    def __init__(self, editor: AreaEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        editor.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keys that mean something here are no shortcuts of the window."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._means(event):
            self._press(event)
            return True
        # An arrow that is held moves on and on; all of it is one gesture.
        released = (
            kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat()
        )
        if released or kind == QEvent.Type.FocusOut:
            self._editor.commit()
        return super().eventFilter(watched, event)

    def _means(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~_Modifier.KeypadModifier
        drawing, chosen = self._editor.drawing, self._editor.chosen is not None and self._editor.editable
        if key in ARROWS:
            return chosen and modifiers in (
                _Modifier.NoModifier,
                _Modifier.ShiftModifier,
                _Modifier.ControlModifier,
            )
        if modifiers != _Modifier.NoModifier:
            return False
        return {
            Qt.Key.Key_Delete: chosen,
            Qt.Key.Key_Backspace: drawing.begun,
            Qt.Key.Key_Return: drawing.tool is not Tool.SELECT,
            Qt.Key.Key_Enter: drawing.tool is not Tool.SELECT,
            Qt.Key.Key_Escape: True,
        }.get(Qt.Key(key), False)

    def _press(self, event: QKeyEvent) -> None:
        key: Any = event.key()
        if key in ARROWS:
            x, y = ARROWS[key]
            if event.modifiers() & _Modifier.ShiftModifier:
                self._editor.handles.grow(x, y)
            else:
                step = FAR if event.modifiers() & _Modifier.ControlModifier else 1
                self._editor.handles.nudge(step * x, step * y)
        elif key == Qt.Key.Key_Delete:
            self._editor.delete()
        elif key == Qt.Key.Key_Backspace:
            self._editor.drawing.back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._editor.drawing.finish()
        elif not self._editor.escape():
            self.left.emit()
