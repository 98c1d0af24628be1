"""What the header says of a run."""

from __future__ import annotations

import time
from typing import Any

from app.gui.views.train.live_run import LiveRun
from app.gui.views.train.run_row import RunRow, State
from app.gui.views.train.widgets.run_status import GpuUse, RunState, RunStatus
from core.language import tr
from core.training.events import StepLosses
from core.training.log import RunLog
from core.training.settings import TrainingSettings

STATES = {
    State.QUEUED: RunState.WAITING,
    State.STARTING: RunState.PREPARING,
    State.RUNNING: RunState.RUNNING,
    State.PAUSED: RunState.PAUSED,
    State.STOPPING: RunState.STOPPING,
    State.DISCARDING: RunState.CANCELLING,
    State.DONE: RunState.DONE,
    State.STOPPED: RunState.STOPPED,
    State.CANCELLED: RunState.CANCELLED,
    State.FAILED: RunState.FAILED,
    State.INTERRUPTED: RunState.INTERRUPTED,
    State.ELSEWHERE: RunState.RUNNING,
}


def status_of_live(live: LiveRun, gpu: GpuUse | None = None) -> RunStatus:
    """The run that trains."""
    settings, last = live.plan.settings, live.last
    state = STATES[live.state]
    if state is RunState.RUNNING and _at_the_end(last, settings):
        state = RunState.FINISHING
    elif state is RunState.PAUSED and not live.waits:
        state = RunState.PAUSING
    speed = None if last is None or state is RunState.PREPARING else last.seconds_per_step
    adversarial = last is not None and last.phase == "adversarial"
    epoch_steps = live.adversarial_steps // settings.epochs if settings.epochs else 0
    started = live.started
    elapsed = live.plan.seconds + (0.0 if started is None else time.monotonic() - started)
    return RunStatus(
        state,
        reason=str(live.why_paused),
        name=live.plan.name,
        **_place(last, settings, live.curves.last_step, live.adversarial_steps),
        elapsed=elapsed if elapsed else None,
        seconds_per_step=speed,
        seconds_per_epoch=epoch_steps * speed if speed and adversarial and epoch_steps else None,
        images_per_second=_pictures(settings, adversarial) / speed if speed else None,
        seconds_left=None if last is None or speed is None else last.seconds_left,
        best_epoch=None if live.best is None else live.best.epoch,
        masks=live.masks,
        gpu=gpu,
        resumable=state is RunState.PAUSED,
    )


def status_of_row(row: RunRow, log: RunLog | None) -> RunStatus:
    """A run from the disk; `log` None while it is being read."""
    where: dict[str, Any] = {}
    if log is not None and row.settings is not None:
        where = _place(log.last, row.settings, log.curves.last_step, log.phases.get("adversarial", 0))
    reason = row.error
    if row.state is State.INTERRUPTED:
        reason = reason or tr("Train", "the program or the computer stopped; it can go on")
    elif row.state is State.ELSEWHERE:
        reason = tr("Train", "in another window or on the command line")
    return RunStatus(
        STATES[row.state],
        reason=reason,
        name=row.name,
        **where,
        elapsed=None if row.minutes is None else 60 * row.minutes,
        best_epoch=None if row.best is None else row.best.epoch,
        masks=row.masks,
        resumable=row.can_go_on,
    )


def _place(
    last: StepLosses | None, settings: TrainingSettings, step: int, adversarial: int
) -> dict[str, Any]:
    if last is None:
        return {}
    steps = settings.warm_up_steps + (adversarial or settings.epochs * settings.steps_per_epoch)
    return {
        "phase": last.phase if settings.network.plays else "training",
        "step": step,
        "steps": max(steps, step),
        "epoch": last.epoch,
        "epochs": settings.epochs,
    }


def _at_the_end(last: StepLosses | None, settings: TrainingSettings) -> bool:
    """After the last step the model is written and calibrated."""
    if last is None or last.step < last.steps:
        return False
    return last.phase == "adversarial" or not settings.epochs


def _pictures(settings: TrainingSettings, adversarial: bool) -> int:
    """Pictures that a step trains on."""
    if settings.network.segments:
        return 2
    if not settings.network.plays:
        return settings.warm_up_batch if settings.crop else 1
    if not adversarial:
        return settings.warm_up_batch
    beside = settings.warm_up_batch if settings.synthetic_weight or settings.critic else 0
    return 2 + beside
