from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.errors import DatasetError
from core.experiments.subjects import Subject, split_for, subjects_in
from core.experiments.systems import ISU_GAN, systems_of

UNET, RESUNET, CYCLEGAN, DCGAN, _ = systems_of("table2")


def subject(dagm_class: int | None, train: tuple[int, int], test: tuple[int, int]) -> Subject:
    """With so many good and defective images in each half; nothing reads them."""
    root = Path("/there/ClassN")
    samples = [
        Sample(root / split / f"{label}{number:04d}.png", label, split)
        for split, numbers in ((Split.TRAIN, train), (Split.TEST, test))
        for label, count in zip((Label.GOOD, Label.DEFECTIVE), numbers, strict=True)
        for number in range(count)
    ]
    return Subject("ClassN", Dataset(root, "dagm", tuple(samples)), dagm_class)


def drawn(dataset: Dataset, split: Split, label: Label | None = None) -> set[Path]:
    return {sample.path for sample in dataset.select(split=split, label=label)}


@pytest.mark.parametrize(
    ("dagm_class", "half", "test", "small"),
    [
        (1, (575, 80), (504, 71), (400, 80)),
        (6, (575, 83), (508, 67), (100, 50)),
        (7, (1150, 150), (1000, 150), (100, 50)),
    ],
)
def test_the_shares_are_those_of_table_1(
    dagm_class: int, half: tuple[int, int], test: tuple[int, int], small: tuple[int, int]
) -> None:
    official = subject(dagm_class, half, test)
    for system, (good, defective) in product((UNET, RESUNET, CYCLEGAN, DCGAN), [half]):
        dataset, notes = split_for(system, official, 3)
        assert len(drawn(dataset, Split.TRAIN, Label.GOOD)) == good
        assert len(drawn(dataset, Split.TRAIN, Label.DEFECTIVE)) == defective
        assert notes == ()
    ours, notes = split_for(ISU_GAN, official, 3)
    assert len(drawn(ours, Split.TRAIN, Label.GOOD)) == small[0]
    assert len(drawn(ours, Split.TRAIN, Label.DEFECTIVE)) == small[1]
    assert notes == ()
    assert drawn(ours, Split.TEST) == drawn(official.dataset, Split.TEST)
    assert not drawn(ours, Split.VALIDATION)


def test_every_system_of_table_3_sees_the_same_images_and_another_seed_others() -> None:
    official = subject(6, (575, 83), (508, 67))
    shares = [drawn(split_for(system, official, 0)[0], Split.TRAIN) for system in systems_of("table3")]
    assert all(share == shares[0] for share in shares)
    assert shares[0] < drawn(official.dataset, Split.TRAIN)
    assert drawn(split_for(ISU_GAN, official, 1)[0], Split.TRAIN) != shares[0]


def test_fewer_images_are_all_taken_and_told() -> None:
    dataset, notes = split_for(ISU_GAN, subject(1, (250, 35), (254, 36)), 0)
    assert len(drawn(dataset, Split.TRAIN)) == 285
    assert notes == (
        "trained on 250 good and 35 defective images, where Table 1 has 400 and 80",
        "tested with 254 good and 36 defective images, where Table 1 has 504 and 71",
    )
    _, notes = split_for(ISU_GAN, subject(6, (575, 83), (508, 60)), 0)
    assert notes == ("tested with 508 good and 60 defective images, where Table 1 has 508 and 67",)


def test_a_dataset_without_a_test_half_gets_one_by_seed() -> None:
    whole = subject(None, (100, 20), (0, 0))
    dataset, notes = split_for(UNET, whole, 0)
    assert len(drawn(dataset, Split.TEST, Label.GOOD)) == 30
    assert len(drawn(dataset, Split.TEST, Label.DEFECTIVE)) == 6
    assert not drawn(dataset, Split.TEST) & drawn(dataset, Split.TRAIN)
    assert notes == ("there is no test half: 30% were held back by the seed",)
    # Nothing limits another surface: all systems have the same images.
    assert split_for(ISU_GAN, whole, 0)[0] == dataset


def test_classes_are_found_by_their_folders(classes_root: Path, tmp_path: Path) -> None:
    root = shutil.copytree(classes_root, tmp_path / "DAGM")
    found = subjects_in(root)
    assert [(one.name, one.dagm_class, one.texture) for one in found] == [
        ("Class1", 1, "grain"),
        ("Class6", 6, "weave"),
    ]
    assert found[0].title == "Class1 (stand-in)"
    assert [one.name for one in subjects_in(root, (6, 6))] == ["Class6"]
    with pytest.raises(DatasetError, match="no folder Class7"):
        subjects_in(root, (1, 7))
    (root / "Class6" / "synthetic.json").unlink()
    real = subjects_in(root, (6,))[0]
    assert (real.texture, real.title) == (None, "Class6")
    (alone,) = subjects_in(root / "Class6")
    assert (alone.name, alone.dagm_class) == ("Class6", 6)


def test_any_other_folder_is_one_surface(classes_root: Path, tmp_path: Path) -> None:
    root = shutil.copytree(classes_root / "Class6" / "Class1" / "Train", tmp_path / "tiles")
    (one,) = subjects_in(root)
    assert (one.name, one.dagm_class, one.title) == ("tiles", None, "tiles")
    with pytest.raises(DatasetError, match="--classes"):
        subjects_in(root, (1,))
    with pytest.raises(DatasetError, match="no folder"):
        subjects_in(tmp_path / "gone")
