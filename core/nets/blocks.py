"""The networks' building blocks."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.window_sum import WindowSum
from core.nets.winograd import convolve


class SqueezeExcitation(nn.Module):
    """Rescale channels by their learnt importance (paper Eq. 1-2, Fig. 3; Hu et al. 2018).

    `(N, C, H, W)` -> the same shape; every channel is multiplied by one factor in (0, 1).
    """

    def __init__(self, channels: int, reduction: int = 16, *, bias: bool = True) -> None:
        super().__init__()
        hidden = max(1, channels // reduction)
        self.shrink = nn.Conv2d(channels, hidden, 1, bias=bias)
        self.grow = nn.Conv2d(hidden, channels, 1, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block."""
        importance = self.grow(F.relu(self.shrink(x.mean((2, 3), keepdim=True))))
        return x * torch.sigmoid(importance)


class Involution(nn.Module):
    """A convolution whose kernel is generated at every place and shared by a group of channels (paper Eq. 3).

    The kernel generator is 1x1 conv, BatchNorm, ReLU, 1x1 conv (Li et al. 2021). `(N, C, H, W)` -> the same shape,
    zero padding outside.
    """

    def __init__(self, channels: int, kernel: int = 7, reduction: int = 4, group: int = 16) -> None:
        super().__init__()
        if kernel % 2 == 0:
            raise ValueError(f"the involution kernel must be odd, not {kernel}")
        if channels % min(group, channels):
            raise ValueError(f"{channels} channels do not split into groups of {group}")
        self.kernel = kernel
        self.groups = channels // min(group, channels)
        hidden = max(1, channels // reduction)
        self.reduce = nn.Conv2d(channels, hidden, 1, bias=False)
        self.norm = nn.BatchNorm2d(hidden)
        self.span = nn.Conv2d(hidden, self.groups * kernel * kernel, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the operator."""
        n, c, h, w = x.shape
        k, g = self.kernel, self.groups
        kernels = self.span(F.relu(self.norm(self.reduce(x))))
        kernels = kernels.view(n, g, k * k, 1, h, w)
        out: Tensor = WindowSum.apply(x.reshape(n, g, c // g, h, w), kernels)  # type: ignore[no-untyped-call]
        return out.view(n, c, h, w)


class Conv3x3(nn.Conv2d):
    """A 3x3 conv of stride 1 with reflection padding; on a CPU trained by `core.nets.winograd`."""

    def __init__(self, channels_in: int, channels_out: int, *, bias: bool) -> None:
        super().__init__(channels_in, channels_out, 3, padding=1, padding_mode="reflect", bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        return convolve(F.pad(x, [1] * 4, mode="reflect"), self.weight, self.bias)


class ResidualBlock(nn.Module):
    """3x3 conv, IN, ReLU, 3x3 conv, IN, plus the input (He et al. 2016, as in CycleGAN)."""

    def __init__(self, channels: int, *, bias: bool = False) -> None:
        super().__init__()
        self.conv1 = Conv3x3(channels, channels, bias=bias)
        self.conv2 = Conv3x3(channels, channels, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block."""
        y = F.relu(F.instance_norm(self.conv1(x)))
        return x + F.instance_norm(self.conv2(y))


class Down(nn.Module):
    """3x3 conv of stride 2 with reflection padding, IN, ReLU: halves the size, rounding up."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            channels_in, channels_out, 3, stride=2, padding=1, padding_mode="reflect", bias=False
        )

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        return F.relu(F.instance_norm(self.conv(x)))


class Up(nn.Module):
    """4x4 transposed conv of stride 2: doubles the size; IN and ReLU unless starred (no norm) or `last`."""

    def __init__(self, channels_in: int, channels_out: int, *, norm: bool, last: bool = False) -> None:
        super().__init__()
        self.conv = nn.ConvTranspose2d(channels_in, channels_out, 4, stride=2, padding=1, bias=not norm)
        self.norm = norm
        self.last = last

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        y = self.conv(x)
        if self.norm:
            y = F.instance_norm(y)
        return y if self.last else F.relu(y)


class Fuse(nn.Module):
    """Concatenate an SE-weighted shallow map with the deep one; a 3x3 conv restores the channel count.

    Where sizes differ (an input that is no multiple of 8) the shallow map, which is never larger than the deep
    one, is reflection-padded at the right and the bottom (paper, section "Skip connection").
    """

    def __init__(self, channels: int, *, norm: bool, se: bool, se_reduction: int) -> None:
        super().__init__()
        self.se = SqueezeExcitation(channels, se_reduction) if se else nn.Identity()
        self.conv = Conv3x3(2 * channels, channels, bias=not norm)
        self.norm = norm

    def forward(self, deep: Tensor, shallow: Tensor) -> Tensor:
        """`deep` and `shallow` have the same channel count; the result has `deep`'s shape."""
        right, bottom = deep.shape[3] - shallow.shape[3], deep.shape[2] - shallow.shape[2]
        shallow = self.se(shallow)
        if right or bottom:
            shallow = F.pad(shallow, (0, right, 0, bottom), mode="reflect")
        y = self.conv(torch.cat([shallow, deep], 1))
        return F.relu(F.instance_norm(y) if self.norm else y)
