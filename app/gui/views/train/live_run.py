"""The run that trains: its thread, what it told so far, and how it stands."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.foreground import FOREGROUND
from app.gui.views.train.plan import Plan
from app.gui.views.train.run_row import RunRow, State
from core.errors import IsuganError
from core.language import Later, later
from core.training.curves import Curve, Curves
from core.training.events import (
    FINAL,
    Cancelled,
    Done,
    Event,
    Failed,
    Loaded,
    Notice,
    Paused,
    PhaseStarted,
    Resumed,
    StepLosses,
    Validated,
)

if TYPE_CHECKING:
    from core.training.log import RunLog
    from core.training.thread import TrainerThread

TICK_MS = 100
"""Events are taken, and everything is drawn anew, at most this often, however fast the training goes."""
AT_ONCE = 200
"""Events that are taken in one tick: taking more would keep the window waiting. The rest comes in the next ones."""
NOTICES = 200
"""Notices that are kept; a run that warns for ever must not fill the memory."""


class LiveRun(QObject):
    """Takes the events of one `TrainerThread` until it has ended.

    Attributes:
        plan: what trains.
        state: `starting`, `running`, `paused`, `stopping` or `discarding`.
        curves: losses so far, in bounded memory; of a resumed run also those from before.
        validated: the figures so far; `best`: the best of them.
        last: the latest losses; `adversarial_steps`: of that phase in all, as far as known.
        started: when its thread did, on the monotonic clock.
        masks: that it learns from, once its pictures are loaded.
        waits: whether it is paused by now, and not only asked to.
        why_paused: what is wrong, where it paused by itself.

    Signals:
        ticked(list): events since the last time; changed(): `state` is another.
        saved(): its snapshot is on the disk; ended(Done | Cancelled | Failed): the thread is no more.
    """

    ticked = Signal(list)
    changed = Signal()
    saved = Signal()
    ended = Signal(object)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.state = State.STARTING
        self.curves = Curves()
        self.last: StepLosses | None = None
        self.validated: list[Validated] = []
        self.best: Validated | None = None
        self.adversarial_steps = 0
        self.masks = 0
        self.why_paused: str | Later = ""
        self.waits = False
        self.notices: list[str] = []
        self.started: float | None = None
        self.was_saved = False
        self._thread: TrainerThread | None = None
        self._final: Done | Cancelled | Failed | None = None
        self._over = False
        # What was asked for before the thread was there.
        self._wanted = ""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self, thread: Any, log: RunLog | None = None) -> None:
        """Train in `thread`, a `TrainerThread` that was not started yet; `log` is of what was trained before."""
        if self._over:
            return
        if log is not None:
            self.curves, self.validated, self.last = log.curves, list(log.validations), log.last
            self.best = next((v for v in reversed(self.validated) if v.best), None)
            self.adversarial_steps = log.phases.get("adversarial", 0)
        self._thread = thread
        if self._wanted:
            getattr(thread.control, self._wanted)()
        self.started = time.monotonic()
        thread.start()
        self._timer.start()
        self.changed.emit()

    def fail(self, error: BaseException) -> None:
        """It could not even begin."""
        if isinstance(error, IsuganError):
            self._end(Failed(*error.texts))
        else:
            self._end(Failed(later("Train", "The run could not begin: {error}.", error=repr(error)), ""))

    def pause(self, on: bool) -> None:
        """Wait after the present step, or go on."""
        if self._thread is None or self.state not in (State.RUNNING, State.PAUSED):
            return
        if on:
            self._thread.control.pause()
        else:
            self._thread.control.resume()
        self.state = State.PAUSED if on else State.RUNNING

    def stop_and_keep(self) -> None:
        """End after the present step with the best model so far; before the first step there is nothing to keep."""
        if self.state is not State.DISCARDING:
            self._ask("stop_and_keep", State.STOPPING)

    def cancel(self) -> None:
        """End after the present step and delete what was written."""
        self._ask("cancel", State.DISCARDING)

    def finish(self) -> None:
        """Stop, keep, and wait for the end; for the end of the program, when no event loop runs any more."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.control.stop_and_keep()
            self._thread.join()
        self._tick()

    def losses(self) -> dict[str, Curve]:
        """The curves as they are now."""
        return self.curves.curves()

    def row(self, noted: RunRow | None) -> RunRow:
        """The run as the list shows it; `noted` is what is known of it from before."""
        row = noted or RunRow.of(self.plan)
        seconds = None if self.last is None else self.last.seconds_left
        return replace(
            row,
            state=self.state,
            best=self.best or row.best,
            masks=self.masks or row.masks,
            seconds_left=seconds,
        )

    def _ask(self, what: str, state: State) -> None:
        self.state = state
        if self._thread is None:
            self._wanted = what
        else:
            getattr(self._thread.control, what)()

    def _tick(self) -> None:
        thread = self._thread
        if thread is None:
            return
        # Before the events: what it says last is in the queue by the time it is dead.
        alive = thread.is_alive()
        events = thread.events.take(AT_ONCE if alive else None)
        with FOREGROUND:
            for event in events:
                self._take(event)
            if events:
                self.ticked.emit(events)
        if not alive:
            without = later("Train", "The run ended without a word."), later("Train", "It can be resumed.")
            self._end(self._final or Failed(*without))

    def _take(self, event: Event) -> None:
        state = self.state
        self._count(event)
        if isinstance(event, StepLosses) and state is State.STARTING:
            self.state = State.RUNNING
        elif isinstance(event, Paused) and state in (State.STARTING, State.RUNNING):
            self.state = State.PAUSED
        elif isinstance(event, Resumed) and state is State.PAUSED:
            self.state = State.RUNNING
        elif isinstance(event, FINAL):
            self._final = event
        if not self.was_saved and not isinstance(event, Notice | Cancelled | Failed):
            # Not earlier: until then the folder may hold the snapshot of a run that failed there before.
            self.was_saved = True
            self.saved.emit()
        if self.state is not state or isinstance(event, Paused | Resumed):
            self.changed.emit()

    def _count(self, event: Event) -> None:
        if isinstance(event, Loaded):
            self.masks = event.masks
        elif isinstance(event, PhaseStarted):
            self.curves.begin(event)
            if event.phase == "adversarial":
                self.adversarial_steps = event.steps
        elif isinstance(event, StepLosses):
            self.curves.add(event)
            self.last = event
        elif isinstance(event, Validated):
            # One that is made again after a resume counts once.
            self.validated = [v for v in self.validated if v.epoch < event.epoch] + [event]
            self.best = event if event.best else self.best
        elif isinstance(event, Notice):
            self.notices = [*self.notices, event.text][-NOTICES:]
        elif isinstance(event, Paused | Resumed):
            self.why_paused = event.reason if isinstance(event, Paused) else ""
            self.waits = isinstance(event, Paused)

    def _end(self, event: Done | Cancelled | Failed) -> None:
        if self._over:
            return
        self._over = True
        self._timer.stop()
        self.ended.emit(event)
