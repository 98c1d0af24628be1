"""What a run tells: typed, frozen events. The loop emits them and knows nobody who listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.language import Later

Phase = Literal["warm-up", "adversarial"]


@dataclass(frozen=True)
class Loaded:
    """The run's pictures are in memory, and its snapshot is on the disk.

    Attributes:
        good, defective: pictures to train on.
        masks: the defective ones whose mask it learns from.
        validation: pictures to validate on.
    """

    good: int
    defective: int
    masks: int
    validation: int


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
        losses: by name, all unweighted. Of a game `warm_up` and `critic`, or `g_p2n`, `g_n2p`, `cycle`, `identity`,
            `d_p`, `d_n`, with `synthetic`, `critic`, `photos` and `outside` where these are on; `restoration` of
            DCGAN's, `mask` of a network that marks.
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
    """A fixed image of the validation split after an epoch, as uint8 pictures of one size.

    Attributes:
        path: its file.
        original, repair: as the network sees it, and what G_n2p makes of it.
        ssim: their SSIM map, -1..1 as 0..255.
        faked: a good image with the defects that G_p2n adds; None for a defective one, and while there is no trained
            G_p2n (after the warm-up, and where no defective pictures are trained on).
        defective: its label; also true of a good image with synthetic defects, where they stand in.
    """

    path: str
    original: NDArray[np.uint8]
    repair: NDArray[np.uint8]
    ssim: NDArray[np.uint8]
    faked: NDArray[np.uint8] | None = None
    defective: bool = False


@dataclass(frozen=True)
class Preview:
    """The fixed probe images, defective ones first, as the networks treat them after `epoch`.

    They are also in the run's folder, smaller, see `core.training.probes`.
    """

    epoch: int
    probes: tuple[Probe, ...]


@dataclass(frozen=True)
class Validated:
    """Figures on the validation split, which is never trained on.

    Attributes:
        epoch: 0 = after the warm-up.
        auroc: image AUROC, 0..1; against synthetic defects where `synthetic` says so.
        separation: (median defective - median good score) / spread of the good scores.
        good_mse: mean squared good-to-repair difference on the 0-255 scale (Eq. 16); 0 of a network that repairs
            nothing, of which it says nothing: it is not shown then.
        best: the best epoch so far.
        f1: the best F1 that any threshold reaches on these scores, 0..1; None in logs of older versions.
        ssim_auroc: that of the SSIM map alone, where D_p counts in the others too; None elsewhere.
        defects_left: what the repair leaves of synthetic defects, see `core.training.validate`; None where D_p does not
            inspect, and in logs of older versions.
        text: what the learning curve says, one English sentence without a full stop, see `core.training.curve_text`.
    """

    epoch: int
    auroc: float
    separation: float
    good_mse: float
    synthetic: bool
    best: bool
    f1: float | None = None
    ssim_auroc: float | None = None
    text: str = ""
    defects_left: float | None = None


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
class Paused:
    """The run waits, until it is resumed, stopped or cancelled.

    `reason` is "" if that was asked for. Otherwise it says, in a sentence or two, what is wrong and what to do: the
    run's files cannot be written. Then resuming tries once more.
    """

    reason: str | Later


@dataclass(frozen=True)
class Resumed:
    """The run goes on after `Paused`."""


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

    message: str | Later
    way_out: str | Later


Event = (
    Loaded
    | PhaseStarted
    | StepLosses
    | Preview
    | Validated
    | CheckpointSaved
    | Notice
    | Paused
    | Resumed
    | Done
    | Cancelled
    | Failed
)
Emit = Callable[[Event], None]
FINAL = (Done, Cancelled, Failed)
