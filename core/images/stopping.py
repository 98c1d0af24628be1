"""Whether what is being computed is still wanted.

A large image takes minutes. Whoever may lose interest in it says so once, around the call; whatever takes long asks in
between, however deep it lies: between two blocks of a file, two bands of rows, two layers of a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from core.errors import InspectionStoppedError
from core.language import later

_cancelled: ContextVar[Callable[[], bool] | None] = ContextVar("cancelled", default=None)


@contextmanager
def stoppable(cancelled: Callable[[], bool]) -> Iterator[None]:
    """Within the block, and in this thread, `check` raises once `cancelled` says so."""
    token = _cancelled.set(cancelled)
    try:
        yield
    finally:
        _cancelled.reset(token)


def check() -> None:
    """Go on only if the result is still wanted; costs nothing outside of a `stoppable` block.

    Raises:
        InspectionStoppedError: it is not.
    """
    cancelled = _cancelled.get()
    if cancelled is not None and cancelled():
        raise InspectionStoppedError(later("Images", "The inspection was stopped."))
