"""The rectangle that is pulled over tiles with the mouse, and the scrolling when it is pulled over the edge."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QObject, QPoint, QRect, QTimer, Signal

SCROLL_MS = 16
_MAX_STEP = 60


class RubberBand(QObject):
    """From press to release. Points are in the grid's own pixels, so that scrolling does not move them.

    `moved(QRect)` says the rectangle that is covered now; `scroll_wanted(int)` asks to scroll by so many pixels
    while the mouse is above or below the view.
    """

    moved = Signal(QRect)
    scroll_wanted = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.base = QItemSelection()
        """What stays selected whatever the rectangle covers."""
        self._start: QPoint | None = None
        self._rect: QRect | None = None
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(SCROLL_MS)
        self._timer.timeout.connect(lambda: self.scroll_wanted.emit(self._step))

    @property
    def pressed(self) -> bool:
        """Between press and release."""
        return self._start is not None

    @property
    def rect(self) -> QRect | None:
        """What it covers; None until it is pulled."""
        return self._rect

    def press(self, point: QPoint, base: QItemSelection) -> None:
        """The button goes down at `point`."""
        self._start = QPoint(point)
        self._rect = None
        self.base = base

    def pull(self, point: QPoint, beyond: int, threshold: int) -> None:
        """The mouse is at `point`, and `beyond` pixels above (negative) or below the view.

        Nothing happens within `threshold` pixels of the press.
        """
        if self._start is None:
            return
        if self._rect is None and (point - self._start).manhattanLength() < threshold:
            return
        self._step = max(-_MAX_STEP, min(_MAX_STEP, beyond))
        if self._step and not self._timer.isActive():
            self._timer.start()
        elif not self._step:
            self._timer.stop()
        self._rect = QRect(self._start, point).normalized()
        self.moved.emit(self._rect)

    def release(self) -> None:
        """The button is up, or the view goes away."""
        self._timer.stop()
        self._start = self._rect = None
        self.base = QItemSelection()
