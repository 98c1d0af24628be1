"""What a run tells: typed, frozen events. The loop emits them and knows nobody who listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Phase = Literal["warm-up", "adversarial"]


@dataclass(frozen=True)
class PhaseStarted:
    """A phase begins. `steps` is the number of steps it has in all, `done` how many a resumed run already did."""

    phase: Phase
    steps: int
    done: int = 0


@dataclass(frozen=True)
class StepLosses:
    """Losses of one step (on a GPU: means over the steps since the last such event).

    Attributes:
        step: steps done in this phase, from 1; `steps` of them in all.
        epoch: from 1 in the adversarial phase, 0 in the warm-up.
        losses: by name; `warm_up` and `critic`, or `g_p2n`, `g_n2p`, `cycle`, `identity`, `d_p`, `d_n` and,
            where it is on, `synthetic` and `critic` (all unweighted).
        seconds_per_step: a running mean.
        seconds_left: to the end of the whole run, at the present speed.
    """

    phase: Phase
    step: int
    steps: int
    epoch: int
    losses: Mapping[str, float]
    seconds_per_step: float
    seconds_left: float


@dataclass(frozen=True)
class Probe:
    """A fixed image after an epoch: uint8 pictures at working size; `ssim` maps -1..1 to 0..255."""

    path: str
    original: NDArray[np.uint8]
    repair: NDArray[np.uint8]
    ssim: NDArray[np.uint8]


@dataclass(frozen=True)
class Preview:
    """The fixed probe images as the networks treat them after `epoch`."""

    epoch: int
    probes: tuple[Probe, ...]


@dataclass(frozen=True)
class Validated:
    """Figures on the validation split, which is never trained on.

    Attributes:
        epoch: 0 = after the warm-up.
        auroc: image AUROC, 0..1; against synthetic defects where `synthetic` says so.
        separation: (median defective - median good score) / spread of the good scores.
        good_mse: mean squared good-to-repair difference on the 0-255 scale (Eq. 16).
        best: the best epoch so far.
    """

    epoch: int
    auroc: float
    separation: float
    good_mse: float
    synthetic: bool
    best: bool


@dataclass(frozen=True)
class CheckpointSaved:
    """The run can be resumed from here."""

    path: Path
    phase: Phase
    step: int


@dataclass(frozen=True)
class Notice:
    """Something the user should know; the run goes on."""

    text: str


@dataclass(frozen=True)
class Done:
    """The run has ended and left a model. `stopped`: by stop-and-keep, before its last step."""

    model: Path
    best_epoch: int
    stopped: bool
    seconds: float


@dataclass(frozen=True)
class Cancelled:
    """The run was cancelled; what it had written is gone."""


@dataclass(frozen=True)
class Failed:
    """The run ended with an error; its last checkpoint is kept."""

    message: str
    way_out: str


Event = PhaseStarted | StepLosses | Preview | Validated | CheckpointSaved | Notice | Done | Cancelled | Failed
Emit = Callable[[Event], None]
FINAL = (Done, Cancelled, Failed)
