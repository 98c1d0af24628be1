"""UNet, the supervised reference."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.blocks import Conv3x3
from core.nets.frame import in_frame
from core.nets.init import Draw
from core.nets.settings import NetworkSettings

HALVINGS = 4
LEAST_SIDE = 32
"""A map of a single place cannot be mirrored: the smallest has to be 2 x 2, after four halvings."""


class UNet(nn.Module):
    """Ronneberger et al. 2015, "U-Net: convolutional networks for biomedical image segmentation", Fig. 1.

    Two 3x3 convolutions with ReLU at each of five levels of 64 to 1024 channels, 2x2 max pooling down, 2x2 transposed
    convolutions up to half the channels, the level's own map concatenated; no norms. Drop-out stands at the end of the
    contracting path (section 3.1), on the last two levels and with 0.5 as in the published Caffe model. Weights are
    drawn after He et al. (section 3), without which 23 layers without a norm would learn nothing.

    Other than in the paper: the convolutions keep the size, so that result and picture have the same: the border is
    mirrored at every layer, where the paper mirrors the picture once (Fig. 2) and loses a pixel at every layer. One
    logit stands for the paper's two classes, whose softmax depends on their difference alone.

    `(N, C, H, W)` in [-1, 1] -> logits `(N, 1, H, W)`, towards plus infinity defective; any H, W >= 16, mirrored up to
    a multiple of 16 and to 32 at least. `settings.base` stands for the paper's 64.
    """

    draw: ClassVar[Draw] = "he"

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        widths = [settings.base * 2**level for level in range(HALVINGS + 1)]
        self.down = nn.ModuleList(
            _Pair(a, b) for a, b in zip([settings.channels, *widths], widths, strict=False)
        )
        self.up = nn.ModuleList(_Up(width) for width in reversed(widths[:-1]))
        self.drop = nn.Dropout(0.5)
        self.last = nn.Conv2d(widths[0], 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Mark defects.

        Raises:
            ValueError: a side is shorter than 16 pixels.
        """
        return in_frame(x, self._segment, multiple=2**HALVINGS, least=LEAST_SIDE)

    def _segment(self, x: Tensor) -> Tensor:
        shallow: list[Tensor] = []
        for level, pair in enumerate(self.down):
            x = pair(F.max_pool2d(x, 2) if level else x)
            if level >= HALVINGS - 1:
                x = self.drop(x)
            shallow.append(x)
        for up, own in zip(self.up, reversed(shallow[:-1]), strict=True):
            x = up(x, own)
        logits: Tensor = self.last(x)
        return logits


class _Pair(nn.Module):
    """Twice 3x3 conv and ReLU."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.conv1 = Conv3x3(channels_in, channels_out, bias=True)
        self.conv2 = Conv3x3(channels_out, channels_out, bias=True)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.conv2(F.relu(self.conv1(x))))


class _Up(nn.Module):
    """Double the deep map's size at half its channels, concatenate the shallow one, two convolutions."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.up = nn.ConvTranspose2d(2 * channels, channels, 2, stride=2)
        self.pair = _Pair(2 * channels, channels)

    def forward(self, deep: Tensor, shallow: Tensor) -> Tensor:
        made: Tensor = self.pair(torch.cat([shallow, self.up(deep)], 1))
        return made
