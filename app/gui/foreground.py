"""While the window computes, jobs stand back.

The interpreter runs one thread at a time: a repaint that has to share it with four jobs takes five times as long.
"""

from __future__ import annotations

import os
import sys
import threading
import time

LESS = 5
"""How much lower than the window's the priority of a job is: alone it has the whole processor, and in a tie the
window gets three parts of four."""
STEP_SECONDS = 0.001
MOST_SECONDS = 0.03
"""The longest that a job stands back at a time, so that a busy window cannot stop it altogether."""


class Foreground:
    """Entered by the GUI thread around what it does, asked by jobs between two small pieces of theirs."""

    def __init__(self) -> None:
        self._depth = 0

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_error: object) -> None:
        self._depth -= 1

    def stand_back(self) -> None:
        """Wait, for a moment at most, while the window computes."""
        if self._depth:
            until = time.monotonic() + MOST_SECONDS
            while self._depth and time.monotonic() < until:
                time.sleep(STEP_SECONDS)


FOREGROUND = Foreground()
"""That of this process: there is one interpreter lock."""


def stand_behind() -> None:
    """Give the calling thread, and those that it starts, a lower priority than the window's, where the system can do
    that for a thread: a network takes every core for seconds, and each repaint would wait for its turn."""
    if sys.platform == "linux":
        os.setpriority(
            os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, os.getpid()) + LESS
        )
