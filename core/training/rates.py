"""Learning rates of a step, set before it."""

from __future__ import annotations

import torch

from core.training.networks import Networks, learning_rate_factor, set_rate, warm_up_rate_factor
from core.training.settings import TrainingSettings


def set_warm_up_rates(networks: Networks, settings: TrainingSettings, step: int) -> None:
    """Those of a step of the warm-up, counted from 0."""
    factor = warm_up_rate_factor(step, settings.warm_up_steps)
    _set(networks.warm_up, settings.warm_up_learning_rate * factor)
    if settings.network.criticises:
        _set(networks.critic, settings.critic_learning_rate * factor)


def set_epoch_rates(networks: Networks, settings: TrainingSettings, epoch: int, epochs: int) -> None:
    """Those of the steps of an epoch, counted from 0, of `epochs`."""
    factor = learning_rate_factor(epoch, epochs, settings.decay_from)
    for name, optimiser in networks.optimisers().items():
        if name != "warm_up":
            _set(optimiser, settings.learning_rate * factor)


def _set(optimiser: torch.optim.Optimizer, rate: float) -> None:
    for group in optimiser.param_groups:
        set_rate(group, rate)
