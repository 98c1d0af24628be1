"""A run in a thread of its own, for a window: events wait in a bounded queue."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from core.datasets.dataset import Dataset
from core.errors import IsuganError
from core.training.control import Control
from core.training.events import FINAL, Event, Failed, Preview, StepLosses
from core.training.failures import unexpected
from core.training.run import train
from core.training.settings import TrainingSettings
from core.training.source import Source

QUICK = 0.001
"""Seconds from step to step; whoever takes less computes in Python, and keeps its lock from the reader."""
BREATH = 0.0001
"""Seconds, which hand that lock on."""
BEHIND = 5
"""Breaths where the reader is behind."""


def _go_on() -> None:
    """For a reader that never needs the interpreter to itself."""


class EventQueue:
    """Holds at most `size` events for a reader that may be slow; `put` never waits until it has read.

    Step losses that come thick and fast leave the interpreter to the reader for a tenth of a millisecond each, and for
    five times as long while half of `size` is waiting.

    Of previews (pictures) only the newest waits: all of them are in the run's folder. When full, the oldest step losses
    go first (a curve can spare a point), then the oldest of the others. A final event is never dropped.

    Args:
        stand_back: called after each step's losses; may wait, for a moment at most, while the reader computes.
    """

    def __init__(self, size: int = 1000, stand_back: Callable[[], object] = _go_on) -> None:
        self._size = size
        self._stand_back = stand_back
        self._last_step = 0.0
        self._events: deque[Event] = deque()
        self._lock = threading.Lock()
        self.dropped = 0

    def put(self, event: Event) -> None:
        """Add an event; any thread."""
        with self._lock:
            if isinstance(event, Preview):
                self._drop_one(Preview)
            if len(self._events) >= self._size:
                self._drop_one(StepLosses, object)
            self._events.append(event)
            behind = len(self._events) > self._size // 2
        if isinstance(event, StepLosses):
            self._rest(behind)

    def _rest(self, behind: bool) -> None:
        self._stand_back()
        now = time.monotonic()
        if behind or now - self._last_step < QUICK:
            time.sleep(BEHIND * BREATH if behind else BREATH)
        self._last_step = now

    def _drop_one(self, *preferred: type) -> None:
        for kinds in preferred:
            for index, event in enumerate(self._events):
                if isinstance(event, kinds) and not isinstance(event, FINAL):
                    del self._events[index]
                    self.dropped += 1
                    return

    def take(self, most: int | None = None) -> list[Event]:
        """Waiting events, oldest first, `most` of them at most; empty if there are none."""
        with self._lock:
            number = len(self._events) if most is None else min(most, len(self._events))
            return [self._events.popleft() for _ in range(number)]


class TrainerThread(threading.Thread):
    """Runs `core.training.run.train` in the background.

    Read `events.take()` now and then; the last event is `Done`, `Cancelled` or `Failed`, whatever happens. Steer
    with `control`.
    """

    def __init__(
        self,
        dataset: Dataset,
        settings: TrainingSettings,
        out: Path,
        *,
        resume: bool = False,
        device: str = "auto",
        queue_size: int = 1000,
        source: Source | None = None,
        stand_back: Callable[[], object] = _go_on,
    ) -> None:
        super().__init__(name="trainer")
        self.control = Control()
        self.events = EventQueue(queue_size, stand_back)
        self._arguments = (dataset, settings, out)
        self._resume = resume
        self._device = device
        self._source = source
        self._ended = False

    def run(self) -> None:
        """The thread's body."""
        try:
            train(
                *self._arguments,
                sink=self._put,
                control=self.control,
                resume=self._resume,
                device=self._device,
                source=self._source,
            )
        except IsuganError as error:
            if not self._ended:
                self._put(Failed(*error.texts))
        except Exception as error:  # noqa: BLE001 - a window must hear of every end
            self._put(Failed(*unexpected(error).texts))

    def _put(self, event: Event) -> None:
        self._ended = isinstance(event, FINAL)
        self.events.put(event)
