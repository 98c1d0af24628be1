"""What all steps have in common, and what the loop asks of a system that learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from core.training.device import Execution
from core.training.settings import TrainingSettings

Losses = dict[str, Tensor]


class OnDevice:
    """Brings pictures where the networks take them."""

    def __init__(self, settings: TrainingSettings, execution: Execution) -> None:
        self.settings, self.execution = settings, execution
        self.device = torch.device(execution.device)

    def place(self, tensor: Tensor) -> Tensor:
        """On the device."""
        layout = torch.channels_last if self.execution.channels_last else torch.contiguous_format
        return tensor.to(self.device, non_blocking=True, memory_format=layout)

    def autocast(self) -> torch.autocast:
        """bf16, if the run uses it."""
        return torch.autocast(self.device.type, torch.bfloat16, enabled=self.execution.bf16)


class Learner(OnDevice):
    """Makes batches from a step's number alone, and learns from them; losses are tensors on the device, not yet read.

    `notices` is what a user should hear of how steps are run; whoever tells it takes it out.
    """

    notices: list[str]

    def batch(self, step: int) -> Any:
        """What `learn` takes at this step; may be asked for ahead, in another thread."""
        raise NotImplementedError

    def learn(self, batch: Any, step: int, *, use_ssim: bool) -> Losses:
        """Change the networks by one step. `use_ssim`: the paper's switch from SSIM to L1, if the system has it."""
        raise NotImplementedError

    def warm_up_batch(self, step: int) -> Any:
        """What `warm_up` takes at this step of the warm-up; of systems that have one."""
        raise NotImplementedError

    def warm_up(self, batch: Any) -> Losses:
        """Change the networks by one step of the warm-up."""
        raise NotImplementedError

    def close(self) -> None:
        """End what was started."""


def descend(optimiser: torch.optim.Optimizer, loss: Tensor) -> None:
    """One step of the optimiser's own weights; other networks merely pass gradients on."""
    weights = [weight for group in optimiser.param_groups for weight in group["params"]]
    for weight, gradient in zip(weights, torch.autograd.grad(loss, weights), strict=True):
        weight.grad = gradient
    optimiser.step()


def means_of(rows: Sequence[Losses]) -> Losses:
    """The mean of each loss over the rows that have it: not each step has every loss (photos come later, not every
    picture has a mask)."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: torch.stack([row[name].float() for row in rows if name in row]).mean() for name in names}
