"""Loss curves for display in bounded memory: every step counts, however many there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.training.events import Phase, PhaseStarted, StepLosses
from core.training.settings import TrainingSettings

MOST_POINTS = 2000


@dataclass(frozen=True)
class Curve:
    """One loss over a run, a point for every bucket of steps that has any; all arrays are `(n,)` float64.

    Attributes:
        step: the mean of the bucket's steps, counted from the run's beginning: the adversarial phase goes on where
            the warm-up ends.
        low, mean, high: of the bucket's losses.
    """

    step: NDArray[np.float64]
    low: NDArray[np.float64]
    mean: NDArray[np.float64]
    high: NDArray[np.float64]


class Curves:
    """Takes step losses forever and keeps at most `most_points` points of each loss.

    All curves share buckets of `width` steps; when a step no longer fits, neighbours are merged and `width` doubles. A
    step that was already seen is passed over: a resumed run repeats, with equal losses, what it did after its
    checkpoint.

    Args:
        most_points: at least 2.
    """

    def __init__(self, most_points: int = MOST_POINTS) -> None:
        self.most_points = max(2, most_points + most_points % 2)
        self.width = 1
        self.warm_up_steps = 0
        self._seen: dict[Phase, int] = {}
        self._buckets: dict[str, _Buckets] = {}

    def begin(self, event: PhaseStarted) -> None:
        """A phase begins: after the warm-up, its steps count as the first ones of the run."""
        if event.phase == "warm-up":
            self.warm_up_steps = event.steps

    def add(self, event: StepLosses) -> None:
        """One more step."""
        if event.step <= self._seen.get(event.phase, 0):
            return
        self._seen[event.phase] = event.step
        if event.phase == "warm-up":
            self.warm_up_steps = max(self.warm_up_steps, event.steps)
        step = event.step + (self.warm_up_steps if event.phase == "adversarial" else 0)
        while step > self.most_points * self.width:
            self.width *= 2
            for buckets in self._buckets.values():
                buckets.halve()
        place = (step - 1) // self.width
        for name, value in event.losses.items():
            if name not in self._buckets:
                self._buckets[name] = _Buckets(self.most_points)
            self._buckets[name].add(place, step, value)

    def curves(self) -> dict[str, Curve]:
        """The curves as they are now, by the losses' names in the order of their first step."""
        return {name: buckets.curve() for name, buckets in self._buckets.items()}

    @property
    def last_step(self) -> int:
        """The last step seen, counted from the run's beginning; 0 before the first."""
        adversarial = self._seen.get("adversarial", 0)
        return self.warm_up_steps + adversarial if adversarial else self._seen.get("warm-up", 0)


class _Buckets:
    """Running count, sums and extremes of one loss in `size` (even) buckets."""

    def __init__(self, size: int) -> None:
        self.count = np.zeros(size)
        self.steps = np.zeros(size)
        self.sum = np.zeros(size)
        self.low = np.full(size, np.inf)
        self.high = np.full(size, -np.inf)

    def add(self, place: int, step: int, value: float) -> None:
        self.count[place] += 1
        self.steps[place] += step
        self.sum[place] += value
        self.low[place] = min(self.low[place], value)
        self.high[place] = max(self.high[place], value)

    def halve(self) -> None:
        half = len(self.count) // 2
        for array, merge, empty in (
            (self.count, np.add, 0),
            (self.steps, np.add, 0),
            (self.sum, np.add, 0),
            (self.low, np.minimum, np.inf),
            (self.high, np.maximum, -np.inf),
        ):
            array[:half] = merge(array[::2], array[1::2])
            array[half:] = empty

    def curve(self) -> Curve:
        filled = self.count > 0
        count = self.count[filled]
        return Curve(
            self.steps[filled] / count, self.low[filled], self.sum[filled] / count, self.high[filled]
        )


def similarity_mark(settings: TrainingSettings, adversarial_steps: int) -> int | None:
    """The last step of the run, as `Curve.step` counts, with the SSIM loss before L1 takes over.

    Args:
        adversarial_steps: steps of that phase in all, as `PhaseStarted` and `StepLosses` give them.

    Returns:
        None where only one of the two losses is used.
    """
    if not adversarial_steps or not settings.epochs or not 0 < settings.ssim_epochs < settings.epochs:
        return None
    return settings.warm_up_steps + settings.ssim_epochs * (adversarial_steps // settings.epochs)
