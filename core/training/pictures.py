"""What of a dataset a run sees, by its settings alone."""

from __future__ import annotations

from dataclasses import replace

from core.datasets.dataset import Dataset
from core.datasets.snapshot import Snapshot, take_snapshot
from core.datasets.splits import assign_splits
from core.training.data import TrainingData, learnt_from, load_data
from core.training.masks import with_masks
from core.training.settings import TrainingSettings
from core.training.turning import may_turn


def with_splits(dataset: Dataset, settings: TrainingSettings) -> Dataset:
    """With a validation split from the training split, by seed, where it has none; and a test split if asked for."""
    s = settings
    return assign_splits(dataset, seed=s.seed, validation=s.validation, test=s.test)


def snapshot_of(dataset: Dataset) -> Snapshot:
    """Of the images that a run trains and validates on; errors as for `core.datasets.snapshot.take_snapshot`."""
    return take_snapshot(Dataset(dataset.root, dataset.layout, learnt_from(dataset), ()))


def pictures_of(dataset: Dataset, settings: TrainingSettings) -> TrainingData:
    """In memory, with the masks that are learnt from; errors as for `core.training.data.load_data`."""
    s = settings
    data = load_data(dataset, s.preprocess, masks=s.network.segments)
    if s.masks and s.network.criticises:
        data = with_masks(data, dataset.samples, s.masks, s.seed)
    turns = s.turns == "on" or (s.turns == "auto" and may_turn([p.stored for p in data.good]))
    return replace(data, turns=turns)
