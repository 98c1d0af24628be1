"""What can be taken back in the Calibrate view: moves of the cuts, and what was written into the model."""

from __future__ import annotations

from dataclasses import dataclass

from core.inspection.calibration import Calibration
from core.inspection.cuts import Cuts
from core.language import Later, later

SAVING = later("Calibrate", "Save into the model")


@dataclass(frozen=True)
class Choice:
    """Two cuts and the policy that they came from."""

    cuts: Cuts
    policy: str


@dataclass(frozen=True)
class Moved:
    """Other cuts were chosen."""

    before: Choice
    after: Choice
    text: Later


@dataclass(frozen=True)
class Saved:
    """Another calibration was written into the model."""

    before: Calibration | None
    after: Calibration
    text: Later = SAVING


Step = Moved | Saved


class Steps:
    """The steps that were taken, and those that were taken back; without an end."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_text(self) -> str:
        """The step that `undo` gives; "" = there is none."""
        return str(self._done[-1].text) if self._done else ""

    @property
    def redo_text(self) -> str:
        """The step that `redo` gives; "" = there is none."""
        return str(self._undone[-1].text) if self._undone else ""

    def clear(self) -> None:
        """Forget all."""
        self._done.clear()
        self._undone.clear()

    def push(self, step: Step) -> None:
        """Another step was taken; those that were taken back are forgotten."""
        self._done.append(step)
        self._undone.clear()

    @property
    def last(self) -> Step | None:
        """The step to take back next."""
        return self._done[-1] if self._done else None

    @property
    def next(self) -> Step | None:
        """The step to take again next."""
        return self._undone[-1] if self._undone else None

    def went_back(self) -> None:
        """The last step is taken back."""
        self._undone.append(self._done.pop())

    def went_on(self) -> None:
        """The next one is taken again."""
        self._done.append(self._undone.pop())
