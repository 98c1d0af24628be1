"""A family that the settings leave out is drawn nowhere: not to train with, not to validate with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from core.datasets import defects
from core.datasets.dataset import Label
from core.datasets.recipe.drawing import draw
from core.datasets.recipe.names import without
from core.nets.settings import NetworkKind
from core.training.data import LabelledPicture, TrainingData
from core.training.device import Execution
from core.training.game import Game
from core.training.networks import Networks
from core.training.restoring import Restoring
from core.training.settings import WITHOUT_GAME
from core.training.validate import Validator
from tests.tiny import tiny_settings

LEFT_OUT = ("hole", "scratch", "stain")
PLAIN = Execution("cpu", False, False, "")


def data() -> TrainingData:
    rng = np.random.default_rng(0)
    pictures = tuple(
        LabelledPicture(Path(f"{n}.png"), Label.GOOD, rng.random((40, 40), dtype=np.float32))
        for n in range(20)
    )
    return TrainingData(pictures, (), pictures, ())


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of the families of which a defect was drawn."""
    names: set[str] = set()

    def recorded(family: defects.Family, *rest: object) -> object:
        names.add(family.name)
        return draw(family, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(defects, "draw", recorded)
    return names


@pytest.mark.parametrize("kind", ["isu-gan", "dcgan"])
def test_no_training_step_shows_it(kind: NetworkKind, drawn: set[str]) -> None:
    changes = {} if kind == "isu-gan" else WITHOUT_GAME
    settings = tiny_settings(network={"kind": kind, "base": 4}, left_out=LEFT_OUT, **changes)
    networks = Networks(settings)
    networks.prepare(torch.device("cpu"), channels_last=False)
    if kind == "dcgan":
        learner = Restoring(data(), networks, settings, PLAIN)
        batch = learner.batch
    else:
        learner = Game(data(), networks, settings, PLAIN, 1)
        batch = learner.warm_up_batch
    for step in range(40):
        batch(step)
    learner.close()
    assert drawn == set(without(LEFT_OUT))


def test_no_stand_in_for_defective_validation_pictures_shows_it(drawn: set[str]) -> None:
    Validator(data(), tiny_settings(left_out=LEFT_OUT), torch.device("cpu"))
    assert drawn
    assert not drawn & set(LEFT_OUT)
