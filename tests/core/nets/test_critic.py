"""D_p as a critic: sizes, how far a figure sees, and its weights counted by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
import torch

from core.nets.critic import Critic
from core.nets.settings import NetworkSettings


@pytest.mark.parametrize(("side", "figures"), [(16, 2), (17, 3), (33, 5), (128, 16), (250, 32)])
def test_one_figure_for_eight_pixels(side: int, figures: int) -> None:
    critic = Critic(NetworkSettings(base=8, channels=3)).eval()
    assert critic(torch.zeros(2, 3, side, side + 8)).shape == (2, 1, figures, figures + 1)


def test_a_figure_sees_125_pixels() -> None:
    critic = Critic(NetworkSettings(base=8)).eval()
    picture = torch.rand(1, 1, 256, 256, requires_grad=True)
    critic(picture)[0, 0, 16, 16].backward()
    assert picture.grad is not None
    seen = picture.grad[0, 0] != 0
    assert (int(seen.any(0).sum()), int(seen.any(1).sum())) == (125, 125)


def test_weights_of_the_compact_width() -> None:
    """3x3 convolutions without bias, and two figures of a BatchNorm for each channel made."""
    channels = [1, 16, 32, 32, 64, 64, 64, 64, 64, 64]
    expected = sum(9 * a * b + 2 * b for a, b in pairwise(channels)) + 9 * 128 + 1
    assert sum(p.numel() for p in Critic(NetworkSettings(base=32)).parameters()) == expected
