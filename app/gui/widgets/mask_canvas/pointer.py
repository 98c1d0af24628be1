"""Mouse and keys on the picture, as the tools understand them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.keys import ARROWS, FAR
from app.gui.widgets.mask_canvas.tools import MaskTools, place_of

_Modifier = Qt.KeyboardModifier
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MaskPointer(QObject):
    """Takes the left button and some keys from the canvas; everything else moves the picture.

    The events are taken before pyqtgraph sees them: it waits until the mouse has moved some pixels, and leaves out
    moves that follow each other quickly, both of which is seen in a stroke.
    """

    def __init__(self, canvas: PictureCanvas, tools: MaskTools) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._tools = tools
        self._space = False
        self._tapped = False
        self._pressed = False
        canvas.viewport().installEventFilter(self)
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Whether the tools took it."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and watched is self._canvas.viewport():
            return self._mouse(kind, event)
        if isinstance(event, QKeyEvent) and watched is self._canvas:
            return self._key(kind, event)
        if kind == QEvent.Type.Leave and not self._pressed:
            self._tools.move(None)
        elif kind == QEvent.Type.FocusOut:
            self._space = self._pressed = False
            self._tools.release()
        return super().eventFilter(watched, event)

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        tools = self._tools
        if kind == QEvent.Type.MouseMove:
            point = self._point(event)
            tools.move(place_of(point))
            if self._pressed and self._canvas.picture is not None:
                self._canvas.readout_changed.emit(self._canvas.picture.readout(point.x(), point.y()))
            # A space that is held while the picture is moved is no tap.
            self._tapped = self._tapped and not event.buttons()
            return self._pressed
        if event.button() != Qt.MouseButton.LeftButton or tools.active == "pan":
            return False
        if kind == QEvent.Type.MouseButtonRelease and self._pressed:
            self._pressed = False
            if tools.strokes:
                tools.release()
            return True
        if self._space or kind == QEvent.Type.MouseButtonRelease:
            return False
        if kind == QEvent.Type.MouseButtonDblClick and tools.corners:
            # Its first click was a click of its own, and made the last corner.
            tools.finish()
            return True
        self._canvas.setFocus()
        self._pressed = True
        tools.press(place_of(self._point(event)))
        return True

    def _point(self, event: QMouseEvent) -> QPointF:
        return self._canvas.box.mapSceneToView(self._canvas.mapToScene(event.position().toPoint()))

    def _key(self, kind: QEvent.Type, event: QKeyEvent) -> bool:
        if kind == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Space and self._space:
            if not event.isAutoRepeat():
                self._space = False
                self._let_go()
            return True
        if not self._means(event):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
        elif kind == QEvent.Type.KeyPress:
            self._press(event)
        return True

    def _means(self, event: QKeyEvent) -> bool:
        """Keys that mean something here are no shortcuts of the window."""
        tools = self._tools
        key: Any = event.key()
        modifiers = event.modifiers() & ~_Modifier.KeypadModifier
        if tools.active == "pan":
            return False
        if key in ARROWS:
            return modifiers in (_Modifier.NoModifier, _Modifier.ControlModifier)
        if modifiers != _Modifier.NoModifier:
            return False
        if key == Qt.Key.Key_Escape:
            return tools.begun
        return key == Qt.Key.Key_Space or (tools.corners > 0 and key in (*_ENDS, Qt.Key.Key_Backspace))

    def _press(self, event: QKeyEvent) -> None:
        key: Any = event.key()
        if key in ARROWS:
            self._step(*ARROWS[key], far=bool(event.modifiers() & _Modifier.ControlModifier))
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = self._tapped = True
        elif key == Qt.Key.Key_Backspace:
            self._tools.back()
        elif key in _ENDS:
            self._tools.finish()
        else:
            self._pressed = False
            self._tools.drop()

    def _let_go(self) -> None:
        tools = self._tools
        if self._tapped:
            tools.press(tools.place or place_of(self._canvas.seen().center()))
        if not self._pressed:
            tools.release()
        tools.refresh()

    def _step(self, x: int, y: int, far: bool) -> None:
        """Move the ring; while the space is held, with the brush down. The picture follows."""
        tools = self._tools
        width, height = self._canvas.size_of()
        at = tools.place or place_of(self._canvas.seen().center())
        if self._space and self._tapped and tools.strokes:
            self._tapped = False
            tools.press(at)
        step = FAR if far else 1
        place = (
            min(max(round(at[0]) + step * x, 0), width - 1),
            min(max(round(at[1]) + step * y, 0), height - 1),
        )
        seen = self._canvas.seen()
        if not seen.contains(QPointF(*place)):
            centre = seen.center()
            self._canvas.box.move_asked.emit(place[0] - centre.x(), place[1] - centre.y())
        tools.move((float(place[0]), float(place[1])))
