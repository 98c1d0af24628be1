"""Seconds per step and time left."""

from __future__ import annotations

import time

from core.training.data import TrainingData
from core.training.events import Phase
from core.training.settings import TrainingSettings

SMOOTHING = 0.05
ADVERSARIAL_PASSES = 6.0
"""An adversarial step against one pass of a generator, forwards and back: five such passes and the discriminators'."""


class Meter:
    """A running mean of the step time, and what is left of both phases at that speed.

    Before the adversarial phase has begun its step time is estimated from the warm-up's by the pixels that both
    push through a generator.
    """

    def __init__(self, settings: TrainingSettings, data: TrainingData, adversarial_steps: int) -> None:
        self.warm_up_steps = settings.warm_up_steps
        self.adversarial_steps = adversarial_steps
        side = settings.crop or max(data.good[0].size)
        warm_up = settings.warm_up_batch * settings.warm_up_crop**2
        self.ratio = ADVERSARIAL_PASSES * side**2 / warm_up + (
            settings.synthetic_weight > 0 or settings.critic
        )
        self.mean: dict[Phase, float] = {}
        self._last = time.monotonic()

    def start(self) -> None:
        """A phase begins."""
        self._last = time.monotonic()

    skip = start
    """Time spent since the last step was not a step's (validation, a checkpoint)."""

    def step(self, phase: Phase) -> None:
        """A step has ended."""
        now = time.monotonic()
        taken = now - self._last
        self._last = now
        before = self.mean.get(phase)
        self.mean[phase] = taken if before is None else before + SMOOTHING * (taken - before)

    def times(self, phase: Phase, step: int) -> tuple[float, float]:
        """Seconds per step of this phase, and seconds left in the run after `step` of it."""
        seconds = self.mean[phase]
        if phase == "adversarial":
            return seconds, seconds * (self.adversarial_steps - step)
        left = seconds * (self.warm_up_steps - step) + seconds * self.ratio * self.adversarial_steps
        return seconds, left
