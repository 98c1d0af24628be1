"""One line of the list of runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.gui.views.train.plan import Plan
from core.training.events import Validated
from core.training.settings import TrainingSettings


class State(StrEnum):
    """How a run stands. The first six are of this window's own runs, the others are read from the disk."""

    QUEUED = "queued"
    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    DISCARDING = "discarding"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    ELSEWHERE = "elsewhere"


LIVE = (State.STARTING, State.RUNNING, State.PAUSED, State.STOPPING, State.DISCARDING)


@dataclass(frozen=True)
class RunRow:
    """What is known of a run.

    Attributes:
        name: what the user calls it; `folder`: where it is.
        state: how it stands.
        created: when it began; None = it has not.
        settings: None where they cannot be read.
        best: the best epoch's figures.
        masks: of defective training images that it learns from.
        minutes: training time so far.
        model: its model file, if there is one.
        resumable: there is a checkpoint to go on from.
        error: why it failed, for the tooltip.
        place: in the queue, from 1; 0 = it does not wait.
        stamp: size and time of its log when it was read.
    """

    name: str
    folder: Path
    state: State
    created: datetime | None = None
    settings: TrainingSettings | None = None
    best: Validated | None = None
    masks: int = 0
    minutes: float | None = None
    model: Path | None = None
    resumable: bool = False
    error: str = ""
    place: int = 0
    seconds_left: float | None = None
    stamp: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, plan: Plan) -> RunRow:
        """A run of which nothing is on the disk."""
        return cls(plan.name, plan.folder, State.QUEUED, settings=plan.settings)

    def waiting(self, place: int) -> RunRow:
        """The same, at a place in the queue."""
        return replace(self, state=State.QUEUED, place=place)

    @property
    def preset(self) -> str:
        """The preset that it started from."""
        return "" if self.settings is None else self.settings.preset

    @property
    def can_go_on(self) -> bool:
        """Whether it ended before its last step, and can be trained further."""
        ended = self.state in (State.INTERRUPTED, State.FAILED, State.STOPPED)
        return ended and self.resumable and self.settings is not None

    @property
    def noted_state(self) -> str:
        """The state in the words of the project's records."""
        return str(State.FAILED if self.state is State.INTERRUPTED else self.state)
