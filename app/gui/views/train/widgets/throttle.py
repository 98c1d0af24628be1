"""At most so many redraws a second, and no timer while nothing changes."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.gui.foreground import FOREGROUND

INTERVAL_SECONDS = 0.1
SHARE = 0.03
"""Of the time, what drawing may take while nobody asks for it: the training has better use for the processor."""


class Throttle(QObject):
    """Calls `redraw` soon after `request()`: never twice within `INTERVAL_SECONDS`, and seldom where it takes long.

    Args:
        clock: seconds of a monotonic clock.
    """

    def __init__(
        self, redraw: Callable[[], None], parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._redraw = redraw
        self._clock = clock
        self._last = -float("inf")
        self._cost = 0.0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._fire)

    def request(self, *, urgent: bool = False) -> None:
        """Something changed; cheap, however often it is called. `urgent`: the user waits for it."""
        if self.timer.isActive() and not urgent:
            return
        pause = INTERVAL_SECONDS if urgent else max(INTERVAL_SECONDS, self._cost / SHARE)
        wait = round(1000 * min(max(self._last + pause - self._clock(), 0.0), pause))
        if not self.timer.isActive() or wait < self.timer.remainingTime():
            self.timer.start(wait)

    def stop(self) -> None:
        """Forget a request that is waiting."""
        self.timer.stop()

    def _fire(self) -> None:
        self._last = self._clock()
        with FOREGROUND:
            self._redraw()
        self._cost = self._clock() - self._last
