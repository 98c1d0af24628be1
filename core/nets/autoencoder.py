"""The repair network that learns from good pictures with made defects."""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.frame import in_frame
from core.nets.settings import NetworkSettings

HALVINGS = 4
LEAST_SIDE = 32
"""BatchNorm learns nothing from a single value: the smallest map has to be 2 x 2, after four halvings."""


class AutoencoderGenerator(nn.Module):
    """Zhao et al. 2018, "A surface defect detection method based on positive samples".

    An autoencoder without skip connections, built by DCGAN's rules (Radford et al. 2016, section 3): no pooling and
    nothing fully connected, but 4x4 convolutions of stride 2 down and transposed ones up; BatchNorm everywhere but on
    the picture that comes in and the one that goes out; LeakyReLU 0.2 down, ReLU up, tanh at the end. Zhao et al.
    refer to DCGAN for the layers; the widths are those of its published code, 64, 128, 256 and 512, and no projection
    of a noise vector stands between encoder and decoder. A convolution before a BatchNorm has no bias, which the norm
    would take off again.

    `(N, C, H, W)` in [-1, 1] -> the same shape and range, any H, W >= 16, mirrored up to a multiple of 16 and to 32 at
    least. In training BatchNorm goes by the batch, in evaluation by what it has seen. `settings.base` stands for 64.
    """

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        widths = [settings.channels, *(settings.base * 2**level for level in range(HALVINGS))]
        self.down = nn.Sequential(
            *(_Down(a, b, norm=level > 0) for level, (a, b) in enumerate(pairwise(widths)))
        )
        self.up = nn.Sequential(*(_Up(a, b) for a, b in pairwise(reversed(widths[1:]))))
        self.last = nn.ConvTranspose2d(widths[1], settings.channels, 4, stride=2, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """Repair.

        Raises:
            ValueError: a side is shorter than 16 pixels.
        """
        return in_frame(x, self._repair, multiple=2**HALVINGS, least=LEAST_SIDE)

    def _repair(self, x: Tensor) -> Tensor:
        made: Tensor = self.last(self.up(self.down(x)))
        return made.tanh()


class _Down(nn.Module):
    """4x4 conv of stride 2, BatchNorm, LeakyReLU 0.2: halves the size, rounding down."""

    def __init__(self, channels_in: int, channels_out: int, *, norm: bool) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels_in, channels_out, 4, stride=2, padding=1, bias=not norm)
        self.norm = nn.BatchNorm2d(channels_out) if norm else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return F.leaky_relu(self.norm(self.conv(x)), 0.2)


class _Up(nn.Module):
    """4x4 transposed conv of stride 2, BatchNorm, ReLU: doubles the size."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.conv = nn.ConvTranspose2d(channels_in, channels_out, 4, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels_out)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))
