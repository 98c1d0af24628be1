"""ResUNet++, the supervised reference with residual blocks and attention."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.blocks import SqueezeExcitation
from core.nets.frame import in_frame
from core.nets.init import Draw
from core.nets.settings import PAPER_BASE, NetworkSettings

FIRST = 16
"""Channels of the stem at the paper's width."""
LEAST_WIDTH = 4
RATES = (1, 6, 12, 18)
"""Dilations side by side in the atrous pyramid."""
SE_REDUCTION = 8


class ResUNetPlusPlus(nn.Module):
    """Jha et al. 2019, "ResUNet++: an advanced architecture for medical image segmentation", section III and Fig. 1.

    A stem and three residual blocks that halve the size, each with squeeze-and-excitation; an atrous pyramid as the
    bridge; three times attention, nearest-neighbour doubling, the level's own map concatenated and a residual block;
    another atrous pyramid and a 1x1 convolution. What the figure leaves open follows the authors' published code: 16,
    32, 64, 128 and 256 channels, the order within a block, the pyramid's branches added and not concatenated, an
    attention that multiplies without a sigmoid, and weights drawn as Keras does unasked.

    `(N, C, H, W)` in [-1, 1] -> logits `(N, 1, H, W)`, towards plus infinity defective. Other than in the original any
    H, W >= 16 is accepted, mirrored up to a multiple of 8, and 1 channel as well as 3. As with the other networks
    `settings.base` 64 is the paper's width: the stem has a quarter of it.
    """

    draw: ClassVar[Draw] = "glorot"

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        c1 = max(LEAST_WIDTH, settings.base * FIRST // PAPER_BASE)
        c2, c3, c4, c5 = (c1 * 2**level for level in range(1, 5))
        self.stem = _Residual(settings.channels, c1, stem=True)
        self.down2 = _Residual(c1, c2, stride=2)
        self.down3 = _Residual(c2, c3, stride=2)
        self.down4 = _Residual(c3, c4, stride=2)
        self.bridge = _Pyramid(c4, c5)
        self.up3 = _Up(c5, c3, c4)
        self.up2 = _Up(c4, c2, c3)
        self.up1 = _Up(c3, c1, c2)
        self.pyramid = _Pyramid(c2, c1)
        self.last = nn.Conv2d(c1, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Mark defects.

        Raises:
            ValueError: a side is shorter than 16 pixels.
        """
        return in_frame(x, self._segment, multiple=8)

    def _segment(self, x: Tensor) -> Tensor:
        d1 = self.stem(x)
        d2 = self.down2(d1)
        d3 = self.down3(d2)
        y = self.up3(self.bridge(self.down4(d3)), d3)
        y = self.up1(self.up2(y, d2), d1)
        logits: Tensor = self.last(self.pyramid(y))
        return logits


class _NormedConv(nn.Module):
    """BatchNorm, ReLU, 3x3 conv: the pre-activation order of He et al. 2016."""

    def __init__(self, channels_in: int, channels_out: int, stride: int = 1) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(channels_in)
        self.conv = nn.Conv2d(channels_in, channels_out, 3, stride=stride, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        made: Tensor = self.conv(F.relu(self.norm(x)))
        return made


class _Residual(nn.Module):
    """Two 3x3 convs beside a 1x1 conv with BatchNorm, added, then squeeze-and-excitation without biases.

    The stem's first conv sees the picture as it is.
    """

    def __init__(self, channels_in: int, channels_out: int, *, stride: int = 1, stem: bool = False) -> None:
        super().__init__()
        self.conv1 = (
            nn.Conv2d(channels_in, channels_out, 3, padding=1)
            if stem
            else _NormedConv(channels_in, channels_out, stride)
        )
        self.conv2 = _NormedConv(channels_out, channels_out)
        self.shortcut = nn.Conv2d(channels_in, channels_out, 1, stride=stride)
        self.shortcut_norm = nn.BatchNorm2d(channels_out)
        self.se = SqueezeExcitation(channels_out, SE_REDUCTION, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        made: Tensor = self.se(self.conv2(self.conv1(x)) + self.shortcut_norm(self.shortcut(x)))
        return made


class _Pyramid(nn.Module):
    """Atrous spatial pyramid: 3x3 convs of several dilations, each with BatchNorm, added; then a 1x1 conv."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.convs = nn.ModuleList(
            nn.Conv2d(channels_in, channels_out, 3, padding=rate, dilation=rate) for rate in RATES
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(channels_out) for _ in RATES)
        self.mix = nn.Conv2d(channels_out, channels_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        branches = [norm(conv(x)) for conv, norm in zip(self.convs, self.norms, strict=True)]
        made: Tensor = self.mix(torch.stack(branches).sum(0))
        return made


class _Up(nn.Module):
    """Weigh the deep map by attention, double its size, concatenate the shallow one, residual block."""

    def __init__(self, deep: int, shallow: int, channels_out: int) -> None:
        super().__init__()
        self.of_shallow = _NormedConv(shallow, deep)
        self.of_deep = _NormedConv(deep, deep)
        self.attention = _NormedConv(deep, deep)
        self.block = _Residual(deep + shallow, channels_out)

    def forward(self, deep: Tensor, shallow: Tensor) -> Tensor:
        weight = self.attention(F.max_pool2d(self.of_shallow(shallow), 2) + self.of_deep(deep))
        larger = F.interpolate(weight * deep, scale_factor=2, mode="nearest")
        made: Tensor = self.block(torch.cat([larger, shallow], 1))
        return made
