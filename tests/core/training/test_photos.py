"""Photos that are learnt from by their labels, large ones among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from core.datasets.dataset import Label
from core.training import photos as module
from core.training.critic_losses import patches, photo_loss
from core.training.critic_steps import CriticStepper
from core.training.data import LabelledPicture, TrainingData
from core.training.device import Execution
from core.training.learners import learner_for
from core.training.networks import Networks
from core.training.photos import MOST_SQUARES, Photos, draw_photos, most_suspected, squares_in
from core.training.taught import TaughtGame
from tests.tiny import tiny_settings

SETTINGS = tiny_settings(network={"base": 8, "blocks": 1, "judge": "critic"}, photo_weight=1.0)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Squares of 64 pixels."""
    monkeypatch.setattr(module, "PHOTO", 64)
    monkeypatch.setattr(module, "GOOD", 128)


def photo(
    height: int, width: int, *, defect: bool = False, looked_at: np.ndarray | None = None
) -> LabelledPicture:
    """Grey, with a white place near the lower right corner, which the mask shows."""
    pixels = np.full((height, width), 0.25, np.float32)
    pixels[-10:-4, -9:-5] = 1
    mask = pixels == 1 if defect else None
    return LabelledPicture(Path("p.png"), Label.DEFECTIVE, pixels, looked_at, mask)


def data_of(*defective: LabelledPicture, good: tuple[int, int] = (64, 64)) -> TrainingData:
    plain = np.full(good, 0.25, np.float32)
    return TrainingData((LabelledPicture(Path("g.png"), Label.GOOD, plain),), defective, (), ())


def test_small_photos_are_shown_whole() -> None:
    found = draw_photos(data_of(photo(60, 64), good=(40, 64)), np.random.default_rng(0))
    assert found.good.shape == (1, 1, 40, 64)
    assert found.defective is not None
    assert found.defective.shape == (1, 1, 60, 64)
    assert float(found.defective.max()) == 1


@pytest.mark.parametrize("seed", range(20))
def test_a_square_of_a_large_photo_shows_its_marked_defect(seed: int) -> None:
    found = draw_photos(data_of(photo(300, 200, defect=True), good=(300, 50)), np.random.default_rng(seed))
    assert found.good.shape == (1, 1, 128, 128)
    assert found.defective is not None
    assert found.defective.shape == (1, 1, 64, 64)
    assert float(found.defective.max()) == 1


def test_a_large_photo_without_a_mask_is_looked_through() -> None:
    looked_at = np.ones((150, 100), np.bool_)
    looked_at[:64] = False
    for seed in range(6):
        found = draw_photos(
            data_of(photo(150, 100, looked_at=looked_at), good=(300, 100)), np.random.default_rng(seed)
        )
        assert found.good.shape == (1, 1, 128, 128)
        assert found.defective is not None
        assert found.defective_looked_at is not None
        assert found.defective.shape == found.defective_looked_at.shape
        assert sorted(found.defective.shape[2:]) == [100, 150]


def test_the_label_of_a_huge_photo_says_nothing_without_a_mask() -> None:
    huge, marked = (photo(64 * 8, 64 * 5, defect=known) for known in (False, True))
    assert squares_in(huge) > MOST_SQUARES
    assert draw_photos(data_of(huge), np.random.default_rng(0)).defective is None
    for seed in range(10):
        found = draw_photos(data_of(huge, marked), np.random.default_rng(seed)).defective
        assert found is not None
        assert float(found.max()) == 1


def test_the_user_hears_of_huge_photos() -> None:
    def told(*defective: LabelledPicture, photo_weight: float = 1) -> list[str]:
        settings = SETTINGS.model_copy(update={"photo_weight": photo_weight})
        networks = Networks(settings)
        networks.prepare(torch.device("cpu"), channels_last=False)
        game = learner_for(data_of(*defective), networks, settings, Execution("cpu", False, False, ""), 3)
        assert isinstance(game, TaughtGame)
        return game.notices

    huge = photo(64 * 8, 64 * 5)
    (notice,) = told(huge, photo(64, 64), huge)
    assert notice.startswith("2 defective photos without a mask (p.png is the first)")
    assert told(photo(64 * 8, 64 * 5, defect=True), photo(64, 64)) == []
    assert told(huge, photo_weight=0) == []


def dark_is_good(picture: Tensor, looked_at: Tensor | None = None) -> Tensor:
    """A critic."""
    logits = 2 - 3 * nn.functional.max_pool2d(picture, 8, ceil_mode=True)
    return logits if looked_at is None else logits.masked_fill(patches(looked_at) == 0, torch.inf)


def test_a_photo_that_is_not_large_stays_whole() -> None:
    whole = torch.rand(1, 3, 64, 30)
    assert most_suspected(whole, None, dark_is_good) == (whole, None)


@pytest.mark.parametrize(
    ("height", "width", "y", "x"),
    [(200, 150, 100, 70), (200, 150, 3, 148), (150, 30, 90, 4), (64, 65, 0, 64), (129, 64, 128, 63)],
)
def test_the_square_lies_round_the_worst_place(height: int, width: int, y: int, x: int) -> None:
    """In its middle, but for the photo's borders."""
    whole = torch.zeros(1, 2, height, width)
    whole[:, :, y, x] = 1
    shown, inside = most_suspected(whole, whole[:, :1], dark_is_good)
    assert inside is not None
    assert shown.shape == (1, 2, min(64, height), min(64, width))
    assert inside.shape == (1, 1, *shown.shape[2:])
    assert float(inside.sum()) == 1
    row, column = (int(place) for place in inside[0, 0].nonzero()[0])
    for found, place, length in ((row, y, height), (column, x, width)):
        in_border = place < 40 or place >= length - 40
        assert in_border or 24 <= found <= 40


def test_what_is_not_inspected_is_not_suspected() -> None:
    whole = torch.zeros(1, 1, 200, 200)
    whole[..., 20, 20], whole[..., 180, 100] = 1, 0.5
    looked_at = torch.ones_like(whole)
    looked_at[..., :64, :] = 0
    shown, _ = most_suspected(whole, looked_at, dark_is_good)
    assert float(shown.max()) == 0.5


class Brightness(nn.Module):
    """The same with a weight that can learn."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(1.0))

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.weight * dark_is_good(x)
        return logits


def test_of_large_photos_the_worst_squares_are_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loss is that of the two squares alone, and D_p learns by it."""
    networks = Networks(SETTINGS)
    networks.prepare(torch.device("cpu"), channels_last=False)
    critic = Brightness()
    monkeypatch.setattr(Networks, "d_p", property(lambda _: critic))
    stepper = CriticStepper(networks, SETTINGS, Execution("cpu", False, False, ""))
    good, defective = torch.zeros(1, 1, 128, 128), torch.zeros(1, 1, 128, 200)
    good[..., 5, 5], defective[..., 120, 190] = 0.25, 1
    loss = stepper._of_photos(Photos(good, defective))
    expected = photo_loss(dark_is_good(defective[..., -64:, -64:]), dark_is_good(good[..., :64, :64]))
    assert float(loss.detach()) == pytest.approx(float(expected))
    loss.backward()  # type: ignore[no-untyped-call]
    assert critic.weight.grad is not None
    assert critic.training
    stepper.close()
