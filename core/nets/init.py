"""Weight initialisation."""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn

Draw = Literal["normal", "he", "glorot"]
FAINT = 0.1
"""Of the usual weights, in layers that begin small."""


def init_weights(module: nn.Module, generator: torch.Generator) -> None:
    """Draw every convolution's weights as the network's own paper does, biases 0; in place and seeded.

    From N(0, 0.02), as CycleGAN and DCGAN do, unless the network says otherwise in a class attribute `draw: Draw`:
    "he" (normal, by the layer's inputs; He et al. 2015) or "glorot" (uniform, by its inputs and outputs; Glorot and
    Bengio 2010). Layers in its attribute `faint: tuple[nn.Module, ...]`, if it has one, begin with a
    tenth of that.
    """
    draw: Draw = getattr(module, "draw", "normal")
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d):
            with torch.no_grad():
                _draw(layer.weight, draw, generator)
                if layer.bias is not None:
                    layer.bias.zero_()
    for layer in getattr(module, "faint", ()):
        with torch.no_grad():
            layer.weight.mul_(FAINT)


def _draw(weight: Tensor, draw: Draw, generator: torch.Generator) -> None:
    if draw == "he":
        nn.init.kaiming_normal_(weight, nonlinearity="relu", generator=generator)
    elif draw == "glorot":
        nn.init.xavier_uniform_(weight, generator=generator)
    else:
        weight.normal_(0.0, 0.02, generator=generator)
