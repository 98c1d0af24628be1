"""The networks of a run with their optimisers and image buffers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from core.nets.build import repair_network
from core.nets.critic import Critic
from core.nets.discriminator import Discriminator
from core.nets.init import init_weights
from core.nets.settings import NetworkSettings
from core.training.pool import ImagePool
from core.training.settings import TrainingSettings

BETAS = (0.5, 0.999)


class Networks:
    """G_n2p repairs, G_p2n adds defects; D_p judges good pictures, D_n defective ones.

    The other systems have fewer: DCGAN G_n2p and D_p, a segmenting one the network that marks, in G_n2p's place.
    Weights are drawn from `settings.seed`. The warm-up has an optimiser of its own: its momenta belong to another loss.
    """

    def __init__(self, settings: TrainingSettings) -> None:
        draw = torch.Generator().manual_seed(settings.seed)
        self._networks = _made(settings.network)
        for network in self._networks.values():
            # Default initialisation draws from torch's global generator; every weight is drawn anew here.
            init_weights(network, draw)
            network.train()
        self.pool_p = ImagePool(settings.pool_size)
        self.pool_n = ImagePool(settings.pool_size)
        self._warms_up = settings.network.plays
        self._criticises, self._critic_rate = settings.network.criticises, settings.critic_learning_rate
        self._averaging, self._averages = settings.averaging, dict[str, AveragedModel]()
        self._rate, self._warm_up_rate = settings.learning_rate, settings.warm_up_learning_rate
        self.agree: Callable[[], None] = _alone
        """Brings together what the networks of several processes have noted in a step, see `core.training.group`."""

    @property
    def g_n2p(self) -> nn.Module:
        """What the model file holds."""
        return self._networks["g_n2p"]

    @property
    def g_p2n(self) -> nn.Module:
        """Of the paper's game alone, as `d_n`."""
        return self._networks["g_p2n"]

    @property
    def d_p(self) -> nn.Module:
        """Of systems that repair."""
        return self._networks["d_p"]

    @property
    def d_n(self) -> nn.Module:
        """Of the paper's game alone."""
        return self._networks["d_n"]

    def all(self) -> dict[str, nn.Module]:
        """The networks by name, and the means over their last steps where the settings ask for them."""
        return self._networks | {f"mean_{name}": mean for name, mean in self._averages.items()}

    def trained(self) -> dict[str, nn.Module]:
        """The networks by name, without the means."""
        return dict(self._networks)

    def kept(self) -> dict[str, nn.Module]:
        """What inspects and is kept when the run has ended: `g_n2p`, and `d_p` where it is a critic; their means over
        the last steps where the settings ask for them."""
        names = ("g_n2p", "d_p") if self._criticises else ("g_n2p",)
        return {
            name: self._averages[name].module if name in self._averages else self._networks[name]
            for name in names
        }

    def follow(self) -> None:
        """After a step: let the means follow."""
        self.agree()
        for name, mean in self._averages.items():
            mean.update_parameters(self._networks[name])

    def prepare(self, device: torch.device, *, channels_last: bool) -> None:
        """Move to the device and make the optimisers; once, before the first step or the loading of a checkpoint."""
        layout = torch.channels_last if channels_last else torch.contiguous_format
        for network in self._networks.values():
            network.to(device=device, memory_format=layout)  # type: ignore[call-overload]
        if self._averaging:
            self._averages = {
                name: _mean_of(network, self._averaging) for name, network in self.kept().items()
            }
        makers, judges = (
            [network for name, network in self._networks.items() if name[0] == letter] for letter in "gd"
        )
        self._optimisers = {"generators": self._adam(makers, self._rate)}
        if self._criticises:
            judges.remove(self.d_p)
            self._optimisers["critic"] = self._adam([self.d_p], self._critic_rate)
        if judges:
            self._optimisers["discriminators"] = self._adam(judges, self._rate)
        if self._warms_up:
            self._optimisers["warm_up"] = self._adam([self.g_n2p], self._warm_up_rate)

    @property
    def warm_up(self) -> torch.optim.Adam:
        """G_n2p's, of the paper's game alone."""
        return self._optimisers["warm_up"]

    @property
    def critic(self) -> torch.optim.Adam:
        """D_p's, where it is a critic; elsewhere it is one of the discriminators."""
        return self._optimisers["critic"]

    @property
    def generators(self) -> torch.optim.Adam:
        """Of the networks that make pictures, or of the one that marks."""
        return self._optimisers["generators"]

    @property
    def discriminators(self) -> torch.optim.Adam:
        """Of those that judge."""
        return self._optimisers["discriminators"]

    def optimisers(self) -> dict[str, torch.optim.Adam]:
        """The optimisers by name."""
        return dict(self._optimisers)

    @staticmethod
    def _adam(networks: list[nn.Module], rate: float) -> torch.optim.Adam:
        parameters = [p for network in networks for p in network.parameters()]
        device = parameters[0].device
        if device.type != "cuda":
            return torch.optim.Adam(parameters, rate, BETAS, fused=device.type == "cpu")
        # A rate on the device, so that a recorded step (`core.training.graphs`) reads it anew at every replay.
        on_device = torch.tensor(rate, device=device)
        return torch.optim.Adam(parameters, on_device, BETAS, fused=True, capturable=True)


def _alone() -> None:
    """There is nobody to agree with."""


def _made(settings: NetworkSettings) -> dict[str, nn.Module]:
    """In the order in which their weights are drawn."""
    if settings.plays:
        return {
            "g_n2p": repair_network(settings),
            "g_p2n": repair_network(settings),
            "d_p": Critic(settings) if settings.criticises else Discriminator(settings),
            "d_n": Discriminator(settings),
        }
    if settings.segments:
        return {"g_n2p": repair_network(settings)}
    return {"g_n2p": repair_network(settings), "d_p": Discriminator(settings)}


def _mean_of(network: nn.Module, decay: float) -> AveragedModel:
    """An exponential moving mean over steps, of weights and batch statistics; shorter at the start of a run."""

    def follow(means: Sequence[Tensor], now: Sequence[Tensor], steps: Tensor | int) -> None:
        # As TensorFlow's does: a fixed decay would hold the drawn weights for its first thousands of steps.
        share = min(decay, (1 + int(steps)) / (10 + int(steps)))
        # torch gives them by type; counts are no figures to average.
        if means[0].is_floating_point():
            get_ema_multi_avg_fn(share)(means, now, steps)  # type: ignore[no-untyped-call]
        else:
            for mean, value in zip(means, now, strict=True):
                mean.copy_(value)

    return AveragedModel(network, multi_avg_fn=follow, use_buffers=True)


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
