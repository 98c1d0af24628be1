"""What is counted of a network, and what not."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from core.nets.blocks import Conv3x3, Involution
from core.nets.cost import gmac, parameters
from core.nets.generator import Generator
from core.nets.settings import NetworkSettings


def test_only_trainable_values_are_parameters() -> None:
    network = nn.Sequential(nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5))
    assert parameters(network) == 9 * 3 * 5 + 5 + 2 * 5
    network[0].requires_grad_(False)
    assert parameters(network) == 2 * 5


def test_a_convolution_by_hand() -> None:
    assert gmac(nn.Conv2d(3, 5, 3, stride=2, padding=1), 32, 48, 3) * 1e9 == 9 * 3 * 5 * 16 * 24


def test_involution_counts_its_weighted_sum() -> None:
    kernels = 32 * 8 + 8 * 2 * 49
    assert gmac(Involution(32), 20, 30, 32) * 1e9 == pytest.approx((kernels + 32 * 49) * 20 * 30)


def test_winograds_shortcut_does_not_count() -> None:
    """A layer that training computes by fewer multiplications has the figure of its mathematics."""
    assert gmac(Conv3x3(64, 64, bias=True), 64, 64, 64) * 1e9 == 9 * 64 * 64 * 64 * 64


def test_the_papers_generator() -> None:
    network = Generator(NetworkSettings())
    assert parameters(network) / 1e6 == pytest.approx(12.17, abs=0.01)
    assert gmac(network, 256, 256, 1) == pytest.approx(15.15, abs=0.01)


def test_the_network_is_left_as_it_is() -> None:
    network = nn.Sequential(nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4))
    before: dict[str, Tensor] = {name: value.clone() for name, value in network.state_dict().items()}
    gmac(network, 16, 16, 1)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert network.training
