"""A process of a run that another one leads: it does the same steps on its own batches, and writes nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import torch

from core.datasets.dataset import Dataset
from core.errors import TrainingError
from core.training.ahead import Ahead
from core.training.checkpoint import TrainingState, load_checkpoint
from core.training.data import TrainingData
from core.training.folder import CHECKPOINT, SNAPSHOT
from core.training.group import Group, Next, device_of
from core.training.loop import batches_ahead
from core.training.pictures import pictures_of, snapshot_of, with_splits
from core.training.ranks import Ranks
from core.training.rates import set_epoch_rates, set_warm_up_rates
from core.training.same_images import is_same
from core.training.settings import TrainingSettings
from core.training.shared import Share, own_learner, steps_per_epoch


def follow(
    dataset: Dataset, settings: TrainingSettings, out: Path, ranks: Ranks, *, device: str = "auto"
) -> None:
    """Take part in the run that `core.training.run.train` leads in another process, until it ends.

    Args:
        dataset, settings, out, device: as for `train`.
        ranks: of this process.

    Raises:
        TrainingError: the images or the settings are not those that the run has where it is led, or another process
            has ended.
        IsuganError: `out` or the device cannot be used.
    """
    place = device_of(ranks, device)
    dataset = with_splits(dataset, settings)
    data, snapshot = pictures_of(dataset, settings), snapshot_of(dataset)
    group = Group(ranks, place)
    try:
        group.meet()
        # Written before the one that leads came here.
        state = load_checkpoint(out / CHECKPOINT, place)
        same = is_same(snapshot, state.snapshot_hash, out / SNAPSHOT)
        if state.settings != settings or not same:
            raise TrainingError(
                f"Process {ranks.rank} sees other images or settings than the one that leads.",
                "All machines need the same dataset and the same --out, on storage that they share.",
                out,
            )
        group.join(state.networks)
        with closing(Share(own_learner(data, state, ranks), ranks)) as learner:
            _Following(data, state, learner, ranks, place).obey(group)
    finally:
        group.close()


class _Following:
    def __init__(
        self, data: TrainingData, state: TrainingState, learner: Share, ranks: Ranks, device: torch.device
    ) -> None:
        self._state, self._learner = state, learner
        self._epochs = state.settings.epochs_with(defective=bool(data.defective))
        self._steps = steps_per_epoch(data, state, ranks)
        ahead = batches_ahead(device)
        self._warm_up_batches = Ahead(learner.warm_up_batch, ahead)
        self._batches = Ahead(learner.batch, ahead)

    def obey(self, group: Group) -> None:
        """Do what is told, until that is to end."""
        with closing(self._warm_up_batches), closing(self._batches):
            while (what := group.hear()) is not Next.END:
                if what is Next.WARM_UP:
                    self._warm_up()
                else:
                    self._learn(use_ssim=what is Next.LEARN_BY_SSIM)
                self._state.networks.follow()
                self._learner.notices.clear()

    def _warm_up(self) -> None:
        progress, s = self._state.progress, self._state.settings
        set_warm_up_rates(self._state.networks, s, progress.warm_up_step)
        self._learner.warm_up(self._warm_up_batches.get(progress.warm_up_step, s.warm_up_steps))
        progress.warm_up_step += 1

    def _learn(self, *, use_ssim: bool) -> None:
        progress, s = self._state.progress, self._state.settings
        set_epoch_rates(self._state.networks, s, progress.step // self._steps, self._epochs)
        batch = self._batches.get(progress.step, self._epochs * self._steps)
        self._learner.learn(batch, progress.step, use_ssim=use_ssim)
        progress.step += 1
