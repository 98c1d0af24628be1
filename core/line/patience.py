"""Waiting for what comes back: a share that is away, a disk that is full."""

from __future__ import annotations

import time
from collections.abc import Callable

RETRY_SECONDS = 2.0
_SLICE_SECONDS = 0.1
"""A wish to stop is heard after this long."""


class StoppedWaitingError(Exception):
    """The watch is to end while it waits; what it waits for is gone on with at the next start."""


class Patience:
    """Waits, and says once for what.

    Args:
        say: takes a sentence for people.
        stopped: whether the watch is to end.
        sleep: waits some seconds.

    Attributes:
        holds: how often something was waited for.
    """

    def __init__(
        self,
        say: Callable[[str], None],
        stopped: Callable[[], bool],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.say = say
        self.stopped = stopped
        self.holds = 0
        self._sleep = sleep
        self._reason = ""

    def pause(self, seconds: float) -> None:
        """Wait so long, or until the watch is to end."""
        while seconds > 0 and not self.stopped():
            self._sleep(min(seconds, _SLICE_SECONDS))
            seconds -= _SLICE_SECONDS

    def hold(self, reason: str) -> None:
        """Wait before the next try.

        Raises:
            StoppedWaitingError: the watch is to end.
        """
        if reason != self._reason:
            self.say(f"Waiting: {reason}")
            self._reason = reason
        self.holds += 1
        self.pause(RETRY_SECONDS)
        if self.stopped():
            raise StoppedWaitingError

    def over(self) -> None:
        """It works again."""
        if self._reason:
            self._reason = ""
            self.say("Going on.")
