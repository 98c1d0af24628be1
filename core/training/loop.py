"""The training loop: warm-up, then the adversarial epochs. Knows no screen, no log and no file format."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, replace

import torch

from core.errors import TrainingError
from core.language import english, later
from core.training.ahead import Ahead
from core.training.checkpoint import TrainingState, best_of
from core.training.control import Control, Request
from core.training.curve_text import curve_text
from core.training.data import TrainingData
from core.training.events import (
    Emit,
    Notice,
    Paused,
    Phase,
    PhaseStarted,
    Preview,
    Resumed,
    StepLosses,
    Validated,
)
from core.training.group import Group
from core.training.learner import Losses, means_of
from core.training.meter import Meter
from core.training.ranks import ALONE
from core.training.rates import set_epoch_rates, set_warm_up_rates
from core.training.shared import Leading, own_learner, steps_per_epoch
from core.training.validate import Validator

GPU_REPORT_EVERY = 20
BATCHES_AHEAD = 2
WARM_UP_CHECKPOINT_EVERY = 500
CHECKPOINT_SECONDS = 120.0
"""A run that dies loses this much at most, and the step under way."""


class Loop:
    """Runs a state to its end, or until the control says otherwise.

    Args:
        data: the run's pictures.
        state: where to start; changed in place.
        emit: hears every event.
        control: asked between steps.
        save: writes a checkpoint; called at epoch ends, every 500 warm-up steps, after two minutes without one, and
            before a pause.
        group: the processes that share the run and do the steps with this one; None: it is alone.
    """

    def __init__(
        self,
        data: TrainingData,
        state: TrainingState,
        emit: Emit,
        control: Control,
        save: Callable[[Phase], None],
        group: Group | None = None,
    ) -> None:
        self.data, self.state, self.emit, self.control, self.save = data, state, emit, control, save
        self.settings = state.settings
        self.device = torch.device(state.execution.device)
        self.validator = Validator(data, state.settings, self.device)
        self.epochs = state.settings.epochs_with(defective=bool(data.defective))
        ranks = ALONE if group is None else group.ranks
        self.steps_per_epoch = steps_per_epoch(data, state, ranks)
        learner = own_learner(data, state, ranks)
        self.learner = learner if group is None else Leading(learner, group)
        ahead = batches_ahead(self.device)
        self._warm_up_batches = Ahead(self.learner.warm_up_batch, ahead)
        self._batches = Ahead(self.learner.batch, ahead)
        self.meter = Meter(self.settings, data, self.epochs * self.steps_per_epoch)
        self.report_every = report_every(self.device)
        self._unread: list[Losses] = []
        self._where: tuple[Phase, int, int, int] = ("warm-up", 0, 0, 0)
        self._clock = self._saved = time.monotonic()

    def run(self) -> Request:
        """Train, once; returns what ended it (`GO_ON` = ran to its end, or to the end of its patience, see
        `impatient`). At least one validation has then been made, unless it was cancelled.

        Raises:
            TrainingError: a loss is no longer finite.
        """
        self._clock = self._saved = time.monotonic()
        with closing(self.learner), closing(self._warm_up_batches), closing(self._batches):
            return self._run()

    def _run(self) -> Request:
        request = Request.GO_ON
        for phase in self._phases():
            request = self._ask()
            if request is not Request.GO_ON:
                break
            phase()
            self._count_time()
        if request is Request.STOP_AND_KEEP:
            self._read()
            self._validate_at_stop()
            self._count_time()
        return request

    @property
    def impatient(self) -> bool:
        """Whether validation has not improved for as many epochs as the settings' patience allows."""
        progress, patience = self.state.progress, self.settings.patience
        if not patience or not progress.step or progress.step % self.steps_per_epoch:
            return False
        since = max(progress.best_epoch, progress.patience_from)
        return progress.step // self.steps_per_epoch - since >= patience

    def save_now(self) -> None:
        """Write a checkpoint of the state between two steps."""
        self._save("adversarial" if self.state.progress.step else "warm-up")

    def _ask(self) -> Request:
        """What the user wants; waits out a pause, whose time counts as nobody's."""
        if not self.control.paused:
            return self.control.check()
        # A pause may be a night, and end with the power.
        self.save_now()
        self.emit(Paused(""))
        request = self.control.check()
        if request is Request.GO_ON:
            self.emit(Resumed())
        self._clock = time.monotonic()
        self.meter.skip()
        return request

    def _count_time(self) -> None:
        now = time.monotonic()
        self.state.progress.seconds += now - self._clock
        self._clock = now

    def _phases(self) -> Iterator[Callable[[], None]]:
        """Every remaining piece of work, one after the other; the control is asked before each."""
        progress, s = self.state.progress, self.settings
        if progress.warm_up_step < s.warm_up_steps:
            self.emit(PhaseStarted("warm-up", s.warm_up_steps, progress.warm_up_step))
            self.meter.start()
        while progress.warm_up_step < s.warm_up_steps:
            yield self._warm_up_step
        if s.warm_up_steps and not progress.warm_up_judged:
            yield self._judge_warm_up
        total = self.epochs * self.steps_per_epoch
        if progress.step < total:
            self.emit(PhaseStarted("adversarial", total, progress.step))
            self.meter.start()
        while progress.step < total and not self.impatient:
            yield self._adversarial_step
        if progress.step < total and self.impatient:
            self.emit(Notice(self._impatience()))

    def _warm_up_step(self) -> None:
        progress, s = self.state.progress, self.settings
        set_warm_up_rates(self.state.networks, s, progress.warm_up_step)
        batch = self._warm_up_batches.get(progress.warm_up_step, s.warm_up_steps)
        losses = self.learner.warm_up(batch)
        self.state.networks.follow()
        progress.warm_up_step += 1
        self._report("warm-up", losses, progress.warm_up_step, s.warm_up_steps, 0)
        if progress.warm_up_step < s.warm_up_steps:
            if progress.warm_up_step % WARM_UP_CHECKPOINT_EVERY == 0:
                self._save("warm-up")
            self._save_if_due("warm-up")

    def _adversarial_step(self) -> None:
        progress, s = self.state.progress, self.settings
        epoch = progress.step // self.steps_per_epoch
        set_epoch_rates(self.state.networks, s, epoch, self.epochs)
        total = self.epochs * self.steps_per_epoch
        batch = self._batches.get(progress.step, total)
        losses = self.learner.learn(batch, progress.step, use_ssim=epoch < s.ssim_epochs)
        self.state.networks.follow()
        progress.step += 1
        progress.epoch = epoch + 1
        self._report("adversarial", losses, progress.step, total, epoch + 1)
        if progress.step % self.steps_per_epoch == 0:
            # Within the step: a stop between an epoch's last step and its validation would lose the epoch.
            self._end_epoch()
        self._save_if_due("adversarial")

    def _judge_warm_up(self) -> None:
        self._validate(0)
        self.state.progress.warm_up_judged = True
        self._save("warm-up")

    def _end_epoch(self) -> None:
        self._read()
        self._validate(self.state.progress.step // self.steps_per_epoch)
        self._save("adversarial")

    def _validate_at_stop(self) -> None:
        """Stopped within an epoch: what was learnt since its start counts too."""
        progress = self.state.progress
        if progress.step % self.steps_per_epoch:
            self._validate(progress.step // self.steps_per_epoch + 1)
        elif progress.step == 0 and not progress.warm_up_judged:
            self._validate(0)

    def _validate(self, epoch: int) -> None:
        state = self.state
        # Before the adversarial phase nobody has taught G_p2n anything.
        faker = state.networks.g_p2n if state.progress.step and self.settings.network.plays else None
        kept = state.networks.kept()
        critic = kept.get("d_p") if self.settings.asks_critic else None
        figures, probes = self.validator.judge(kept["g_n2p"], faker, critic)
        best = figures.key > state.progress.best_key
        if best:
            state.progress.best_epoch = epoch
            state.progress.best_key = figures.key
            state.progress.best_figures = {
                "auroc": figures.auroc,
                "separation": figures.separation,
                "good_mse": figures.good_mse,
                "defects_left": figures.defects_left,
                "synthetic_defects": figures.synthetic,
            }
            if "d_p" in kept:
                state.progress.best_figures["critic_weight"] = figures.critic_weight
            if figures.gate is not None:
                gate = figures.gate._asdict()
                state.progress.best_figures |= {f"gate_{name}": value for name, value in gate.items()}
            state.best = best_of(kept)
        event = Validated(
            epoch=epoch,
            auroc=figures.auroc,
            separation=figures.separation,
            good_mse=figures.good_mse,
            synthetic=figures.synthetic,
            best=best,
            f1=figures.f1,
            ssim_auroc=None if critic is None else figures.ssim_auroc,
            defects_left=None if critic is None else figures.defects_left,
        )
        history = [Validated(**v) for v in state.progress.validations if v["epoch"] < epoch] + [event]
        event = replace(event, text=english(curve_text(history, self.settings.patience)))
        state.progress.validations = [asdict(v) for v in (*history[:-1], event)]
        self.emit(event)
        self.emit(Preview(epoch, probes))
        self.meter.skip()

    def _impatience(self) -> str:
        patience = self.settings.patience
        return (
            f"Stopped: the validation figures have not improved for {patience} epoch{'s' if patience > 1 else ''}. "
            "The best model is kept; resumed, the run goes on for as long again."
        )

    def _report(self, phase: Phase, losses: Losses, step: int, steps: int, epoch: int) -> None:
        """Read the losses now and then: reading makes a GPU wait."""
        while self.learner.notices:
            self.emit(Notice(self.learner.notices.pop(0)))
        self._unread.append(losses)
        self.meter.step(phase)
        self._where = phase, step, steps, epoch
        if len(self._unread) >= self.report_every or step == steps:
            self._read()

    def _read(self) -> None:
        """Read and tell the losses since the last time; nothing that is not finite may reach a checkpoint."""
        if not self._unread:
            return
        phase, step, steps, epoch = self._where
        means = means_of(self._unread)
        self._unread.clear()
        # One reading for all: each makes a GPU wait.
        values = dict(zip(means, torch.stack(list(means.values())).tolist(), strict=True))
        broken = [name for name, value in values.items() if not math.isfinite(value)]
        if broken:
            raise TrainingError(
                later(
                    "Training",
                    "The loss {loss} is no longer a finite number at step {step} of the {phase} phase.",
                    loss=broken[0],
                    step=str(step),
                    phase=phase,
                ),
                later(
                    "Training",
                    "The run is kept as of its last checkpoint: resume it (--resume), or start one with a lower "
                    "--learning-rate.",
                ),
            )
        seconds, left = self.meter.times(phase, step)
        self.emit(StepLosses(phase, step, steps, epoch, values, seconds, left))

    def _save(self, phase: Phase) -> None:
        self._read()
        self._count_time()
        self.save(phase)
        # Waiting for a full disk is nobody's time either.
        self._clock = self._saved = time.monotonic()
        self.meter.skip()

    def _save_if_due(self, phase: Phase) -> None:
        """Between the epochs' ends, so that a long epoch does not lose more than minutes."""
        if time.monotonic() - self._saved >= CHECKPOINT_SECONDS:
            self._save(phase)


def batches_ahead(device: torch.device) -> int:
    """Batches that are made before their turn."""
    return BATCHES_AHEAD if device.type == "cuda" else 0


def report_every(device: torch.device) -> int:
    """Steps from one reading of the losses to the next."""
    return 1 if device.type == "cpu" else GPU_REPORT_EVERY
