"""The PatchGAN discriminator (paper, section "Network structure"; Isola et al. 2017)."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.settings import NetworkSettings


class Discriminator(nn.Module):
    """Four 4x4 convs: three of stride 2 with IN and LeakyReLU 0.2, then one channel at stride 1.

    The last layer has neither norm nor activation: on one channel Instance Norm would pin the mean at 0, against
    the least-squares targets 0 and 1. `(N, C, H, W)` in [-1, 1] -> one unbounded realness figure per patch,
    `(N, 1, H // 8 - 1, W // 8 - 1)`; each sees a 46 x 46 pixel window.
    """

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        first = 2 * settings.base
        widths = [settings.channels, first, 2 * first, 4 * first]
        self.layers = nn.ModuleList(
            nn.Conv2d(a, b, 4, stride=2, padding=1, bias=False) for a, b in pairwise(widths)
        )
        self.last = nn.Conv2d(widths[-1], 1, 4, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Score every patch: towards 1 real, towards 0 fake."""
        for layer in self.layers:
            x = F.leaky_relu(F.instance_norm(layer(x)), 0.2)
        scores: Tensor = self.last(x)
        return scores
