"""Weight initialisation and size figures."""

from __future__ import annotations

import torch
from torch import nn


def init_weights(module: nn.Module, generator: torch.Generator) -> None:
    """Draw every convolution's weights from N(0, 0.02), biases 0, as CycleGAN does; in place and seeded."""
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
            with torch.no_grad():
                layer.weight.normal_(0.0, 0.02, generator=generator)
                if layer.bias is not None:
                    layer.bias.zero_()


def parameter_count(module: nn.Module) -> int:
    """Number of trainable values."""
    return sum(p.numel() for p in module.parameters() if p.requires_grad)


def multiply_adds(module: nn.Module, *shape: int) -> int:
    """Multiply-accumulates of the convolutions in one forward pass on an input of `shape` (N, C, H, W).

    Counted by PyTorch's FLOP counter, which sees convolutions and matrix products; involution's own sum (0.1 % of
    the whole) is not among them.
    """
    from torch.utils.flop_counter import FlopCounterMode

    device = next(module.parameters()).device
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(torch.zeros(shape, device=device))
    return int(counter.get_total_flops()) // 2
