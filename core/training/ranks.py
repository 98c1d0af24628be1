"""A run's place among the processes that torchrun started for it, and its share of the work."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from core.training.settings import TrainingSettings


@dataclass(frozen=True)
class Ranks:
    """One process of a run.

    Each step is done by all of them, each on pictures of its own: an epoch has fewer steps, and the warm-up's batch is
    shared out.

    Attributes:
        rank: from 0; this one leads: it alone validates, decides and writes.
        size: how many there are.
        local: from 0, among those on this machine.
    """

    rank: int = 0
    size: int = 1
    local: int = 0

    @property
    def follows(self) -> bool:
        """Whether another process leads."""
        return self.rank > 0

    def steps(self, steps: int) -> int:
        """Steps of all processes in which they see as many pictures as one does in `steps`."""
        return -(-steps // self.size)

    def number(self, step: int) -> int:
        """What a batch of this process is drawn by; no two steps and processes have the same."""
        return step * self.size + self.rank

    def take_gpu(self, environment: MutableMapping[str, str]) -> None:
        """Hide the GPUs of the other processes on this machine, from all threads of this one."""
        listed = environment.get("CUDA_VISIBLE_DEVICES")
        if listed is None:
            environment["CUDA_VISIBLE_DEVICES"] = str(self.local)
        else:
            environment["CUDA_VISIBLE_DEVICES"] = ",".join(listed.split(",")[self.local : self.local + 1])

    def share(self, settings: TrainingSettings) -> TrainingSettings:
        """The settings by which this process draws its batches."""
        if self.size == 1:
            return settings
        return settings.model_copy(
            update={
                "warm_up_batch": self.steps(settings.warm_up_batch),
                "critic_batch": self.steps(settings.critic_batch),
                # Batches have numbers, and those of the epochs begin after the warm-up's.
                "warm_up_steps": settings.warm_up_steps * self.size,
            }
        )


ALONE = Ranks()


def ranks_here(environment: Mapping[str, str] = os.environ) -> Ranks:
    """As torchrun has set them; `ALONE` without it."""
    if "TORCHELASTIC_RUN_ID" not in environment:
        return ALONE
    return Ranks(
        int(environment["RANK"]), int(environment["WORLD_SIZE"]), int(environment.get("LOCAL_RANK", "0"))
    )
