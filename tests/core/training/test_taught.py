"""The game with D_p as a critic."""

from __future__ import annotations

import copy
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.datasets.dataset import Dataset
from core.datasets.splits import assign_splits
from core.inspection.preprocess import Preprocess
from core.training.critic_losses import photo_loss, taught_loss
from core.training.critic_steps import CriticStepper, near, squares_of
from core.training.data import TrainingData, load_data
from core.training.device import Execution
from core.training.learner import means_of
from core.training.learners import learner_for
from core.training.masks import with_masks
from core.training.networks import Networks
from core.training.settings import TrainingSettings
from core.training.taught import TaughtGame
from tests.tiny import tiny_settings


@pytest.fixture
def settings() -> TrainingSettings:
    return tiny_settings(network={"base": 8, "blocks": 1, "judge": "critic"}, averaging=0.9)


@pytest.fixture
def data(tiny: Dataset) -> TrainingData:
    split = assign_splits(tiny, seed=0, validation=0.2, test=0)
    return with_masks(load_data(split, Preprocess()), split.samples, 2, 0)


def game(data: TrainingData, settings: TrainingSettings) -> tuple[TaughtGame, Networks]:
    networks = Networks(settings)
    networks.prepare(torch.device("cpu"), channels_last=False)
    found = learner_for(data, networks, settings, Execution("cpu", False, False, ""), 3)
    assert isinstance(found, TaughtGame)
    return found, networks


def test_the_critic_learns_where_defects_are(data: TrainingData, settings: TrainingSettings) -> None:
    """Over and over the same lesson, synthetic defects and masked ones: chance is 2 log 2."""
    played, _ = game(data, settings)
    lesson = played.warm_up_batch(0)[0]
    losses = [float(played.stepper.teach([lesson.synthetic], lesson.marked)["critic"]) for _ in range(60)]
    assert losses[0] > 1
    assert losses[-1] < 0.3


def test_a_step_changes_each_network_by_its_own_losses(
    data: TrainingData, settings: TrainingSettings
) -> None:
    played, networks = game(data, settings)
    before = {name: copy.deepcopy(network.state_dict()) for name, network in networks.all().items()}
    losses = played.learn(played.batch(0), 0, use_ssim=True)
    assert {"g_n2p", "g_p2n", "cycle", "identity", "synthetic", "d_n", "critic", "d_p"} <= set(losses)
    for name in ("g_n2p", "g_p2n", "d_p", "d_n"):
        after = networks.all()[name].state_dict()
        assert any(not torch.equal(after[key], before[name][key]) for key in after), name


def test_the_repairs_gradient_leaves_the_critics_statistics(
    data: TrainingData, settings: TrainingSettings
) -> None:
    played, networks = game(data, settings)
    stepper = played.stepper
    assert isinstance(stepper, CriticStepper)
    before = copy.deepcopy(networks.d_p.state_dict())
    turn = played.batch(1)
    pair = turn.pair()
    stepper.adversarial_with(
        pair.good,
        pair.defective,
        turn.mask,
        np.random.default_rng(0),
        use_ssim=False,
        synthetic=None,
        looked_at=(None, None),
    )
    after = networks.d_p.state_dict()
    assert all(torch.equal(after[name], before[name]) for name in before)
    assert networks.d_p.training


def test_good_pictures_are_enough(data: TrainingData, settings: TrainingSettings) -> None:
    assert settings.epochs_with(defective=False) == settings.epochs
    played, _ = game(replace(data, defective=()), settings)
    turns = [played.batch(step) for step in range(3)]
    assert all(turn.mask is not None and turn.lessons[0].marked is None for turn in turns)
    losses = played.learn(turns[0], 0, use_ssim=False)
    assert all(bool(torch.isfinite(value)) for value in losses.values())


def test_what_a_mask_calls_good_is_left_alone(data: TrainingData, settings: TrainingSettings) -> None:
    played, _ = game(data, settings)
    named = [set(played.learn(played.batch(step), step, use_ssim=False)) for step in range(8)]
    with_mask = [played.batch(step).mask is not None for step in range(8)]
    assert [("outside" in names) for names in named] == with_mask
    assert True in with_mask
    assert False in with_mask


def test_what_a_step_sees_depends_on_its_number_alone(data: TrainingData, settings: TrainingSettings) -> None:
    one, two = game(data, settings)[0], game(data, settings)[0]
    one.batch(5)
    for step in (0, 3):
        first, second = one.batch(step), two.batch(step)
        assert torch.equal(first.pair().defective, second.pair().defective)
        for lesson, same in zip(first.lessons, second.lessons, strict=True):
            assert lesson.marked is not None
            assert same.marked is not None
            assert torch.equal(lesson.marked.pictures, same.marked.pictures)


def test_pictures_are_cut_into_wholesquares_of() -> None:
    picture = torch.arange(2 * 5 * 7.0).view(1, 2, 5, 7)
    squares = squares_of(picture, 2)
    assert squares.shape == (6, 2, 2, 2)
    assert torch.equal(squares[0], picture[0, :, :2, :2])
    assert torch.equal(squares[4], picture[0, :, 2:4, 2:4])
    assert squares_of(picture, 9).shape == (1, 2, 9, 9)


def test_means_follow_the_weights_by_the_formula(settings: TrainingSettings) -> None:
    networks = Networks(settings)
    networks.prepare(torch.device("cpu"), channels_last=False)
    assert networks.kept()["g_n2p"] is not networks.g_n2p
    weight = networks.g_n2p.get_parameter("down1.conv.weight")
    mean = networks.kept()["g_n2p"].get_parameter("down1.conv.weight")
    expected = None
    for step in range(30):
        with torch.no_grad():
            weight.fill_(step)
        networks.follow()
        share = min(0.9, (1 + step) / (10 + step))
        expected = step if expected is None else share * expected + (1 - share) * step
    assert float(mean.detach().flatten()[0]) == pytest.approx(expected, rel=1e-5)


