"""One network in several passes at the same time."""

from __future__ import annotations

import copy

import torch
from torch import nn


class Twins:
    """Copies of a network that share its weights but keep batch statistics of their own.

    Running statistics are updated in place by every pass; passes side by side would do so in an order of chance.
    """

    def __init__(self, network: nn.Module, count: int) -> None:
        self.network = network
        shared = {id(parameter): parameter for parameter in network.parameters()}
        self._copies = [copy.deepcopy(network, dict(shared)) for _ in range(count)]
        for twin in self._copies:
            for buffer in twin.buffers():
                buffer.zero_()

    def __getitem__(self, index: int) -> nn.Module:
        return self._copies[index]

    @torch.no_grad()
    def gather(self) -> None:
        """Bring the statistics of the passes since the last call into the network, in the order of the copies.

        A copy's statistics began at 0, so that they are the momentum's share of its pass.
        """
        for twin in self._copies:
            for norm, own in zip(_norms(self.network), _norms(twin), strict=True):
                # Not read from the device: a copy that was not used adds nothing, whatever its share.
                used = own.get_buffer("num_batches_tracked")
                keep = (1 - (norm.momentum or 0.0)) ** used
                for name in ("running_mean", "running_var"):
                    statistic, share = norm.get_buffer(name), own.get_buffer(name)
                    statistic.mul_(keep).add_(share)
                    share.zero_()
                norm.get_buffer("num_batches_tracked").add_(used)
                used.zero_()


def _norms(network: nn.Module) -> list[nn.BatchNorm2d]:
    return [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
