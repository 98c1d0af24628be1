"""Splits that are drawn, shown and then assigned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from core.datasets.dataset import Label, Sample, Split
from core.project import edits
from core.project.images import dataset, import_images
from core.project.project import Project
from core.project.splitting import plan_splits


@pytest.fixture
def forty(project: Project, tmp_path: Path) -> Project:
    """20 good, 12 scratched, 8 dented ones, without a split; 5 unlabelled."""
    samples = []
    for name, label, kind, number in (
        ("good", Label.GOOD, "", 20),
        ("scratch", Label.DEFECTIVE, "scratch", 12),
        ("dent", Label.DEFECTIVE, "dent", 8),
        ("what", Label.UNLABELLED, "", 5),
    ):
        folder = tmp_path / "images" / name
        folder.mkdir(parents=True)
        for index in range(number):
            (folder / f"{index}.png").write_bytes(name.encode() + bytes([index]))
            samples.append(Sample(folder / f"{index}.png", label, Split.UNASSIGNED, None, kind))
    import_images(project, samples)
    return project


def splits(project: Project) -> dict[Path, Split]:
    return {sample.path: sample.split for sample in dataset(project).samples}


def shares(project: Project, split: Split) -> Counter[str]:
    return Counter(s.path.parent.name for s in dataset(project).samples if s.split is split)


def assign(project: Project, **wishes: object) -> None:
    wished: dict[str, object] = {"seed": 0, "validation": 0.25, "test": 0.25, "anew": False} | wishes
    plan = plan_splits(project, **wished)  # type: ignore[arg-type]
    edits.set_splits(project, plan.splits, "Assign splits")


def test_a_plan_changes_nothing(forty: Project) -> None:
    before = splits(forty)
    plan = plan_splits(forty, seed=0, validation=0.25, test=0.25, anew=False)
    assert len(plan.splits) == 40
    assert splits(forty) == before
    assert edits.peek(forty)[0] == "Import 45 images"


def test_what_was_shown_is_what_is_assigned(forty: Project) -> None:
    plan = plan_splits(forty, seed=3, validation=0.25, test=0.25, anew=False)
    assert plan.seed == 3
    assert plan.before[Split.UNASSIGNED] == {Label.GOOD: 20, Label.DEFECTIVE: 20, Label.UNLABELLED: 5}
    edits.set_splits(forty, plan.splits, "Assign splits")
    assert dataset(forty).counts() == plan.after
    assert dataset(forty).counts()[Split.UNASSIGNED] == {Label.UNLABELLED: 5}


def test_every_label_and_defect_type_keeps_its_share(forty: Project) -> None:
    assign(forty)
    for split, quarter in ((Split.VALIDATION, 1), (Split.TEST, 1), (Split.TRAIN, 2)):
        assert shares(forty, split) == {"good": 5 * quarter, "scratch": 3 * quarter, "dent": 2 * quarter}


def test_the_seed_decides(forty: Project) -> None:
    draws = [plan_splits(forty, seed=s, validation=0.25, test=0.25, anew=False).splits for s in (1, 1, 2)]
    assert draws[0] == draws[1]
    assert draws[0] != draws[2]


def test_a_test_split_that_exists_stays(forty: Project) -> None:
    assign(forty, validation=0.0)
    tested = {path for path, split in splits(forty).items() if split is Split.TEST}
    assert len(tested) == 10
    plan = plan_splits(forty, seed=9, validation=0.25, test=0.4, anew=False)
    assert set(plan.splits.values()) == {Split.VALIDATION}
    edits.set_splits(forty, plan.splits, "Assign splits")
    assert {path for path, split in splits(forty).items() if split is Split.TEST} == tested


def test_anew_draws_all_labelled_images_again(forty: Project) -> None:
    assign(forty)
    first = splits(forty)
    assign(forty, seed=9, anew=True)
    second = splits(forty)
    assert first != second
    assert shares(forty, Split.TEST) == {"good": 5, "scratch": 3, "dent": 2}
    # As if they had never had a split.
    edits.set_split(forty, list(range(1, 46)), Split.UNASSIGNED)
    assign(forty, seed=9)
    assert splits(forty) == second


def test_anew_is_not_kept_from_testing_by_an_unlabelled_image_in_the_test_split(forty: Project) -> None:
    edits.set_split(forty, [41], Split.TEST)
    assign(forty, anew=True)
    assert shares(forty, Split.TEST) == {"good": 5, "scratch": 3, "dent": 2, "what": 1}
    assert shares(forty, Split.UNASSIGNED) == {"what": 4}


def test_one_undo_brings_all_of_them_back(forty: Project) -> None:
    edits.set_split(forty, [1, 2, 3], Split.TEST)
    before = splits(forty)
    assign(forty, anew=True)
    assert splits(forty) != before
    edits.undo(forty)
    assert splits(forty) == before


def test_drawing_what_is_there_already_moves_nothing(forty: Project) -> None:
    assign(forty)
    plan = plan_splits(forty, seed=0, validation=0.25, test=0.25, anew=True)
    assert plan.splits == {}
    assert plan.before == plan.after


def test_removed_images_are_not_drawn(forty: Project) -> None:
    edits.remove(forty, list(range(1, 21)))
    plan = plan_splits(forty, seed=0, validation=0.25, test=0.25, anew=False)
    assert set(plan.splits) == set(range(21, 41))


def test_shares_that_leave_nothing_to_train_are_refused(forty: Project) -> None:
    with pytest.raises(ValueError, match="shares"):
        plan_splits(forty, seed=0, validation=0.5, test=0.5, anew=False)


def test_a_read_only_project_can_be_drawn_from(forty: Project) -> None:
    with Project.open(forty.folder) as second:
        assert second.read_only
        assert len(plan_splits(second, seed=0, validation=0.25, test=0.25, anew=False).splits) == 40
