"""How long a run would take on this machine: a few real steps, measured."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.datasets.dataset import Label
from core.files import read_json, write_atomically
from core.training.data import MIN_CROP, LabelledPicture, TrainingData
from core.training.failures import explained
from core.training.settings import TrainingSettings

if TYPE_CHECKING:
    from core.training.learner import Learner

CACHE = "training-times.json"
PICTURES = 2
MOST_CACHED = 200
STEPS = 3
"""Raised when steps or validations do other work than before: times that were kept are then measured anew."""
_FREE = (
    "preset",
    "epochs",
    "steps_per_epoch",
    "warm_up_steps",
    "seed",
    "patience",
    "ssim_epochs",
    "decay_from",
)
_FREE_TOO = ("validation", "test", "learning_rate", "warm_up_learning_rate", "pool_size")
"""Settings that change how many steps there are, or nothing, but not how long one takes."""


@dataclass(frozen=True)
class Counts:
    """How much there is to learn from.

    Attributes:
        good, defective: training pictures.
        validation: validation pictures of both labels.
        height, width: of a typical picture in pixels, as read.
    """

    good: int
    defective: int
    validation: int
    height: int
    width: int


@dataclass(frozen=True)
class Estimate:
    """What a run would take.

    Attributes:
        seconds_per_step: by phase, `warm-up` and `adversarial`; only of those that the run has.
        seconds: of the whole run, validation included, reading the pictures and calibration not.
        reason: how that was found, one sentence; where it was not, why.
    """

    seconds_per_step: dict[str, float]
    seconds: float
    reason: str


def estimate(
    settings: TrainingSettings,
    counts: Counts,
    device: str = "auto",
    seconds_budget: float = 4.0,
    *,
    cache: Path | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Estimate | None:
    """Measure real steps of these settings on random pictures, and extrapolate to the whole run.

    Not while a run is training: both would be slowed down, and the measure would be wrong.

    Args:
        device: `auto`, `cuda`, `mps` or `cpu`.
        seconds_budget: about as long is measured; at least one step of each phase is, however long that takes.
        cache: a folder for what was measured, by settings, device and version of torch; None keeps nothing.
        cancelled: asked between steps.

    Returns:
        None if it was cancelled.

    Raises:
        TrainingError: the device is not there, or its memory does not hold these settings.
    """
    key = _key(settings, counts, device)
    times = _known(cache, key)
    fresh = times is None
    if times is None:
        try:
            times = _measure(settings, counts, device, seconds_budget, cancelled)
        except (RuntimeError, MemoryError) as error:
            raise explained(error) or error from error
        if times is None:
            return None
        _keep(cache, key, times)
    return _extrapolated(settings, counts, times, fresh)


def _extrapolated(
    settings: TrainingSettings, counts: Counts, times: dict[str, float], fresh: bool
) -> Estimate:
    epochs = settings.epochs_with(defective=counts.defective > 0)
    steps = {
        "warm-up": settings.warm_up_steps,
        "adversarial": epochs * (settings.steps_per_epoch or counts.good),
    }
    per_step = {phase: times[phase] for phase, number in steps.items() if number}
    seconds = sum(times[phase] * number for phase, number in steps.items() if number)
    validations = epochs + bool(settings.warm_up_steps)
    seconds += validations * counts.validation * times["validation"]
    reason = "measured on this machine" if fresh else "measured on this machine before"
    return Estimate(
        per_step, seconds, f"{reason}, with random pictures of {counts.width} x {counts.height} pixels"
    )


def _measure(
    settings: TrainingSettings,
    counts: Counts,
    device: str,
    budget: float,
    cancelled: Callable[[], bool],
) -> dict[str, float] | None:
    from core.training.device import choose_execution, pick_device
    from core.training.learners import learner_for
    from core.training.networks import Networks
    from core.training.validate import Validator

    place = pick_device(device)
    data = _random_data(settings, counts)
    networks = Networks(settings)
    networks.g_n2p.to(place)
    execution = choose_execution(settings, place, networks.g_n2p)
    if cancelled():
        return None
    networks.prepare(place, channels_last=execution.channels_last)
    learner = learner_for(data, networks, settings, execution, PICTURES)
    times: dict[str, float] = {}
    share = budget / (bool(settings.warm_up_steps) + bool(settings.epochs) + 1)
    try:
        for phase in ("warm-up", "adversarial"):
            if settings.warm_up_steps if phase == "warm-up" else settings.epochs:
                taken = _time(_Step(learner, phase, settings.warm_up_steps), share, cancelled)
                if taken is None:
                    return None
                times[phase] = taken
    finally:
        learner.close()
    validator = Validator(data, settings, place)
    started = time.perf_counter()
    validator.judge(networks.g_n2p, critic=networks.kept().get("d_p"))
    times["validation"] = (time.perf_counter() - started) / len(validator.good + validator.defective)
    return times


class _Step:
    """One step after the other of a phase; each ends when the device has computed it."""

    def __init__(self, learner: Learner, phase: str, warm_up_steps: int) -> None:
        self._learner, self._phase = learner, phase
        # A warm-up's first steps lack whole photos, which most have and which take long.
        self._number = warm_up_steps if phase == "warm-up" else 0

    def __call__(self) -> None:
        self._number += 1
        learner, number = self._learner, self._number
        if self._phase == "warm-up":
            losses = learner.warm_up(learner.warm_up_batch(number))
        else:
            losses = learner.learn(learner.batch(number), number, use_ssim=number % 2 == 0)
        for value in losses.values():
            value.item()


def _time(step: Callable[[], None], budget: float, cancelled: Callable[[], bool]) -> float | None:
    """The median of steps within the budget, the first one left out where there are more: it sets things up."""
    taken: list[float] = []
    begun = time.perf_counter()
    while not taken or time.perf_counter() - begun < budget:
        if cancelled():
            return None
        started = time.perf_counter()
        step()
        taken.append(time.perf_counter() - started)
    return float(np.median(taken[1:] or taken))


def _random_data(settings: TrainingSettings, counts: Counts) -> TrainingData:
    preprocess = settings.preprocess
    size = (preprocess.height or counts.height, preprocess.width or counts.width)
    shape = tuple(max(MIN_CROP, side) for side in size) + ((3,) if preprocess.channels == 3 else ())
    rng = np.random.default_rng(settings.seed)
    good, defective = (
        tuple(
            LabelledPicture(Path(f"{label}-{n}"), label, rng.random(shape, np.float32))
            for n in range(PICTURES)
        )
        for label in (Label.GOOD, Label.DEFECTIVE)
    )
    return TrainingData(good, defective, (*good, *defective), ())


def _key(settings: TrainingSettings, counts: Counts, device: str) -> str:
    from importlib.metadata import version

    content = {
        "settings": settings.model_dump(mode="json", exclude={*_FREE, *_FREE_TOO}),
        "phases": [settings.warm_up_steps > 0, settings.epochs > 0],
        "size": [counts.height, counts.width],
        "device": [device, _device_name(device), platform.node()],
        "torch": version("torch"),
        "steps": STEPS,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _device_name(device: str) -> str:
    import torch

    from core.training.device import pick_device

    kind = pick_device(device).type
    return torch.cuda.get_device_name() if kind == "cuda" else f"{kind}, {torch.get_num_threads()} threads"


def _known(cache: Path | None, key: str) -> dict[str, float] | None:
    found = _read(cache).get(key)
    try:
        return None if found is None else {name: float(value) for name, value in found.items()}
    except (AttributeError, TypeError, ValueError):
        return None


def _read(cache: Path | None) -> dict[str, Any]:
    if cache is None:
        return {}
    try:
        document = read_json(cache / CACHE)
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def _keep(cache: Path | None, key: str, times: dict[str, float]) -> None:
    if cache is None:
        return
    known = {**_read(cache), key: {name: round(value, 6) for name, value in times.items()}}
    newest = dict(list(known.items())[-MOST_CACHED:])
    # Without the cache the next estimate takes a few seconds again, that is all.
    with suppress(OSError), write_atomically(cache / CACHE, durable=False) as temporary:
        temporary.write_text(json.dumps(newest, indent=1), encoding="utf-8")
