"""The ISU-GAN generator (paper Fig. 2)."""

from __future__ import annotations

from torch import Tensor, nn

from core.nets.blocks import Down, Fuse, Involution, ResidualBlock, SqueezeExcitation, Up
from core.nets.settings import NetworkSettings

MIN_SIDE = 16
REACH = 2
"""A difference of so much turns one end of the range into the other."""


class Generator(nn.Module):
    """U-shaped image-to-image network with skip connections, SE and involution.

    `(N, C, H, W)` in [-1, 1] -> the same shape and range; with `difference` that is what it is taught, not a bound.
    Any H, W >= 16 is accepted: feature maps of unequal size are reflection-padded at the skips and the result is
    cropped to the input's size. With `skip`, `involution` and `se` off it is the ablation's default generator: down,
    residual blocks, up.
    """

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        c1, c2, c3 = settings.base, 2 * settings.base, 4 * settings.base
        starred = set(settings.starred)
        self.down1 = Down(settings.channels, c1)
        self.down2 = Down(c1, c2)
        self.down3 = Down(c2, c3)
        self.middle = nn.Sequential(
            self._se(c3),
            self._involution(c3),
            *(ResidualBlock(c3) for _ in range(settings.blocks)),
            self._involution(c3),
            self._se(c3),
        )
        self.up3 = Up(c3, c2, norm="up3" not in starred)
        self.up2 = Up(c2, c1, norm="up2" not in starred)
        self.up1 = Up(c1, settings.channels, norm="up1" not in starred, last=True)
        if settings.skip:
            self.fuse3 = self._fuse(c2, "fuse3" not in starred)
            self.fuse2 = self._fuse(c1, "fuse2" not in starred)

    @property
    def faint(self) -> tuple[nn.Module, ...]:
        """Layers whose weights begin small: a difference begins near 0, the repair as the picture itself."""
        return (self.up1.conv,) if self.settings.difference else ()

    def _se(self, channels: int) -> nn.Module:
        return SqueezeExcitation(channels, self.settings.se_reduction) if self.settings.se else nn.Identity()

    def _involution(self, channels: int) -> nn.Module:
        s = self.settings
        if not s.involution:
            return nn.Identity()
        return Involution(channels, s.involution_kernel, s.involution_reduction, s.involution_group)

    def _fuse(self, channels: int, norm: bool) -> Fuse:
        return Fuse(channels, norm=norm, se=self.settings.se, se_reduction=self.settings.se_reduction)

    def forward(self, x: Tensor) -> Tensor:
        """Repair (G_n2p) or add defects (G_p2n).

        Raises:
            ValueError: a side is shorter than 16 pixels.
        """
        height, width = x.shape[2:]
        if min(height, width) < MIN_SIDE:
            raise ValueError(
                f"the generator needs at least {MIN_SIDE} x {MIN_SIDE} pixels, not {width} x {height}"
            )
        d1 = self.down1(x)
        d2 = self.down2(d1)
        y: Tensor = self.up3(self.middle(self.down3(d2)))
        if self.settings.skip:
            y = self.fuse3(y, d2)
        y = self.up2(y)
        if self.settings.skip:
            y = self.fuse2(y, d1)
        y = self.up1(y)[:, :, :height, :width].tanh()
        return x + REACH * y if self.settings.difference else y
