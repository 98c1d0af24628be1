"""Bringing pictures to the networks' range and back."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.nets.pixel_scale import FIXED_PIXELS, scale_of_pixels
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
    assert torch.allclose(network.std((2, 3), correction=0), torch.full((2, 3), 0.25), atol=1e-5)
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


@pytest.mark.parametrize("standardise", [True, False])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_scale_of_an_array_is_that_of_its_tensor(channels: int, standardise: bool) -> None:
    rng = np.random.default_rng(0)
    planes = rng.random((channels, 20, 31), np.float32) * np.float32([[[0.2]], [[0.9]], [[1e-3]]])[:channels]
    pixels = planes[0] if channels == 1 else planes.transpose(1, 2, 0)
    expected = scale_of(torch.from_numpy(planes)[None], standardise=standardise)
    found = scale_of_pixels(pixels, standardise=standardise).to_network(pixels)
    assert found.dtype == np.float32
    tensor = expected.to_network(torch.from_numpy(planes)[None])[0].numpy()
    assert found == pytest.approx(tensor[0] if channels == 1 else tensor.transpose(1, 2, 0), abs=1e-5)
    assert scale_of_pixels(pixels, standardise=standardise).to_picture(found) == pytest.approx(
        pixels, abs=1e-6
    )
    assert standardise or scale_of_pixels(pixels, standardise=False) is FIXED_PIXELS
