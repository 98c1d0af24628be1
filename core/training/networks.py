"""The four networks of a run with their optimisers and image buffers."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from core.nets.discriminator import Discriminator
from core.nets.generator import Generator
from core.nets.init import init_weights
from core.training.pool import ImagePool
from core.training.settings import TrainingSettings

BETAS = (0.5, 0.999)
NAMES = ("g_n2p", "g_p2n", "d_p", "d_n")


class Networks:
    """G_n2p repairs, G_p2n adds defects; D_p judges good pictures, D_n defective ones.

    Weights are drawn from `settings.seed`. The warm-up has an optimiser of its own: its momenta belong to another
    loss.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        draw = torch.Generator().manual_seed(settings.seed)
        self.g_n2p = Generator(settings.network)
        self.g_p2n = Generator(settings.network)
        self.d_p = Discriminator(settings.network)
        self.d_n = Discriminator(settings.network)
        for network in self.all().values():
            # Default initialisation draws from torch's global generator; every weight is drawn anew here.
            init_weights(network, draw)
            network.train()
        self.pool_p = ImagePool(settings.pool_size)
        self.pool_n = ImagePool(settings.pool_size)
        self._rate, self._warm_up_rate = settings.learning_rate, settings.warm_up_learning_rate

    def all(self) -> dict[str, nn.Module]:
        """The networks by name."""
        return {name: getattr(self, name) for name in NAMES}

    def prepare(self, device: torch.device, *, channels_last: bool) -> None:
        """Move to the device and make the optimisers; once, before the first step or the loading of a checkpoint."""
        layout = torch.channels_last if channels_last else torch.contiguous_format
        for network in self.all().values():
            network.to(device=device, memory_format=layout)  # type: ignore[call-overload]
        self.warm_up = self._adam([self.g_n2p], self._warm_up_rate)
        self.generators = self._adam([self.g_n2p, self.g_p2n], self._rate)
        self.discriminators = self._adam([self.d_p, self.d_n], self._rate)

    def optimisers(self) -> dict[str, torch.optim.Adam]:
        """The optimisers by name."""
        return {name: getattr(self, name) for name in ("warm_up", "generators", "discriminators")}

    @staticmethod
    def _adam(networks: list[nn.Module], rate: float) -> torch.optim.Adam:
        parameters = [p for network in networks for p in network.parameters()]
        device = parameters[0].device
        if device.type != "cuda":
            return torch.optim.Adam(parameters, rate, BETAS, fused=device.type == "cpu")
        # A rate on the device, so that a recorded step (`core.training.graphs`) reads it anew at every replay.
        on_device = torch.tensor(rate, device=device)
        return torch.optim.Adam(parameters, on_device, BETAS, fused=True, capturable=True)


def set_rate(group: dict[str, Any], rate: float) -> None:
    """Set the learning rate of an optimiser's group, on the device in place."""
    if isinstance(group["lr"], torch.Tensor):
        group["lr"].fill_(rate)
    else:
        group["lr"] = rate


def learning_rate_factor(epoch: int, epochs: int, decay_from: float) -> float:
    """1 in the first `decay_from` of the epochs, then linearly down towards 0 (CycleGAN's schedule).

    `epoch` counts from 0; the factor of the last epoch is still above 0.
    """
    constant = round(epochs * decay_from)
    return 1.0 if epoch < constant else (epochs - epoch) / (epochs - constant + 1)


def warm_up_rate_factor(step: int, steps: int) -> float:
    """1 in the first half of the warm-up, then linearly down to 0.05: a steady rate leaves the repair noisy."""
    share = step / steps
    return 1.0 if share < 0.5 else max(0.05, 2 * (1 - share))
