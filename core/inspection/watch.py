"""How far an inspection is, and whether it is still wanted: a large image takes minutes."""

from __future__ import annotations

from typing import Protocol

from core.errors import IsuganError


class Watch(Protocol):
    """Asked and told between the tiles of a large image, in the thread that inspects."""

    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""

    def progress(self, done: int, total: int) -> None:
        """`done` of `total` tiles are repaired."""


class InspectionStoppedError(IsuganError):
    """The watch said that the result is not wanted any more."""


def step(watch: Watch | None, done: int, total: int) -> None:
    """Tell how far it is.

    Raises:
        InspectionStoppedError: the result is not wanted any more.
    """
    if watch is None:
        return
    if watch.cancelled():
        raise InspectionStoppedError("The inspection was stopped.")
    watch.progress(done, total)
