"""Pool, schedule, control, batches, data: the loop's parts."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
import torch

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.splits import assign_splits
from core.errors import TrainingError
from core.inspection.preprocess import Preprocess
from core.language import english
from core.training.batches import cut_pair, draw_pair, generator_for, warm_up_batch
from core.training.control import Control, Request
from core.training.data import TrainingData, load_data
from core.training.networks import learning_rate_factor, warm_up_rate_factor
from core.training.pool import ImagePool


def test_pool_keeps_its_size_and_gives_old_fakes_back() -> None:
    pool, rng = ImagePool(3), np.random.default_rng(0)
    fakes = [torch.full((1, 1, 2, 2), float(i)) for i in range(200)]
    back = [float(pool.exchange(f, rng)[0, 0, 0, 0]) for f in fakes]
    assert back[:3] == [0, 1, 2]
    assert len(pool.images) == 3
    old = sum(b != i for i, b in enumerate(back[3:], 3))
    assert 60 < old < 140  # half of 197
    assert all(b <= i for i, b in enumerate(back))


def test_pool_of_size_zero_hands_through() -> None:
    fake = torch.rand(2, 1, 4, 4)
    assert ImagePool(0).exchange(fake, np.random.default_rng(0)) is fake


def test_learning_rate_is_constant_then_linear() -> None:
    factors = [learning_rate_factor(e, 100, 0.5) for e in range(100)]
    assert factors[:50] == [1.0] * 50
    assert np.allclose(np.diff(factors[50:]), -1 / 51)
    assert factors[-1] == pytest.approx(1 / 51)
    assert warm_up_rate_factor(0, 100) == 1
    assert warm_up_rate_factor(75, 100) == pytest.approx(0.5)
    assert warm_up_rate_factor(99, 100) == 0.05


def test_control_pauses_and_cancel_outranks_stop() -> None:
    control = Control()
    assert control.check() is Request.GO_ON
    control.pause()
    answers: list[Request] = []
    waiting = threading.Thread(target=lambda: answers.append(control.check()))
    waiting.start()
    time.sleep(0.05)
    assert control.paused
    assert not answers
    control.stop_and_keep()
    waiting.join(5)
    assert answers == [Request.STOP_AND_KEEP]
    control.cancel()
    control.stop_and_keep()
    assert control.check() is Request.CANCEL


@pytest.fixture
def data(tiny: Dataset) -> TrainingData:
    return load_data(assign_splits(tiny, seed=0, validation=0.2, test=0), Preprocess())


def test_batches_depend_on_seed_and_step_only(data: TrainingData) -> None:
    for make in (
        lambda: warm_up_batch(data, 32, 3, generator_for(1, 0, 7)),
        lambda: cut_pair(data, draw_pair(data, 32, 1, 5, 12)),
    ):
        one, two = make(), make()
        assert all(a is b or torch.equal(a, b) for a, b in zip(one, two, strict=True))
        assert one[-1] is None  # without areas there is nothing to weigh
    other = warm_up_batch(data, 32, 3, generator_for(1, 0, 8))
    assert not torch.equal(other[0], warm_up_batch(data, 32, 3, generator_for(1, 0, 7))[0])


def test_warm_up_pictures_differ_only_under_the_mask(data: TrainingData) -> None:
    changed = 0
    for step in range(20):
        broken, good, mask, _ = warm_up_batch(data, 48, 4, generator_for(0, 0, step))
        assert broken.shape == good.shape == (4, 1, 48, 48)
        scale = data.good[0].scale
        pixels = broken * float(scale.reach) + float(scale.centre)
        assert -1e-6 <= pixels.min() <= pixels.max() <= 1 + 1e-6
        assert ((broken == good) | (mask > 0)).all()
        changed += int((mask.amax((1, 2, 3)) > 0).sum())
    assert 0.5 * 80 < changed < 0.9 * 80  # three quarters get a defect


def test_an_epoch_shows_every_good_picture_once(data: TrainingData) -> None:
    count = len(data.good)
    whole = {float(cut_pair(data, draw_pair(data, 0, 0, count, step))[0].sum()) for step in range(count)}
    assert len(whole) == count
    second = [float(cut_pair(data, draw_pair(data, 0, 0, count, count + s))[0].sum()) for s in range(count)]
    assert second != [float(cut_pair(data, draw_pair(data, 0, 0, count, s))[0].sum()) for s in range(count)]


def test_validation_pictures_are_never_trained_on(data: TrainingData) -> None:
    training = {p.path for p in (*data.good, *data.defective)}
    assert training.isdisjoint(p.path for p in data.validation)
    assert {p.label for p in data.validation} == {Label.GOOD, Label.DEFECTIVE}


def test_broken_and_tiny_files_are_left_out_by_name(tiny: Dataset) -> None:
    dataset = assign_splits(tiny, seed=0, validation=0.2, test=0)
    victim = dataset.select(split=Split.TRAIN, label=Label.GOOD)[0].path
    content = victim.read_bytes()
    try:
        victim.write_bytes(content[:100])
        data = load_data(dataset, Preprocess())
    finally:
        victim.write_bytes(content)
    assert len(data.unreadable) == 1
    assert str(victim) in english(data.unreadable[0])


def test_too_little_data_says_what_is_missing(tiny: Dataset) -> None:
    with pytest.raises(TrainingError, match="good training pictures"):
        load_data(Dataset(tiny.root, "flat", (), ()), Preprocess())
