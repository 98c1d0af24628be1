"""How much the second evidence counts."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.datasets.dataset import Label
from core.training import maps
from core.training.data import LabelledPicture, TrainingData
from core.training.settings import preset
from core.training.validate import Validator
from core.training.weighing import LEAST_BEHIND_GATE, NARROWEST, REACH, WEIGHTS, columns, gate_of, scores_at


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


class Flat(nn.Module):
    """A repair of one grey."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.zeros_like(x)


def spotted_pictures() -> TrainingData:
    def picture(number: int, label: Label) -> LabelledPicture:
        pixels = np.random.default_rng(number).uniform(0.4, 0.6, (48, 48)).astype(np.float32)
        if label is Label.DEFECTIVE:
            pixels[20, 20] = 0
        return LabelledPicture(Path(f"{number}.png"), label, pixels)

    validation = tuple(
        picture(n, label) for label in (Label.GOOD, Label.DEFECTIVE) for n in range(6 if label else 0, 12)
    )
    return TrainingData(validation[:2], (), validation, ())


def test_a_gate_is_shut_in_most_good_pictures() -> None:
    worst = [0.1 * number for number in range(21)]
    gate = gate_of(worst)
    assert gate.start == pytest.approx(1.6)
    assert gate.full == pytest.approx(1.5 * 1.9)
    assert sum(value <= gate.start for value in worst) == 17
    assert gate.reach == REACH
    narrow = gate_of([0.2] * 5)
    assert narrow == pytest.approx((0.2, 0.2 + NARROWEST, REACH))


@pytest.mark.parametrize("counts", [True, False])
def test_a_gate_lets_only_surprises_be_repaired(counts: bool) -> None:
    settings = preset("paper", gate=True, second_evidence=counts)
    validator = Validator(spotted_pictures(), settings, torch.device("cpu"))
    figures, probes = validator.judge(Flat(), critic=SeesBlack())
    assert figures.gate == pytest.approx(gate_of([math.log1p(math.exp(-4))] * 6), abs=1e-6)
    assert figures.good_mse == 0
    assert figures.ssim_auroc == 1
    # On these very pictures the SSIM map alone tells all apart: the gate is shut on the good ones by their own map.
    assert (figures.critic_weight >= LEAST_BEHIND_GATE) == counts
    assert counts or figures.critic_weight == 0
    spotted, clean = probes[0], probes[-1]
    assert np.array_equal(clean.repair, clean.original)
    changed = spotted.repair != spotted.original
    assert changed[20, 20]
    assert changed[20, 32 + REACH - 6]
    assert not changed[:, 32 + REACH :].any()
    without, _ = Validator(spotted_pictures(), preset("paper"), torch.device("cpu")).judge(
        Flat(), critic=SeesBlack()
    )
    assert without.gate is None
    assert without.good_mse > 0


def test_no_pass_is_made_twice_or_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six good pictures, where nothing is repaired, and six defective ones; maps that find no room are made again."""

    def judged(room: int) -> tuple[object, list[int]]:
        monkeypatch.setattr(maps, "MOST_KEPT", room)
        passes = [0, 0]
        networks = Flat(), SeesBlack()
        for number, network in enumerate(networks):
            network.register_forward_hook(
                lambda *_, number=number: passes.__setitem__(number, passes[number] + 1)
            )
        validator = Validator(spotted_pictures(), preset("paper", gate=True), torch.device("cpu"))
        return validator.judge(networks[0], critic=networks[1])[0], passes

    figures, passes = judged(maps.MOST_KEPT)
    assert passes == [6, 12]
    assert judged(4 * 48 * 48 * 2) == (figures, [6, 16])
    assert judged(0) == (figures, [6, 18])


def test_a_critic_that_sees_more_than_the_map_counts() -> None:
    validator = Validator(spotted_pictures(), preset("paper"), torch.device("cpu"))
    alone, _ = validator.judge(Untouched())
    both, _ = validator.judge(Untouched(), critic=SeesBlack())
    assert (alone.critic_weight, alone.auroc) == (0, alone.ssim_auroc)
    assert alone.auroc < 0.9
    assert both.auroc == 1
    assert both.critic_weight > 0
    assert both.ssim_auroc == alone.auroc
    assert alone.key[0] < both.key[0] == round((1 + alone.auroc) / 2, 3)
