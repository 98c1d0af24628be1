"""What the header of a run says: its state, how far it is, how fast, and until when. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.gui.widgets.job_row import duration


class RunState(Enum):
    """Where a run stands; the value is the word for it."""

    WAITING = "Waiting in the queue"
    PREPARING = "Preparing"
    RUNNING = "Running"
    PAUSING = "Pausing"
    PAUSED = "Paused"
    STOPPING = "Stopping"
    CANCELLING = "Cancelling"
    FINISHING = "Calibrating"
    INTERRUPTED = "Interrupted"
    STOPPED = "Stopped and kept"
    DONE = "Done"
    CANCELLED = "Cancelled"
    FAILED = "Failed"


LIVE = {
    RunState.PREPARING,
    RunState.RUNNING,
    RunState.PAUSING,
    RunState.PAUSED,
    RunState.STOPPING,
    RunState.CANCELLING,
    RunState.FINISHING,
}
"""The trainer is at work, or waits in the middle of it."""
RESUMABLE = {RunState.PAUSED, RunState.INTERRUPTED, RunState.FAILED, RunState.STOPPED}


@dataclass(frozen=True)
class GpuUse:
    """One GPU now: memory in bytes, `load` 0..1; None = the device does not tell."""

    name: str
    memory_used: int
    memory_total: int
    load: float | None = None


@dataclass(frozen=True)
class RunStatus:
    """All that the header shows; None = not known, and nothing is shown.

    Attributes:
        state, reason: the reason stands under the state, in a sentence or two.
        name: what the run is called.
        phase: `warm-up`, `adversarial` or, of a network without the game, `training`; or empty.
        step, steps: over the whole run; 0 steps in all: not known yet.
        epoch, epochs: from 1; 0 in the warm-up.
        masks: of defective images that it learns from; 0: nothing is shown.
        elapsed, seconds_per_step, seconds_per_epoch, images_per_second, seconds_left: in seconds.
        resumable: whether a run that is not at work can go on; None: as its state says.
    """

    state: RunState
    reason: str = ""
    name: str = ""
    phase: str = ""
    step: int = 0
    steps: int = 0
    epoch: int = 0
    epochs: int = 0
    elapsed: float | None = None
    seconds_per_step: float | None = None
    seconds_per_epoch: float | None = None
    images_per_second: float | None = None
    seconds_left: float | None = None
    best_epoch: int | None = None
    masks: int = 0
    gpu: GpuUse | None = None
    resumable: bool | None = None

    @property
    def can_resume(self) -> bool:
        """Whether *Resume* is offered."""
        return self.state in RESUMABLE if self.resumable is None else self.resumable


def place(status: RunStatus) -> str:
    """How far it is: `Epoch 3 of 6, step 1,234 of 5,000`."""
    parts = []
    if status.epoch and status.epochs:
        parts.append(f"Epoch {status.epoch:,} of {status.epochs:,}")
    elif status.phase:
        parts.append(status.phase.capitalize())
    if status.steps:
        parts.append(f"step {status.step:,} of {status.steps:,}")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def figures(status: RunStatus) -> list[tuple[str, str]]:
    """Name and value of each figure that is known, in the order they are shown in."""
    gpu = status.gpu
    rows: list[tuple[str, str | None]] = [
        ("Elapsed", _time(status.elapsed)),
        ("Time left", _time(status.seconds_left) if status.state in LIVE else None),
        ("Per step", _short(status.seconds_per_step)),
        ("Per epoch", _short(status.seconds_per_epoch)),
        ("Images/s", None if status.images_per_second is None else f"{status.images_per_second:,.3g}"),
        ("Best epoch", _best(status.best_epoch)),
        ("Masks", f"{status.masks:,}" if status.masks else None),
        (
            "GPU memory",
            f"{gpu.memory_used / 2**30:.1f} of {gpu.memory_total / 2**30:.0f} GiB" if gpu else None,
        ),
        ("GPU load", f"{round(100 * gpu.load)} %" if gpu and gpu.load is not None else None),
    ]
    return [(name, value) for name, value in rows if value is not None]


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else duration(seconds)


def _short(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    if seconds < 1:
        return f"{1000 * seconds:.3g} ms"
    return f"{seconds:.3g} s" if seconds < 60 else duration(seconds)


def _best(epoch: int | None) -> str | None:
    return None if epoch is None else "warm-up" if epoch == 0 else f"{epoch}"
