from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.layout import recognise
from core.datasets.splits import assign_splits, limit

ROOT = Path("/set")


def samples(number: int, label: Label, split: Split = Split.UNASSIGNED, kind: str = "") -> list[Sample]:
    return [Sample(ROOT / f"{label}-{kind}-{split}-{i}.png", label, split, None, kind) for i in range(number)]


def dataset(*groups: list[Sample]) -> Dataset:
    return Dataset(ROOT, "flat", tuple(sample for group in groups for sample in group))


def splits(found: Dataset) -> dict[str, Split]:
    return {sample.path.name: sample.split for sample in found.samples}


PLAIN = dataset(
    samples(100, Label.GOOD),
    samples(30, Label.DEFECTIVE, kind="crack"),
    samples(10, Label.DEFECTIVE, kind="hole"),
    samples(3, Label.UNLABELLED),
)


def test_shares_are_stratified_by_label_and_type() -> None:
    found = assign_splits(PLAIN, seed=1, validation=0.2, test=0.3)
    assert found.counts() == {
        Split.TRAIN: {Label.GOOD: 50, Label.DEFECTIVE: 20},
        Split.VALIDATION: {Label.GOOD: 20, Label.DEFECTIVE: 8},
        Split.TEST: {Label.GOOD: 30, Label.DEFECTIVE: 12},
        Split.UNASSIGNED: {Label.UNLABELLED: 3},
    }
    holes = [s.split for s in found.samples if s.defect_type == "hole"]
    assert (holes.count(Split.VALIDATION), holes.count(Split.TEST)) == (2, 3)


def test_only_splits_change() -> None:
    before = tuple(PLAIN.samples)
    found = assign_splits(PLAIN, seed=1, validation=0.2, test=0.3)
    assert PLAIN.samples == before
    assert [replace(s, split=Split.UNASSIGNED) for s in found.samples] == list(before)


def test_seed_decides_and_order_does_not() -> None:
    found = splits(assign_splits(PLAIN, seed=1, validation=0.2, test=0.2))
    backwards = replace(PLAIN, samples=PLAIN.samples[::-1])
    assert splits(assign_splits(backwards, seed=1, validation=0.2, test=0.2)) == found
    assert splits(assign_splits(PLAIN, seed=2, validation=0.2, test=0.2)) != found


def test_a_moved_folder_gives_the_same_splits() -> None:
    moved = Dataset(
        Path("/other"),
        "flat",
        tuple(replace(s, path=Path("/other") / s.path.relative_to(ROOT)) for s in PLAIN.samples),
    )
    one = assign_splits(PLAIN, seed=1, validation=0.2, test=0.2)
    assert splits(assign_splits(moved, seed=1, validation=0.2, test=0.2)) == splits(one)


def test_an_existing_test_split_is_never_touched() -> None:
    given = dataset(
        samples(20, Label.GOOD, Split.TRAIN),
        samples(8, Label.DEFECTIVE, Split.TRAIN),
        samples(50, Label.GOOD, Split.TEST),
        samples(9, Label.DEFECTIVE, Split.TEST),
    )
    found = assign_splits(given, seed=0, validation=0.25, test=0.5)
    assert found.select(split=Split.TEST) == given.select(split=Split.TEST)
    assert found.counts()[Split.VALIDATION] == {Label.GOOD: 5, Label.DEFECTIVE: 2}


def test_an_existing_validation_split_stays() -> None:
    given = dataset(samples(20, Label.GOOD, Split.TRAIN), samples(5, Label.GOOD, Split.VALIDATION))
    assert splits(assign_splits(given, seed=0, validation=0.4, test=0)) == splits(given)


def test_assigning_twice_changes_nothing() -> None:
    once = assign_splits(PLAIN, seed=1, validation=0.2, test=0.2)
    assert assign_splits(once, seed=9, validation=0.2, test=0.2) == once


@pytest.mark.parametrize(("number", "expected"), [(1, 0), (3, 0), (4, 1), (6, 1)])
def test_at_least_one_of_four(number: int, expected: int) -> None:
    given = dataset(samples(50, Label.GOOD), samples(number, Label.DEFECTIVE))
    found = assign_splits(given, seed=0, validation=0.1, test=0)
    assert len(found.select(split=Split.VALIDATION, label=Label.DEFECTIVE)) == expected


def test_at_least_one_even_if_every_type_is_rare() -> None:
    kinds = [samples(1, Label.DEFECTIVE, kind=str(i)) for i in range(6)]
    found = assign_splits(dataset(*kinds), seed=0, validation=0.05, test=0)
    assert len(found.select(split=Split.VALIDATION)) == 1


def test_training_always_keeps_some() -> None:
    found = assign_splits(dataset(samples(2, Label.GOOD)), seed=0, validation=0.9, test=0)
    assert found.counts() == {Split.TRAIN: {Label.GOOD: 1}, Split.VALIDATION: {Label.GOOD: 1}}


@pytest.mark.parametrize(("validation", "test"), [(-0.1, 0), (0.5, 0.5), (0, 1)])
def test_impossible_shares(validation: float, test: float) -> None:
    with pytest.raises(ValueError, match="shares"):
        assign_splits(PLAIN, seed=0, validation=validation, test=test)


def test_limit_reduces_training_only() -> None:
    given = assign_splits(PLAIN, seed=0, validation=0.2, test=0.2)
    found = limit(given, good=10, defective=8, seed=3)
    assert found.counts()[Split.TRAIN] == {Label.GOOD: 10, Label.DEFECTIVE: 8}
    for split in (Split.VALIDATION, Split.TEST):
        assert found.select(split=split) == given.select(split=split)
    kinds = [s.defect_type for s in found.select(split=Split.TRAIN, label=Label.DEFECTIVE)]
    assert (kinds.count("crack"), kinds.count("hole")) == (6, 2)


def test_limit_is_drawn_by_seed() -> None:
    given = assign_splits(PLAIN, seed=0, validation=0.2, test=0.2)
    assert limit(given, 10, None, seed=3) == limit(given, 10, None, seed=3)
    assert limit(given, 10, None, seed=3) != limit(given, 10, None, seed=4)
    assert limit(given, None, None, seed=3) == given
    assert limit(given, 10_000, 0, seed=3).counts()[Split.TRAIN] == {Label.GOOD: 60}


def test_real_dagm(real_data: Path) -> None:
    found = assign_splits(recognise(real_data / "dagm-class1-256"), seed=0, validation=0.2, test=0.2)
    assert found.counts() == {
        Split.TRAIN: {Label.GOOD: 200, Label.DEFECTIVE: 28},
        Split.VALIDATION: {Label.GOOD: 50, Label.DEFECTIVE: 7},
        Split.TEST: {Label.GOOD: 254, Label.DEFECTIVE: 36},
    }
