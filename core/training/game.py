"""The paper's game as the loop asks for it: batches and steps of the warm-up and of the adversarial epochs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch

from core.training.batches import (
    POOL,
    WARM_UP,
    Pair,
    WarmUpBatch,
    draw_pair,
    generator_for,
    ready_for,
    warm_up_batch,
)
from core.training.data import TrainingData
from core.training.device import Execution
from core.training.graphs import GraphStepper
from core.training.learner import Learner, Losses
from core.training.networks import Networks
from core.training.resident import HostPictures, Pictures, pictures_for
from core.training.settings import TrainingSettings
from core.training.steps import Stepper


class Turn(NamedTuple):
    """What one adversarial step sees.

    Attributes:
        pair: gives the pair where the step takes it.
        synthetic: for the warm-up's tasks beside the game, if the run has them.
    """

    pair: Callable[[], Pair]
    synthetic: WarmUpBatch | None


class Game(Learner):
    """Steps of `core.training.steps`; on CUDA recorded ones, where no other process takes part in them.

    Args:
        steps_per_epoch: an epoch goes through the good pictures in an order of its own.
    """

    def __init__(
        self,
        data: TrainingData,
        networks: Networks,
        settings: TrainingSettings,
        execution: Execution,
        steps_per_epoch: int,
    ) -> None:
        super().__init__(settings, execution)
        self.data, self.steps_per_epoch = data, steps_per_epoch
        maker = GraphStepper if execution.device == "cuda" and execution.ranks == 1 else Stepper
        self.stepper = maker(networks, settings, execution)
        self.notices = self.stepper.notices
        self._pictures = pictures_of_game(data, settings, self.device, self.notices.append)

    def batch(self, step: int) -> Turn:
        """The pair of an adversarial step, and the synthetic defects beside it."""
        s = self.settings
        pair = self._pictures.prepared(draw_pair(self.data, s.crop, s.seed, self.steps_per_epoch, step))
        # Other numbers than the warm-up's: it goes on where the warm-up ended, it does not repeat it.
        beside = s.synthetic_weight or s.critic
        return Turn(pair, self.warm_up_batch(s.warm_up_steps + step) if beside else None)

    def learn(self, batch: Turn, step: int, *, use_ssim: bool) -> Losses:
        """One adversarial step."""
        pair = batch.pair()
        return self.stepper.adversarial(
            pair.good,
            pair.defective,
            generator_for(self.settings.seed, POOL, step),
            use_ssim=use_ssim,
            synthetic=batch.synthetic,
            looked_at=(pair.good_looked_at, pair.defective_looked_at),
        )

    def warm_up_batch(self, step: int) -> WarmUpBatch:
        """Good pictures with and without synthetic defects."""
        return synthetic_batch(self.data, self.settings, step, self.device)

    def warm_up(self, batch: WarmUpBatch) -> Losses:
        """One step of the warm-up."""
        return self.stepper.warm_up(*batch)

    def close(self) -> None:
        """End the lanes' threads."""
        self.stepper.close()


def pictures_of_game(
    data: TrainingData, settings: TrainingSettings, device: torch.device, tell: Callable[[str], None]
) -> Pictures:
    """Where the pairs are cut from, see `core.training.resident.pictures_for`."""
    if settings.epochs and data.defective:
        return pictures_for(data, settings.crop, device, tell)
    return HostPictures(data, device)


def synthetic_batch(
    data: TrainingData, settings: TrainingSettings, step: int, device: torch.device
) -> WarmUpBatch:
    """A step's good pictures with and without synthetic defects; in the epochs the numbers go on from the warm-up's."""
    s = settings
    rng = generator_for(s.seed, WARM_UP, step)
    batch = warm_up_batch(data, s.warm_up_crop, s.warm_up_batch, rng, s.families, s.pasted_share)
    return ready_for(batch, device)
