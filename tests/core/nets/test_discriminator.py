"""The PatchGAN discriminator."""

from __future__ import annotations

import pytest
import torch

from core.nets.cost import parameters
from core.nets.discriminator import Discriminator
from core.nets.settings import NetworkSettings


def test_size_and_output_shape() -> None:
    network = Discriminator(NetworkSettings())
    by_hand = 16 * (1 * 128 + 128 * 256 + 256 * 512 + 512 * 1) + 1
    assert parameters(network) == by_hand
    assert by_hand / 1e6 == pytest.approx(2.63, abs=0.01)
    with torch.inference_mode():
        assert network(torch.zeros(2, 1, 256, 256)).shape == (2, 1, 31, 31)


def test_a_patch_sees_46_pixels() -> None:
    network = Discriminator(NetworkSettings(base=4)).double()
    x = torch.randn(1, 1, 128, 128, dtype=torch.float64)
    # Instance Norm ties every pixel to every patch; without it the receptive field shows.
    original = torch.nn.functional.instance_norm
    torch.nn.functional.instance_norm = lambda y: y  # type: ignore[assignment]
    try:
        x.requires_grad_()
        network(x)[0, 0, 7, 7].backward()
    finally:
        torch.nn.functional.instance_norm = original
    rows = x.grad[0, 0].abs().sum(1).nonzero()  # type: ignore[index]
    assert int(rows.max() - rows.min()) + 1 == 46


def test_last_layer_is_neither_normed_nor_bounded() -> None:
    torch.manual_seed(0)
    network = Discriminator(NetworkSettings(base=4))
    with torch.no_grad():
        network.last.bias.fill_(5.0)
        scores = network(torch.randn(1, 1, 64, 64))
    assert scores.mean() > 1
