"""D_p as a critic: a small network that says, patch by patch, whether a surface is good."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.init import Draw
from core.nets.settings import NetworkSettings

PATCH = 8
"""Pixels a side that one figure stands for."""


class Critic(nn.Module):
    """Pairs of 3x3 convs with BatchNorm and LeakyReLU 0.2 at a half, a quarter, an eighth and a sixteenth of the
    picture's size; the last two sizes together decide.

    The paper's PatchGAN (`core.nets.discriminator`) normalises each picture by itself, so that what is unusual in it
    sets the measure for the rest, and learns more slowly (ADR 0020). BatchNorm's measure is that of all
    pictures. `(N, C, H, W)` in [-1, 1], sides from 16 -> logits, `(N, 1, ceil(H / 8), ceil(W / 8))`: positive where a
    patch is taken for good. Each figure sees 125 x 125 pixels.
    """

    draw: Draw = "he"

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        first = max(4, settings.base // 2)
        self.start = nn.Sequential(_layer(settings.channels, first, 1))
        self.fine = nn.Sequential(
            *_pair(first, 2 * first), *_pair(2 * first, 4 * first), *_pair(4 * first, 4 * first)
        )
        self.broad = nn.Sequential(*_pair(4 * first, 4 * first))
        self.last = nn.Conv2d(8 * first, 1, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Judge every patch."""
        fine = self.fine(self.start(x))
        broad = F.interpolate(self.broad(fine), size=fine.shape[2:], mode="bilinear")
        logits: Tensor = self.last(torch.cat([fine, broad], 1))
        return logits


def _pair(channels_in: int, channels_out: int) -> tuple[nn.Module, nn.Module]:
    return _layer(channels_in, channels_out, 2), _layer(channels_out, channels_out, 1)


def _layer(channels_in: int, channels_out: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(channels_out),
        nn.LeakyReLU(0.2),
    )
