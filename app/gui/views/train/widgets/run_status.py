"""What the header of a run says: its state, how far it is, how fast, and until when. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.gui.widgets.job_row import duration
from core.language import later, listed, tr


class RunState(Enum):
    """Where a run stands; the value is the word for it."""

    WAITING = later("Train", "Waiting in the queue")
    PREPARING = later("Train", "Preparing")
    RUNNING = later("Train", "Running")
    PAUSING = later("Train", "Pausing")
    PAUSED = later("Train", "Paused")
    STOPPING = later("Train", "Stopping")
    CANCELLING = later("Train", "Cancelling")
    FINISHING = later("Train", "Calibrating")
    INTERRUPTED = later("Train", "Interrupted")
    STOPPED = later("Train", "Stopped and kept")
    DONE = later("Train", "Done")
    CANCELLED = later("Train", "Cancelled")
    FAILED = later("Train", "Failed")


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
PHASES = {
    "warm-up": later("Train", "Warm-up"),
    "adversarial": later("Train", "Adversarial"),
    "training": later("Train", "Training"),
}
GPU_MEMORY = later("Train", "GPU memory")
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
        parts.append(tr("Train", "Epoch {epoch} of {epochs}", epoch=status.epoch, epochs=status.epochs))
    elif status.phase:
        parts.append(str(PHASES[status.phase]))
    if status.steps:
        parts.append(tr("Train", "step {step} of {steps}", step=status.step, steps=status.steps))
    text = listed(parts)
    return text[:1].upper() + text[1:]


def figures(status: RunStatus) -> list[tuple[str, str]]:
    """Name and value of each figure that is known, in the order they are shown in."""
    gpu = status.gpu
    rows: list[tuple[str, str | None]] = [
        (tr("Train", "Elapsed"), _time(status.elapsed)),
        (tr("Train", "Time left"), _time(status.seconds_left) if status.state in LIVE else None),
        (tr("Train", "Per step"), _short(status.seconds_per_step)),
        (tr("Train", "Per epoch"), _short(status.seconds_per_epoch)),
        (
            tr("Train", "Images/s"),
            None if status.images_per_second is None else f"{status.images_per_second:,.3g}",
        ),
        (tr("Train", "Best epoch"), _best(status.best_epoch)),
        (tr("Train", "Masks"), f"{status.masks:,}" if status.masks else None),
        (str(GPU_MEMORY), _memory(gpu) if gpu else None),
        (tr("Train", "GPU load"), f"{round(100 * gpu.load)} %" if gpu and gpu.load is not None else None),
    ]
    return [(name, value) for name, value in rows if value is not None]


def _memory(gpu: GpuUse) -> str:
    used, total = f"{gpu.memory_used / 2**30:.1f}", f"{gpu.memory_total / 2**30:.0f}"
    return tr("Train", "{used} of {total} GiB", used=used, total=total)


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else duration(seconds)


def _short(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    if seconds < 1:
        return f"{1000 * seconds:.3g} ms"
    return f"{seconds:.3g} s" if seconds < 60 else duration(seconds)


def _best(epoch: int | None) -> str | None:
    return None if epoch is None else tr("Train", "warm-up") if epoch == 0 else f"{epoch}"
