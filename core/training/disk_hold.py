"""Writing that must not fail: while the disk is full, the run waits."""

from __future__ import annotations

from collections.abc import Callable

from core.training.control import Control, Request
from core.training.events import Emit, Notice, Paused, Resumed
from core.training.failures import Written, not_written


class DiskHold:
    """Tries, tells what is wrong, waits for the user, and tries again."""

    def __init__(self, control: Control, emit: Emit) -> None:
        self._control = control
        self._emit = emit
        self._gave_up = False

    def write(self, what: Written, attempt: Callable[[], None], *, give_up: bool) -> Request:
        """Call `attempt` until it no longer raises `OSError`; between two tries the run is paused.

        Args:
            what: what is written.
            give_up: whether to do without, with a notice, once the user has asked to stop or to leave. The run then
                goes on to its end without another word on what fails in this way.

        Returns:
            What the user wants: `CANCEL` = it was not written and never need be.
        """
        while True:
            try:
                attempt()
            except OSError as error:
                reason = not_written(what, error)
            else:
                return self._control.wanted
            if give_up and self._gave_up:
                return self._control.wanted
            request = self._control.hold(lambda: self._emit(Paused(reason)))  # noqa: B023 - called at once
            if request is Request.CANCEL:
                return request
            if give_up and request is not Request.GO_ON:
                self._gave_up = True
                self._emit(Notice(f"The {what} was not written; the last one that was is kept."))
                return request
            self._emit(Resumed())
