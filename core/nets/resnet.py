"""CycleGAN's generator: ResNet with nine blocks."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from core.nets.blocks import ResidualBlock
from core.nets.frame import in_frame
from core.nets.settings import NetworkSettings


class ResNetGenerator(nn.Module):
    """Zhu et al. 2017, "Unpaired image-to-image translation using cycle-consistent adversarial networks", section 7.2.

    After Johnson et al. 2016: c7s1-64, d128, d256, nine R256, u128, u64, c7s1-3, each with Instance Norm and ReLU but
    the last, which has tanh alone. Where the paper's text leaves it open this follows the authors' published PyTorch
    code: reflection padding in the 7x7 and the residual convolutions and zeros in those that halve; 3x3 transposed
    convolutions upwards; every convolution has a bias, though Instance Norm takes it off again; Instance Norm has no
    weights of its own.

    `(N, C, H, W)` in [-1, 1] -> the same shape and range. Unlike the original, which takes multiples of 4, it accepts
    any H, W >= 16, mirrored up to the next such size; and 1 channel as well as 3. `settings.base` stands for the
    paper's 64, `settings.blocks` for its 9.
    """

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        self.settings = settings
        c1, c2, c3 = settings.base, 2 * settings.base, 4 * settings.base
        self.first = nn.Conv2d(settings.channels, c1, 7, padding=3, padding_mode="reflect")
        self.down1 = nn.Conv2d(c1, c2, 3, stride=2, padding=1)
        self.down2 = nn.Conv2d(c2, c3, 3, stride=2, padding=1)
        self.middle = nn.Sequential(*(ResidualBlock(c3, bias=True) for _ in range(settings.blocks)))
        self.up2 = nn.ConvTranspose2d(c3, c2, 3, stride=2, padding=1, output_padding=1)
        self.up1 = nn.ConvTranspose2d(c2, c1, 3, stride=2, padding=1, output_padding=1)
        self.last = nn.Conv2d(c1, settings.channels, 7, padding=3, padding_mode="reflect")

    def forward(self, x: Tensor) -> Tensor:
        """Repair, or add defects.

        Raises:
            ValueError: a side is shorter than 16 pixels.
        """
        return in_frame(x, self._translate, multiple=4)

    def _translate(self, x: Tensor) -> Tensor:
        for down in (self.first, self.down1, self.down2):
            x = F.relu(F.instance_norm(down(x)))
        x = self.middle(x)
        for up in (self.up2, self.up1):
            x = F.relu(F.instance_norm(up(x)))
        made: Tensor = self.last(x)
        return made.tanh()
