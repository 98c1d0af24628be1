"""What a step sees has the contrast that the inspection gives the whole picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from core.datasets.dataset import Label
from core.datasets.recipe.names import FAMILY_NAMES
from core.nets.pixel_scale import scale_of_pixels
from core.nets.scale import scale_of
from core.training.batches import cut_pair, draw_pair, made_pair, warm_up_batch
from core.training.data import LabelledPicture, TrainingData
from core.training.marked import marked_crops
from core.training.photos import draw_photos

SIDE = 32


def picture(number: int, label: Label, *, masked: bool = False) -> LabelledPicture:
    """Dark and smooth on the left, bright and rough on the right, four greys: a crop's own scale is another one."""
    rng = np.random.default_rng([number, len(label)])
    pixels = np.where(rng.random((64, 96)) < 0.5, 0.2 + 0.01 * number, 0.22).astype(np.float32)
    pixels[:, 48:] = np.where(rng.random((64, 48)) < 0.5, 0.5, 0.9)
    defect = np.zeros((64, 96), np.bool_)
    defect[20:26, 40:50] = True
    scale = scale_of_pixels(pixels, standardise=True)
    return LabelledPicture(Path("x.png"), label, pixels, None, defect if masked else None, scale)


@pytest.fixture
def data() -> TrainingData:
    good = tuple(picture(number, Label.GOOD) for number in range(3))
    bad = tuple(picture(number, Label.DEFECTIVE, masked=number > 0) for number in range(3))
    return TrainingData(good, bad, (), ())


def seen_whole(pictures: tuple[LabelledPicture, ...]) -> set[float]:
    """Every value that the networks see of them in an inspection."""
    values: set[float] = set()
    for one in pictures:
        x = torch.from_numpy(one.pixels)[None, None]
        values |= set(np.round(scale_of(x, standardise=True).to_network(x).numpy().ravel(), 4))
    return values


def among(tensor: Tensor, values: set[float]) -> bool:
    assert len(values) <= 12
    known, ours = np.sort(list(values)), tensor.numpy().ravel()
    above = np.clip(np.searchsorted(known, ours), 1, len(known) - 1)
    distance = np.minimum(np.abs(known[above] - ours), np.abs(known[above - 1] - ours))
    return bool(distance.max() < 2e-4)


def test_crops_are_scaled_as_their_whole_picture(data: TrainingData) -> None:
    good, bad = seen_whole(data.good), seen_whole(data.defective)
    rng = np.random.default_rng(0)
    batch = warm_up_batch(data, SIDE, 4, rng)
    assert among(batch.good, good)
    outside = batch.mask == 0
    assert torch.equal(batch.defective[outside], batch.good[outside])
    for step in range(4):
        pair = cut_pair(data, draw_pair(data, SIDE, 0, 3, step))
        assert among(pair.good, good)
        assert among(pair.defective, bad)
    pair, mask = made_pair(data, SIDE, 1, rng, FAMILY_NAMES)
    assert among(pair.good, good)
    assert among(pair.defective[mask == 0], good)
    photos = draw_photos(data, rng)
    assert photos.defective is not None
    assert among(photos.defective, bad)
    assert among(photos.good, good)
    marked = marked_crops(data.defective, SIDE, 3, rng, turns=False)
    assert marked is not None
    assert among(marked.pictures, bad)
