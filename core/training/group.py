"""The processes of a run, joined: torch's DistributedDataParallel averages their gradients.

Steps take gradients by `torch.autograd.grad`, of chosen weights, in parts that run side by side. So it is not the
passes that are wrapped: what an optimiser is about to descend by goes through DistributedDataParallel before its step.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from enum import IntEnum
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from core.errors import TrainingError
from core.training.device import pick_device
from core.training.networks import Networks
from core.training.ranks import Ranks

PATIENCE = timedelta(days=30)
"""How long a process waits to be told what to do next: the one that leads may be paused, or validate for hours. One
that has died is noticed by torchrun, which ends the others."""


class Next(IntEnum):
    """What all processes do next."""

    END = 0
    WARM_UP = 1
    LEARN_BY_SSIM = 2
    LEARN = 3


def device_of(ranks: Ranks, name: str) -> torch.device:
    """The device of this process; of several GPUs each takes its own. To be called before CUDA is used.

    Raises:
        IsuganError: the named device is not there.
        TrainingError: it is none that processes can share a run on.
    """
    if ranks.size > 1:
        ranks.take_gpu(os.environ)
    device = pick_device(name)
    if ranks.size > 1 and device.type == "mps":
        raise TrainingError(
            "An Apple GPU trains in one process.", "Leave torchrun away, or give --device cpu."
        )
    return device


class Group:
    """The processes that torchrun started, from the time that all of them are here.

    Args:
        ranks: which of them this one is.
        device: `device_of` it.

    Raises:
        TrainingError: they do not come together, or some have a GPU and others none.
    """

    def __init__(self, ranks: Ranks, device: torch.device) -> None:
        import torch.distributed as dist

        self.ranks = ranks
        self._dist: Any = dist
        self._open = True
        self._held: list[tuple[nn.Module, DistributedDataParallel]] = []
        with _together():
            dist.init_process_group("cpu:gloo,cuda:nccl" if device.type == "cuda" else "gloo")
            # Of its own, since it is waited in for long, and on the CPU, so that no GPU is waited for.
            self._orders = dist.new_group(backend="gloo", timeout=PATIENCE)
        self._check_gpus(device)

    def _check_gpus(self, device: torch.device) -> None:
        on_gpu = torch.tensor([device.type == "cuda"], dtype=torch.int64)
        with _together():
            self._dist.all_reduce(on_gpu, group=self._orders)
        if int(on_gpu) not in (0, self.ranks.size):
            raise TrainingError(
                f"Only {int(on_gpu)} of {self.ranks.size} processes have a GPU of their own.",
                "Give --nproc-per-node to torchrun as many as there are, or --device cpu to the run.",
            )

    def meet(self) -> None:
        """Wait for all of them.

        Raises:
            TrainingError: another one has ended.
        """
        with _together():
            self._dist.barrier(group=self._orders)

    def tell(self, what: Next) -> None:
        """Of the process that leads: what is done next; errors as for `meet`."""
        self._order(what)

    def hear(self) -> Next:
        """Of the others: wait for that."""
        return Next(self._order(Next.END))

    def _order(self, what: Next) -> int:
        order = torch.tensor([what], dtype=torch.int64)
        with _together():
            self._dist.broadcast(order, 0, group=self._orders)
        return int(order)

    def join(self, networks: Networks) -> None:
        """From now on a step changes these networks by the mean of all processes' gradients; errors as for `meet`.

        They must be the same in all processes, and stay so.
        """
        with _together():
            self._held = [
                (network, DistributedDataParallel(_Held(network), forward_sync_buffers=False))
                for network in networks.trained().values()
            ]
        for optimiser in networks.optimisers().values():
            optimiser.register_step_pre_hook(lambda which, args, kwargs: self._average(which))
        networks.agree = self._agree

    def _average(self, optimiser: torch.optim.Optimizer) -> None:
        own = {id(weight) for group in optimiser.param_groups for weight in group["params"]}
        for network, parallel in self._held:
            weights = list(network.parameters())
            if id(weights[0]) not in own:
                continue
            gradients = [torch.zeros_like(w) if w.grad is None else w.grad for w in weights]
            for weight in weights:
                weight.grad = None
            with _together():
                parallel()
                # It averages what arrives at the weights.
                torch.autograd.backward(weights, gradients)

    @torch.no_grad()
    def _agree(self) -> None:
        """Batch statistics: their mean, as if each process' pictures were a batch of the same network's."""
        buffers = [buffer for network, _ in self._held for buffer in network.buffers()]
        sums = self._dist.ReduceOp.SUM
        self._reduce([b for b in buffers if b.is_floating_point()], sums, 1 / self.ranks.size)
        # Counts of passes, which may differ where one process saw a photo that another lacked.
        self._reduce([b for b in buffers if not b.is_floating_point()], self._dist.ReduceOp.MAX, 1)

    def _reduce(self, tensors: list[Tensor], how: Any, factor: float) -> None:
        if not tensors:
            return
        row = torch.cat([tensor.flatten() for tensor in tensors])
        with _together():
            self._dist.all_reduce(row, how)
        if factor != 1:
            row *= factor
        for tensor, values in zip(
            tensors, torch.split(row, [tensor.numel() for tensor in tensors]), strict=True
        ):
            tensor.copy_(values.view_as(tensor))

    def close(self) -> None:
        """Leave; the process that leads tells the others to end. A second time nothing happens."""
        if not self._open:
            return
        self._open = False
        with suppress(TrainingError):
            if not self.ranks.follows:
                self.tell(Next.END)
        self._held = []
        with suppress(RuntimeError):
            self._dist.destroy_process_group()


class _Held(nn.Module):
    """A network whose gradients are averaged, and which is passed by others."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self) -> None:
        """Nothing: it only announces gradients."""


@contextmanager
def _together() -> Iterator[None]:
    """Around what needs all processes.

    Raises:
        TrainingError: one of them has gone.
    """
    try:
        yield
    except torch.OutOfMemoryError:
        raise
    except RuntimeError as error:
        raise TrainingError(
            "Another process of this run has ended, or cannot be reached.",
            "The run is kept as of its last checkpoint: give the same command with --resume.",
        ) from error