def test_beside_a_rough_stroke_nothing_is_taught() -> None:
    """Patches within 8 px of a mask: whatever D_p says of them costs nothing."""
    mask = torch.zeros(1, 1, 64, 64)
    mask[..., 24:32, 24:32] = 1
    logits = torch.zeros(1, 1, 8, 8)
    logits[..., 2:5, 2:5] = -9
    logits[..., 3, 3] = 0
    chance = 2 * np.log(2)
    assert float(taught_loss(logits, mask)) > chance + 1
    assert float(taught_loss(logits, mask, 1 - near(mask) + mask)) == pytest.approx(chance)


def test_a_critic_learns_several_times_a_step(data: TrainingData, settings: TrainingSettings) -> None:
    """From other pictures each time; the first lesson is what it would be alone."""
    changes = {"warm_up_batch": 2, "photo_weight": 1.0, "warm_up_steps": 0}
    often = settings.model_copy(update={**changes, "lessons": 3})
    played, networks = game(data, often)
    lessons = played.warm_up_batch(7)
    assert [len(lesson.synthetic.good) for lesson in lessons] == [2, 2, 2]
    assert all(lesson.marked is not None and lesson.photos is not None for lesson in lessons)
    assert not torch.equal(lessons[1].synthetic.good, lessons[2].synthetic.good)
    (alone,) = game(data, settings.model_copy(update=changes))[0].warm_up_batch(7)
    assert alone.photos is not None
    assert lessons[0].photos is not None
    assert torch.equal(alone.synthetic.defective, lessons[0].synthetic.defective)
    assert torch.equal(alone.photos.good, lessons[0].photos.good)
    losses = played.warm_up(lessons)
    assert {"warm_up", "critic", "photos"} <= set(losses)
    assert networks.critic.state_dict()["state"][0]["step"] == 3
    turn = played.batch(2)
    assert len(turn.lessons) == 3
    assert {"d_p", "critic"} <= set(played.learn(turn, 2, use_ssim=False))
    assert networks.critic.state_dict()["state"][0]["step"] == 6


def test_a_loss_is_the_mean_of_the_rows_that_have_it() -> None:
    one, two, three = (torch.tensor(value) for value in (1.0, 2.0, 3.0))
    assert means_of([{"critic": one, "photos": three}, {"critic": two}]) == {"critic": 1.5, "photos": 3.0}
    assert means_of([]) == {}


def test_whole_photos_teach_by_their_label(data: TrainingData, settings: TrainingSettings) -> None:
    """The photo's worst patches are taken for defects more and more, those of the good one less and less."""
    changed = settings.model_copy(update={"photo_weight": 1.0, "critic_batch": 2, "warm_up_steps": 4})
    played, _ = game(data, changed)
    lessons = [played.warm_up_batch(step)[0] for step in range(3)]
    assert [lesson.photos is not None for lesson in lessons] == [False, True, True]
    assert lessons[0].more is not None
    assert len(lessons[0].more.good) == 2
    lesson = lessons[1]
    losses = [
        float(played.stepper.teach([lesson.synthetic], None, lesson.photos)["photos"]) for _ in range(40)
    ]
    assert losses[-1] < 0.5 * losses[0]


def test_good_photos_teach_what_is_not_a_defect(data: TrainingData, settings: TrainingSettings) -> None:
    """Where there is no other photo, and where every defective one has a mask."""
    changed = settings.model_copy(update={"photo_weight": 1.0})
    marked = tuple(p for p in data.defective if p.defect is not None)
    with_masks, _ = game(replace(data, defective=marked), changed)
    photos = with_masks.warm_up_batch(99)[0].photos
    assert marked
    assert photos is not None
    assert photos.defective is not None
    alone, _ = game(replace(data, defective=()), changed)
    lesson = alone.warm_up_batch(99)[0]
    assert lesson.photos is not None
    assert lesson.photos.defective is None
    assert lesson.photos.good.shape == (1, 1, 64, 64)
    suspected = alone.stepper.teach([lesson.synthetic], None, lesson.photos)["photos"]
    assert 0 < float(suspected) < 20


def test_a_photos_label_speaks_of_its_three_worst_patches() -> None:
    defective = torch.tensor([[[[5.0, -2.0, 0.0], [1.0, 7.0, np.inf]]]])
    good = torch.tensor([[[[5.0, 4.0, -1.0], [3.0, 7.0, 9.0]]]])
    worst = np.mean(np.log1p(np.exp([-2.0, 0.0, 1.0])))
    suspected = np.mean(np.log1p(np.exp([1.0, -3.0, -4.0])))
    assert float(photo_loss(defective, good)) == pytest.approx(worst + suspected)
    assert float(photo_loss(None, good)) == pytest.approx(suspected)


def test_areas_of_two_patches_have_two_worst_ones() -> None:
    logits = torch.full((1, 1, 4, 4), np.inf)
    logits[..., 1, 1:3] = torch.tensor([1.0, -2.0])
    expected = np.mean(np.log1p(np.exp([-1.0, 2.0])))
    logits.requires_grad_()
    loss = photo_loss(None, logits)
    loss.backward()  # type: ignore[no-untyped-call]
    assert float(loss.detach()) == pytest.approx(expected)
    assert logits.grad is not None
    assert bool(torch.isfinite(logits.grad).all())
