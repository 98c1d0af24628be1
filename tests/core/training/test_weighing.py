"""How much the second evidence counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from core.datasets.dataset import Label
from core.training.data import LabelledPicture, TrainingData
from core.training.settings import preset
from core.training.validate import Validator
from core.training.weighing import WEIGHTS, columns, scores_at


def test_a_score_for_each_weight_is_the_largest_mean() -> None:
    rng = np.random.default_rng(0)
    local, second = (rng.random((9, 7)).astype(np.float32) for _ in range(2))
    expected = [float(((1 - w) * local + w * second).max()) for w in WEIGHTS]
    assert np.allclose(scores_at(local.copy(), second), expected, atol=1e-5)
    assert scores_at(local, None) == [float(local.max())]


def test_scores_are_sorted_by_weight() -> None:
    assert columns([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]) == [[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]


class Untouched(nn.Module):
    """A repair that changes nothing: the SSIM map tells nothing apart."""

    def forward(self, x: Tensor) -> Tensor:
        return x + 0.01 * torch.sin(1e3 * x)


class SeesBlack(nn.Module):
    """A critic that is surprised by patches with a black pixel, of pictures that are not black themselves."""

    def forward(self, x: Tensor) -> Tensor:
        darkest = -nn.functional.max_pool2d(-x, 8, ceil_mode=True)
        return torch.where(darkest < -0.9, -4.0, 4.0)


def test_a_critic_that_sees_more_than_the_map_counts() -> None:
    def picture(number: int, label: Label) -> LabelledPicture:
        pixels = np.random.default_rng(number).uniform(0.4, 0.6, (48, 48)).astype(np.float32)
        if label is Label.DEFECTIVE:
            pixels[20, 20] = 0
        return LabelledPicture(Path(f"{number}.png"), label, pixels)

    validation = tuple(
        picture(n, label) for label in (Label.GOOD, Label.DEFECTIVE) for n in range(6 if label else 0, 12)
    )
    data = TrainingData(validation[:2], (), validation, ())
    validator = Validator(data, preset("paper"), torch.device("cpu"))
    alone, _ = validator.judge(Untouched())
    both, _ = validator.judge(Untouched(), critic=SeesBlack())
    assert (alone.critic_weight, alone.auroc) == (0, alone.ssim_auroc)
    assert alone.auroc < 0.9
    assert both.auroc == 1
    assert both.critic_weight > 0
    assert both.ssim_auroc == alone.auroc
    assert alone.key[0] < both.key[0] == round((1 + alone.auroc) / 2, 3)
