"""Python's cycle collector, run by the window when it suits: a full pass in the middle of an import is a stutter.

It also keeps the collector out of worker threads, where it could delete Qt's objects.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

BEAT_MS = 250
YOUNG = 700
"""New objects after which the young ones are looked through; Python's own default."""
MIDDLE, OLD = 10, 10
"""Passes of one generation after which the next older one is due; Python's own defaults."""
MODULES = 50
"""New modules from which on what lives is left alone from then on: torch is loaded with the first model, and one look
at its objects takes longer than a window may keep one waiting."""
OVERDUE = 100
"""Passes after which the old generation is looked through even while jobs run."""


class Collector(QObject):
    """Takes the collector over until `stop`.

    Args:
        busy: whether a stutter would be felt: jobs are running.
    """

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._passes = [0, 0]
        # What lives now (modules, the window) lives until the end: no pass need look at it again.
        gc.collect()
        gc.freeze()
        gc.disable()
        self._modules = len(sys.modules)
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def stop(self) -> None:
        """Give it back."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def beat(self) -> int:
        """Collect what is due; returns the generation that was collected, -1 for none."""
        if len(sys.modules) >= self._modules + MODULES:
            self._modules = len(sys.modules)
            gc.freeze()
            return -1
        middle, old = self._passes
        due = old >= OVERDUE or (old >= OLD and not self._busy())
        if due:
            generation, self._passes = 2, [0, 0]
        elif middle >= MIDDLE:
            generation, self._passes = 1, [0, old + 1]
        elif gc.get_count()[0] > YOUNG:
            generation, self._passes = 0, [middle + 1, old]
        else:
            return -1
        gc.collect(generation)
        return generation
