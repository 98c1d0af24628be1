"""Bringing pictures to the networks' range and back."""

from __future__ import annotations

import torch

from core.nets.scale import FIXED, scale_of


def test_the_papers_scale() -> None:
    x = torch.tensor([0.0, 0.5, 1.0]).view(1, 1, 1, 3)
    assert scale_of(x, standardise=False) is FIXED
    assert FIXED.to_network(x).flatten().tolist() == [-1, 0, 1]


def test_standardised_and_back() -> None:
    torch.manual_seed(0)
    x = torch.rand(2, 3, 20, 20) * torch.tensor([0.2, 0.9]).view(2, 1, 1, 1)
    scale = scale_of(x, standardise=True)
    network = scale.to_network(x)
    assert torch.allclose(network.mean((2, 3)), torch.zeros(2, 3), atol=1e-5)
    assert torch.allclose(network.std((2, 3)), torch.full((2, 3), 0.25), atol=1e-5)
    assert torch.allclose(scale.to_picture(network), x, atol=1e-6)


def test_level_and_contrast_do_not_reach_the_network() -> None:
    torch.manual_seed(0)
    x = torch.rand(1, 1, 30, 30)
    darker = 0.1 + 0.4 * x
    one, two = (scale_of(p, standardise=True).to_network(p) for p in (x, darker))
    assert torch.allclose(one, two, atol=1e-5)


def test_a_blank_picture_is_not_blown_up() -> None:
    x = torch.full((1, 1, 8, 8), 0.3) + 1e-4 * torch.randn(1, 1, 8, 8)
    assert scale_of(x, standardise=True).to_network(x).abs().max() < 0.01
