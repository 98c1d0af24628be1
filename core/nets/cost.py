"""What a network costs: its parameters and its multiply-accumulates."""

from __future__ import annotations

import torch
from torch import nn


def parameters(network: nn.Module) -> int:
    """Number of trainable values."""
    return sum(p.numel() for p in network.parameters() if p.requires_grad)


def gmac(network: nn.Module, height: int, width: int, channels: int) -> float:
    """Multiply-accumulates, in 10^9, of one forward pass on one picture of `height` x `width` pixels.

    Convolutions, matrix products and involution's weighted sum count, as mathematics: a faster algorithm for the same
    layer (`core.nets.winograd`) has the same figure. Norms, activations and biases do not count, as is usual.
    Nothing is computed and the network is left as it is: its weights are stood in for by ones without data.
    """
    from torch.utils.flop_counter import FlopCounterMode

    weights = {
        name: torch.empty_like(value, device="meta")
        for name, value in network.state_dict(keep_vars=True).items()
    }
    picture = torch.empty(1, channels, height, width, device="meta")
    own = {torch.ops.aten.addcmul_: _weighted_sum}
    with FlopCounterMode(display=False, custom_mapping=own) as counter, torch.no_grad():
        torch.func.functional_call(network, weights, (picture,))
    return int(counter.get_total_flops()) / 2 / 1e9


def _weighted_sum(*_: object, out_shape: torch.Size, **__: object) -> int:
    """One product and one addition for each value of `core.nets.window_sum`'s running sum."""
    return 2 * out_shape.numel()
