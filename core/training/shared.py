"""Learning that several processes share, each with batches of its own."""

from __future__ import annotations

from typing import Any

from core.training.checkpoint import TrainingState
from core.training.data import TrainingData
from core.training.group import Group, Next
from core.training.learner import Learner, Losses
from core.training.learners import learner_for
from core.training.ranks import Ranks


class Share(Learner):
    """A learner's batches of one process."""

    def __init__(self, learner: Learner, ranks: Ranks) -> None:
        super().__init__(learner.settings, learner.execution)
        self.notices = learner.notices
        self._learner, self._ranks = learner, ranks

    def batch(self, step: int) -> Any:
        """See `Learner.batch`."""
        return self._learner.batch(self._ranks.number(step))

    def learn(self, batch: Any, step: int, *, use_ssim: bool) -> Losses:
        """See `Learner.learn`; the losses are those of this process' batch."""
        return self._learner.learn(batch, self._ranks.number(step), use_ssim=use_ssim)

    def warm_up_batch(self, step: int) -> Any:
        """See `Learner.warm_up_batch`."""
        return self._learner.warm_up_batch(self._ranks.number(step))

    def warm_up(self, batch: Any) -> Losses:
        """See `Learner.warm_up`."""
        return self._learner.warm_up(batch)

    def close(self) -> None:
        """End what was started."""
        self._learner.close()


class Leading(Share):
    """That of the process that leads: the others do each step with it."""

    def __init__(self, learner: Learner, group: Group) -> None:
        super().__init__(learner, group.ranks)
        self._group = group

    def learn(self, batch: Any, step: int, *, use_ssim: bool) -> Losses:
        """See `Share.learn`."""
        self._group.tell(Next.LEARN_BY_SSIM if use_ssim else Next.LEARN)
        return super().learn(batch, step, use_ssim=use_ssim)

    def warm_up(self, batch: Any) -> Losses:
        """See `Share.warm_up`."""
        self._group.tell(Next.WARM_UP)
        return super().warm_up(batch)

    def close(self) -> None:
        """Let the others end, too."""
        super().close()
        self._group.close()


def steps_per_epoch(data: TrainingData, state: TrainingState, ranks: Ranks) -> int:
    """Steps in which all processes together go through the good pictures, or as many as the settings say."""
    return ranks.steps(state.settings.steps_per_epoch or len(data.good))


def own_learner(data: TrainingData, state: TrainingState, ranks: Ranks) -> Learner:
    """What trains a state's networks, by the batches of this process."""
    pictures = ranks.size * steps_per_epoch(data, state, ranks)
    return learner_for(data, state.networks, ranks.share(state.settings), state.execution, pictures)
