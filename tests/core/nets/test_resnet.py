"""CycleGAN's generator against its layer table."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from core.nets.cost import gmac, parameters
from core.nets.init import init_weights
from core.nets.resnet import ResNetGenerator
from core.nets.settings import NetworkSettings


@pytest.mark.parametrize(("channels", "millions"), [(3, 11.378), (1, 11.366)])
def test_parameter_count(channels: int, millions: float) -> None:
    count = parameters(ResNetGenerator(NetworkSettings(kind="cyclegan", channels=channels)))
    first, last = 49 * channels * 64 + 64, 49 * 64 * channels + channels
    down = 9 * 64 * 128 + 128 + 9 * 128 * 256 + 256
    middle = 9 * 2 * (9 * 256 * 256 + 256)
    up = 9 * 256 * 128 + 128 + 9 * 128 * 64 + 64
    assert count == first + down + middle + up + last
    assert count / 1e6 == pytest.approx(millions, abs=0.001)


def test_multiply_adds() -> None:
    outer = 49 * 3 * 64 * 256 * 256
    down = 9 * 64 * 128 * 128**2 + 9 * 128 * 256 * 64**2  # and as much upwards
    middle = 18 * 9 * 256 * 256 * 64**2
    network = ResNetGenerator(NetworkSettings(kind="cyclegan", channels=3))
    assert gmac(network, 256, 256, 3) * 1e9 == 2 * outer + 2 * down + middle


class Residual(nn.Module):
    """The published code's block."""

    def __init__(self, width: int) -> None:
        super().__init__()
        pad, conv, norm = nn.ReflectionPad2d, nn.Conv2d, nn.InstanceNorm2d
        layers = [pad(1), conv(width, width, 3), norm(width), nn.ReLU()]
        self.layers = nn.Sequential(*layers, pad(1), conv(width, width, 3), norm(width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x)


def test_against_the_published_layers_in_a_row() -> None:
    network = ResNetGenerator(NetworkSettings(kind="cyclegan", base=4, blocks=2))
    init_weights(network, torch.Generator().manual_seed(0))
    up = {"stride": 2, "padding": 1, "output_padding": 1}
    published = nn.Sequential(
        *(nn.ReflectionPad2d(3), nn.Conv2d(1, 4, 7), nn.InstanceNorm2d(4), nn.ReLU()),
        *(nn.Conv2d(4, 8, 3, stride=2, padding=1), nn.InstanceNorm2d(8), nn.ReLU()),
        *(nn.Conv2d(8, 16, 3, stride=2, padding=1), nn.InstanceNorm2d(16), nn.ReLU()),
        *(Residual(16), Residual(16)),
        *(nn.ConvTranspose2d(16, 8, 3, **up), nn.InstanceNorm2d(8), nn.ReLU()),  # type: ignore[arg-type]
        *(nn.ConvTranspose2d(8, 4, 3, **up), nn.InstanceNorm2d(4), nn.ReLU()),  # type: ignore[arg-type]
        *(nn.ReflectionPad2d(3), nn.Conv2d(4, 1, 7), nn.Tanh()),
    )
    with torch.no_grad():
        for theirs, ours in zip(published.parameters(), network.parameters(), strict=True):
            ours += 0.1 * torch.randn_like(ours)
            theirs.copy_(ours)
        x = torch.randn(2, 1, 24, 36)
        assert torch.allclose(network(x), published(x), atol=1e-5)
