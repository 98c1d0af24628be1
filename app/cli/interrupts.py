"""Ctrl-C as a wish, not an accident: the first press asks for an orderly end, the second for a quick one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupt:
    """Whether, and how often, Ctrl-C was pressed."""

    def __init__(self) -> None:
        self.presses = 0

    def __bool__(self) -> bool:
        return self.presses > 0


@contextmanager
def ctrl_c(
    first: Callable[[], None], second: Callable[[], None] | None = None, *, terminate: bool = False
) -> Iterator[Interrupt]:
    """Call `first` on the first Ctrl-C and `second` on the second; any further one ends the program.

    Without `second`, the second press ends it. With `terminate`, SIGTERM counts as a press too: so a service is ended.
    Outside the main thread, where signals cannot be heard, nothing changes.
    """
    interrupt = Interrupt()
    steps = [first] if second is None else [first, second]

    def on_signal(number: int, frame: FrameType | None) -> None:
        if interrupt.presses >= len(steps):
            signal.default_int_handler(number, frame)
        step = steps[interrupt.presses]
        interrupt.presses += 1
        step()

    if threading.current_thread() is not threading.main_thread():
        yield interrupt
        return
    heard = (signal.SIGINT, signal.SIGTERM) if terminate else (signal.SIGINT,)
    before = {number: signal.signal(number, on_signal) for number in heard}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
