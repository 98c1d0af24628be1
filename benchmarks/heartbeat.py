"""How long the window's event loop did not answer: a timer that should fire every 10 ms, in the loop itself."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

BEAT_MS = 10


class Heartbeat(QObject):
    """Measures the longest gap between two beats since `reset`, and the most that the loop's own thread computed in one
    (`busiest`, seconds of processor time): the rest of a gap is waiting for a core or for the interpreter's lock."""

    def __init__(self) -> None:
        super().__init__()
        self.reset()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def reset(self) -> None:
        """Begin a new measurement."""
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self.longest = self.busiest = 0.0

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()

    def _beat(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.busiest = max(self.busiest, computed - self._computed)
        self._last, self._computed = now, computed


def wait(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Run the event loop until `condition` holds; returns the seconds that took.

    Raises:
        TimeoutError: it does not hold after `seconds`.
    """
    start = time.perf_counter()
    loop = QEventLoop()
    poll = QTimer()
    poll.setInterval(5)

    def look() -> None:
        if condition() or time.perf_counter() - start > seconds:
            loop.quit()

    poll.timeout.connect(look)
    poll.start()
    if not condition():
        loop.exec()
    poll.stop()
    took = time.perf_counter() - start
    if not condition():
        raise TimeoutError(f"{what} did not happen within {seconds:.0f} s")
    return took
