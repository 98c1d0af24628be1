"""Loss curves for display in bounded memory: every step counts, however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.training.events import Phase, PhaseStarted, StepLosses
from core.training.settings import TrainingSettings

MOST_POINTS = 2000
BLOCK = 512
"""Steps that wait to be counted at once: one by one, a million of them would take half a minute."""


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
        self._waiting: list[tuple[int, Mapping[str, float]]] = []

    def begin(self, event: PhaseStarted) -> None:
        """A phase begins: after the warm-up, its steps count as the first ones of the run."""
        if event.phase == "warm-up":
            self.warm_up_steps = event.steps

    def add(self, event: StepLosses) -> None:
        """One more step.

        Raises:
            TypeError: its losses are no numbers.
        """
        # Now, and not among others when they are counted.
        sum(event.losses.values())
        if event.step <= self._seen.get(event.phase, 0):
            return
        step = self._see(event.phase, event.step, event.steps) + event.step
        self._make_room(step)
        self._waiting.append((step, event.losses))
        if len(self._waiting) >= BLOCK:
            self._count()

    def add_many(
        self,
        phase: Phase,
        steps: NDArray[np.float64],
        total: int,
        losses: Mapping[str, NDArray[np.float64]],
    ) -> None:
        """Many steps of one phase at once, to the same effect as one by one; all arrays are `(n,)`, `n` > 0.

        Args:
            total: steps of the phase in all, see `StepLosses.steps`.
        """
        before = np.maximum.accumulate(np.concatenate([[self._seen.get(phase, 0)], steps[:-1]]))
        new = steps > before
        if not new.any():
            return
        places = steps[new] + self._see(phase, int(steps[new][-1]), total)
        self._count()
        self._make_room(int(places[-1]))
        self._put(places, {name: values[new] for name, values in losses.items()})

    def curves(self) -> dict[str, Curve]:
        """The curves as they are now, by the losses' names in the order of their first step."""
        self._count()
        return {name: buckets.curve() for name, buckets in self._buckets.items()}

    def _see(self, phase: Phase, step: int, total: int) -> int:
        """Remember the newest step of a phase; how many steps of the run came before that phase."""
        self._seen[phase] = step
        if phase == "warm-up":
            self.warm_up_steps = max(self.warm_up_steps, total)
            return 0
        return self.warm_up_steps

    def _make_room(self, step: int) -> None:
        """Widen the buckets until `step` fits."""
        while step > self.most_points * self.width:
            self._count()
            self.width *= 2
            for buckets in self._buckets.values():
                buckets.halve()

    def _count(self) -> None:
        """Count the steps that wait."""
        names = dict.fromkeys(name for _, losses in self._waiting for name in losses)
        for name in names:
            pairs = [(step, losses[name]) for step, losses in self._waiting if name in losses]
            steps, values = np.array(pairs, np.float64).T
            self._put(steps, {name: values})
        self._waiting.clear()

    def _put(self, steps: NDArray[np.float64], losses: Mapping[str, NDArray[np.float64]]) -> None:
        """Count losses in; all arrays are `(n,)`, steps rising."""
        place = ((steps - 1) // self.width).astype(np.intp)
        # Neighbours that share a bucket are put together first: it takes a tenth of the time.
        first = np.flatnonzero(np.concatenate([[True], place[1:] != place[:-1]]))
        place, count, steps = place[first], np.diff(first, append=len(steps)), np.add.reduceat(steps, first)
        for name, values in losses.items():
            if name not in self._buckets:
                self._buckets[name] = _Buckets(self.most_points)
            self._buckets[name].add(place, first, count, steps, values)

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

    def add(
        self,
        place: NDArray[np.intp],
        first: NDArray[np.intp],
        count: NDArray[np.intp],
        steps: NDArray[np.float64],
        values: NDArray[np.float64],
    ) -> None:
        """Count values in.

        Args:
            place: buckets, `(m,)`.
            first: the first of the values that come into each of them, `(m,)`.
            count, steps: how many do, and the sum of their steps, `(m,)`.
            values: `(n,)`.
        """
        np.add.at(self.count, place, count)
        np.add.at(self.steps, place, steps)
        np.add.at(self.sum, place, np.add.reduceat(values, first))
        # What is no number leaves a hole in the mean, and takes nothing from the extremes of the others.
        np.fmin.at(self.low, place, np.fmin.reduceat(values, first))
        np.fmax.at(self.high, place, np.fmax.reduceat(values, first))

    def halve(self) -> None:
        """Merge neighbours."""
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
        """As it is now."""
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
    if not settings.network.plays or not adversarial_steps or not 0 < settings.ssim_epochs < settings.epochs:
        return None
    return settings.warm_up_steps + settings.ssim_epochs * (adversarial_steps // settings.epochs)
