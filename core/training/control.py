"""Pause, stop and keep, leave, cancel: one object that the loop asks between steps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum

WAIT_SECONDS = 0.5


class Request(Enum):
    """What the user wants the run to do."""

    GO_ON = "go on"
    STOP_AND_KEEP = "stop and keep"
    LEAVE = "leave"
    CANCEL = "cancel"


class Control:
    """Thread-safe; any thread may ask, the loop's thread obeys between two steps.

    Cancel outranks the others, and stop-and-keep outranks leave; all of them end a pause.
    """

    def __init__(self) -> None:
        self._request = Request.GO_ON
        self._running = threading.Event()
        self._running.set()

    @property
    def paused(self) -> bool:
        """Whether the loop waits, or will after the present step."""
        return not self._running.is_set()

    @property
    def wanted(self) -> Request:
        """What is wanted, without waiting out a pause."""
        return self._request

    def pause(self) -> None:
        """Wait after the present step until `resume`."""
        if self._request is Request.GO_ON:
            self._running.clear()

    def resume(self) -> None:
        """End a pause."""
        self._running.set()

    def stop_and_keep(self) -> None:
        """End after the present step and keep the best model so far."""
        if self._request is not Request.CANCEL:
            self._request = Request.STOP_AND_KEEP
        self._running.set()

    def leave(self) -> None:
        """End after the present step with a checkpoint and no model; the resumed run is the uninterrupted one."""
        if self._request is Request.GO_ON:
            self._request = Request.LEAVE
        self._running.set()

    def cancel(self) -> None:
        """End after the present step and discard the run."""
        self._request = Request.CANCEL
        self._running.set()

    def check(self) -> Request:
        """Called by the loop: wait while paused, then say what is wanted."""
        # In short waits: on some systems one without end cannot be broken by Ctrl-C.
        while not self._running.wait(WAIT_SECONDS):
            pass
        return self._request

    def hold(self, tell: Callable[[], None]) -> Request:
        """Called by a run that cannot go on by itself: wait until somebody resumes, stops or cancels.

        Unlike a pause it also holds up a run that was asked to stop. `tell` is called after the waiting has begun, so
        that an answer given from within it counts.

        Returns:
            What is wanted; without any waiting if that is to cancel.
        """
        if self._request is not Request.CANCEL:
            self._running.clear()
            tell()
        return self.check()
