"""Which pictures are taught with masks, and the crops that show them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.masks import read_mask
from core.datasets.splits import assign_splits
from core.images.write import write_png
from core.inspection.preprocess import Preprocess
from core.language import english
from core.training.data import TrainingData, load_data
from core.training.marked import marked_crops
from core.training.masks import with_masks


@pytest.fixture
def split(tiny: Dataset) -> Dataset:
    return assign_splits(tiny, seed=0, validation=0.2, test=0)


@pytest.fixture
def data(split: Dataset) -> TrainingData:
    return load_data(split, Preprocess())


def taught(data: TrainingData, samples: tuple[Sample, ...], count: int, seed: int = 0) -> set[Path]:
    with_them = with_masks(data, samples, count, seed)
    assert with_them.masks <= count
    return {p.path for p in with_them.defective if p.defect is not None}


def test_as_many_as_asked_for_and_more_of_the_same(split: Dataset, data: TrainingData) -> None:
    two, three, all_of_them = (taught(data, split.samples, count) for count in (2, 3, 100))
    assert len(two) == 2
    assert two < three < all_of_them
    assert len(all_of_them) == len(data.defective)
    assert taught(data, split.samples, 0) == set()
    assert any(taught(data, split.samples, 2, seed) != two for seed in range(1, 6))


def test_masks_are_those_of_the_files(split: Dataset, data: TrainingData) -> None:
    (picture,) = (p for p in with_masks(data, split.samples, 1, 0).defective if p.defect is not None)
    (sample,) = (s for s in split.samples if s.path == picture.path)
    assert sample.mask is not None
    assert picture.defect is not None
    assert np.array_equal(picture.defect, read_mask(sample.mask, 64, 64))


def test_a_mask_that_cannot_be_used_is_named(split: Dataset, data: TrainingData, tmp_path: Path) -> None:
    empty, broken = tmp_path / "empty.png", tmp_path / "broken.png"
    write_png(empty, np.zeros((64, 64), np.uint8))
    broken.write_bytes(b"no picture")
    train = split.select(split=Split.TRAIN, label=Label.DEFECTIVE)
    bad = {train[0].path: empty, train[1].path: broken}
    samples = tuple(replace(s, mask=bad.get(s.path, s.mask)) for s in split.samples)
    found = with_masks(data, samples, 100, 0)
    assert found.masks == len(data.defective) - 2
    told = " ".join(map(english, found.unreadable))
    assert "marks nothing" in told
    assert "broken.png" in told


def test_crops_show_some_of_a_defect(split: Dataset, data: TrainingData) -> None:
    masked = with_masks(data, split.samples, 2, 0)
    crops = marked_crops(masked.defective, 32, 20, np.random.default_rng(0), turns=True)
    assert crops is not None
    assert crops.pictures.shape == crops.masks.shape == crops.looked_at.shape == (20, 1, 32, 32)
    assert bool((crops.masks.amax((1, 2, 3)) == 1).all())
    assert marked_crops(data.defective, 32, 4, np.random.default_rng(0), turns=False) is None
