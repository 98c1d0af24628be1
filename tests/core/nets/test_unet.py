"""UNet against its figure."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.nets.cost import gmac, parameters
from core.nets.settings import NetworkSettings
from core.nets.unet import UNet

WIDTHS = (64, 128, 256, 512, 1024)


@pytest.mark.parametrize(("channels", "count"), [(1, 31_030_593), (3, 31_031_745)])
def test_parameter_count(channels: int, count: int) -> None:
    """Fig. 1, level by level; the two classes' last layer would have 65 more."""
    down = sum(9 * a * b + b + 9 * b * b + b for a, b in zip((channels, *WIDTHS[:-1]), WIDTHS, strict=True))
    up = sum(4 * 2 * b * b + b + 9 * 2 * b * b + b + 9 * b * b + b for b in WIDTHS[:-1])
    assert count == down + up + 64 + 1
    assert parameters(UNet(NetworkSettings(kind="unet", channels=channels))) == count


def test_it_has_the_papers_23_convolutions_and_no_norm() -> None:
    layers = [m for m in UNet(NetworkSettings(kind="unet", base=4)).modules() if not list(m.children())]
    assert sum(isinstance(m, nn.Conv2d | nn.ConvTranspose2d) for m in layers) == 23
    assert not any("Norm" in type(m).__name__ for m in layers)


def test_multiply_adds() -> None:
    down = sum(
        9 * (a + b) * b * (256 >> level) ** 2
        for level, (a, b) in enumerate(zip((1, *WIDTHS[:-1]), WIDTHS, strict=True))
    )
    # 2 x 2 transposed: one product for each value that comes out and each channel that goes in.
    up = sum((2 * b * b + 9 * 3 * b * b) * (256 >> level) ** 2 for level, b in enumerate(WIDTHS[:-1]))
    assert gmac(UNet(NetworkSettings(kind="unet")), 256, 256, 1) * 1e9 == down + up + 64 * 256**2


def test_drop_out_is_for_training_alone() -> None:
    torch.manual_seed(0)
    network, x = UNet(NetworkSettings(kind="unet", base=4)), torch.randn(1, 1, 32, 32)
    assert not torch.equal(network(x), network(x))
    network.eval()
    assert torch.equal(network(x), network(x))
