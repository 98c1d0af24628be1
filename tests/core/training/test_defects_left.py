"""Which epoch is kept where all tell good from defective: the one whose repair is right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.datasets.dataset import Label
from core.inspection.result import FloatImage
from core.training.data import LabelledPicture, TrainingData
from core.training.settings import preset
from core.training.validate import PAIRS, Evidence, Figures, Validator

CPU = torch.device("cpu")


def good_pictures(count: int, looked_at: np.ndarray | None = None) -> TrainingData:
    def picture(number: int) -> LabelledPicture:
        pixels = np.random.default_rng(number).uniform(0.4, 0.6, (64, 64)).astype(np.float32)
        return LabelledPicture(Path(f"{number}.png"), Label.GOOD, pixels, looked_at)

    return TrainingData((), (), tuple(map(picture, range(count))), ())


def looker(change: object) -> object:
    def look(picture: LabelledPicture) -> Evidence:
        repair: FloatImage = change(picture)  # type: ignore[operator]
        return repair, repair, repair, None

    return look


def test_it_is_the_share_of_the_squared_difference() -> None:
    validator = Validator(good_pictures(3), preset("quick"), CPU)
    good = {picture.path: picture.pixels for picture in validator.good}

    def left(share: float) -> float:
        def change(picture: LabelledPicture) -> FloatImage:
            return good[picture.path] + share * (picture.pixels - good[picture.path])

        return validator.defects_left(looker(change))  # type: ignore[arg-type]

    assert left(0) == 0
    assert left(1) == pytest.approx(1)
    assert left(0.5) == pytest.approx(0.25)
    # More than the defect: a repair that is wrong.
    assert left(-2) == pytest.approx(4)


def test_what_is_not_inspected_does_not_count() -> None:
    looked_at = np.zeros((64, 64), bool)
    looked_at[:, :40] = True
    validator = Validator(good_pictures(3, looked_at), preset("quick"), CPU)
    good = {picture.path: picture.pixels for picture in validator.good}

    def change(picture: LabelledPicture) -> FloatImage:
        return np.where(looked_at, good[picture.path], 7).astype(np.float32)

    assert validator.defects_left(looker(change)) == 0  # type: ignore[arg-type]


def test_a_few_pictures_will_do_and_the_papers_runs_do_without() -> None:
    many = good_pictures(PAIRS + 3)
    assert len(Validator(many, preset("quick"), CPU)._pairs) == PAIRS
    assert Validator(many, preset("paper"), CPU)._pairs == []


class Seen(nn.Module):
    """A critic that is surprised everywhere, so that the gate is open."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.full_like(nn.functional.max_pool2d(x, 8, ceil_mode=True), -4.0)[:, :1]


class Same(nn.Module):
    """A repair that changes nothing."""

    def forward(self, x: Tensor) -> Tensor:
        return x


class Hatch(nn.Module):
    """A repair that changes nothing but for a hatch over everything."""

    def forward(self, x: Tensor) -> Tensor:
        return x + (torch.arange(x.shape[-1]) % 2 - 0.5)


def test_a_hatch_is_told_from_a_repair_that_does_nothing() -> None:
    validator = Validator(good_pictures(4), preset("quick", gate=False), CPU)
    nothing = validator.judge(Same(), critic=Seen())[0].defects_left
    hatched = validator.judge(Hatch(), critic=Seen())[0].defects_left
    assert nothing == pytest.approx(1, abs=0.01)
    assert hatched > 1.5


def test_the_order_of_epochs() -> None:
    figures = Figures(1.0, 9.0, 0.1, False, 1.0, 1.0, defects_left=0.4)
    better = replace(figures, separation=5.0, defects_left=0.3)
    assert better.key > figures.key
    # Less than a hundredth is chance; then the scores decide.
    assert replace(figures, separation=9.5, defects_left=0.4049).key > figures.key
    assert replace(better, auroc=0.99).key < figures.key
    # A run of an earlier version had AUROC and separation alone: its best epoch stays where a new one only ties.
    assert better.key < [1.0, 5.0]
    assert better.key > [0.999, 5.0]
