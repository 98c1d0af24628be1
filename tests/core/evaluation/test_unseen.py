from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.layout import recognise
from core.datasets.snapshot import hash_file
from core.errors import CalibrationError
from core.evaluation.unseen import SeenImages, calibration_samples, measurable
from core.inspection.header import Header, SnapshotRow
from core.inspection.preprocess import Preprocess
from core.nets.settings import NetworkSettings


def header_of(splits: dict[Path, str]) -> Header:
    """A model's header whose run held these files."""
    rows = tuple(
        SnapshotRow(path=path.name, sha256=hash_file(path), label="good", split=split)
        for path, split in splits.items()
    )
    return Header(
        name="",
        created="",
        network=NetworkSettings(),
        preprocess=Preprocess(),
        snapshot=rows,
    )


@pytest.fixture
def dataset(surfaces: Path) -> Dataset:
    return recognise(surfaces)


def test_the_validation_split_of_the_models_run_comes_first(dataset: Dataset) -> None:
    train = dataset.select(split=Split.TRAIN)
    splits = {s.path: "validation" if index < 3 else "train" for index, s in enumerate(train)}
    assert calibration_samples(dataset, header_of(splits)) == train[:3]


def test_another_dataset_gives_all_that_is_labelled_and_no_test_image(dataset: Dataset) -> None:
    assert calibration_samples(dataset, header_of({})) == dataset.select(split=Split.TRAIN)


def test_what_the_run_trained_on_is_never_taken(dataset: Dataset) -> None:
    train = dataset.select(split=Split.TRAIN)
    assert calibration_samples(dataset, header_of({train[0].path: "train"})) == train[1:]
    with pytest.raises(CalibrationError, match="trained on all 10 labelled images"):
        calibration_samples(dataset, header_of({s.path: "train" for s in train}))


def test_a_copy_under_another_name_is_known(dataset: Dataset, tmp_path: Path) -> None:
    sample = dataset.samples[0]
    copy = tmp_path / "copy.png"
    copy.write_bytes(sample.path.read_bytes())
    seen = SeenImages(header_of({copy: "train"}))
    assert seen.split_of(sample.path) is Split.TRAIN
    assert seen.split_of(dataset.samples[1].path) is None


def test_a_file_that_vanished_is_not_seen(dataset: Dataset, tmp_path: Path) -> None:
    seen = SeenImages(header_of({dataset.samples[0].path: "train"}))
    assert seen.split_of(tmp_path / "gone.png") is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a file that may not be read")
def test_a_file_without_permission_is_not_seen(dataset: Dataset) -> None:
    seen = SeenImages(header_of({dataset.samples[0].path: "train"}))
    dataset.samples[0].path.chmod(0)
    assert seen.split_of(dataset.samples[0].path) is None


def test_only_test_images_cannot_calibrate(dataset: Dataset) -> None:
    test = replace(dataset, samples=dataset.select(split=Split.TEST))
    with pytest.raises(CalibrationError, match="only test images"):
        calibration_samples(test, header_of({}))
    unlabelled = replace(dataset, samples=tuple(replace(s, label=Label.UNLABELLED) for s in dataset.samples))
    with pytest.raises(CalibrationError, match="no labelled images"):
        calibration_samples(unlabelled, header_of({}))


def test_measured_are_the_test_images_or_else_the_unseen_or_else_all(dataset: Dataset) -> None:
    assert measurable(dataset, header_of({})).samples == dataset.select(split=Split.TEST)
    plain = replace(dataset, samples=tuple(replace(s, split=Split.UNASSIGNED) for s in dataset.samples))
    held = {s.path: "train" for s in plain.samples[:5]}
    assert measurable(plain, header_of(held)).samples == plain.samples[5:]
    everything = {s.path: "train" for s in plain.samples}
    assert measurable(plain, header_of(everything)).samples == plain.samples
