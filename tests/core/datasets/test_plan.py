from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from core.datasets.layout import Label, Split, recognise
from core.datasets.plan import FILES, ImportPlan, plan_import
from core.errors import DatasetError

GOOD, DEFECTIVE, UNLABELLED = Label.GOOD, Label.DEFECTIVE, Label.UNLABELLED
NONE = Split.UNASSIGNED

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def groups(plan: ImportPlan, root: Path) -> list[tuple[str, Label, Split, str, int]]:
    return [
        (g.folder.relative_to(root).as_posix(), g.label, g.split, g.defect_type, len(g.samples))
        for g in plan.groups
    ]


def guard(monkeypatch: pytest.MonkeyPatch, locked: str) -> None:
    """Make folders of that name unlistable, also for a user who may list everything."""
    real = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder).name == locked:
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)


# Groups


def test_one_group_per_folder_and_role(tmp_path: Path) -> None:
    touch(tmp_path, "train/good/2.png", "train/good/10.png", "test/ng/crack/1.png", "test/ng/hole/1.png")
    touch(tmp_path, "test/ng/hole/1_mask.png", "test/good/3.png")
    plan = plan_import([tmp_path])
    assert groups(plan, tmp_path) == [
        ("test/good", GOOD, Split.TEST, "", 1),
        ("test/ng/crack", DEFECTIVE, Split.TEST, "crack", 1),
        ("test/ng/hole", DEFECTIVE, Split.TEST, "hole", 1),
        ("train/good", GOOD, Split.TRAIN, "", 2),
    ]
    assert [s.path.name for s in plan.groups[-1].samples] == ["2.png", "10.png"]
    assert (plan.layouts, plan.images) == (("good_defective",), 5)
    assert tuple(map(str, plan.problems)) == ("test/ng, defective without a mask: 1.png.",)


def test_the_same_samples_as_recognised(tmp_path: Path) -> None:
    touch(tmp_path, "Class1/Train/1.png", "Class1/Train/2.png", "Class1/Train/3.png")
    touch(tmp_path, "Class1/Train/Label/2_label.png")
    plan, dataset = plan_import([tmp_path]), recognise(tmp_path)
    assert groups(plan, tmp_path) == [
        ("Class1/Train", GOOD, Split.TRAIN, "", 2),
        ("Class1/Train", DEFECTIVE, Split.TRAIN, "Class1", 1),
    ]
    assert sorted(plan.samples(), key=lambda s: s.path) == list(dataset.samples)
    assert plan.counts() == dataset.counts()
    assert tuple(map(str, plan.problems)) == dataset.problems


def test_several_folders_each_by_itself(tmp_path: Path) -> None:
    touch(tmp_path, "a/good/1.png", "a/ng/2.png", "b/1.png", "c/MT_Free/1.jpg")
    plan = plan_import([tmp_path / name for name in ("a", "b", "c")])
    assert [(source.path.name, source.layout) for source in plan.sources] == [
        ("a", "good_defective"),
        ("b", "flat"),
        ("c", "magnetic_tile"),
    ]
    assert plan.counts() == {NONE: {GOOD: 2, DEFECTIVE: 1, UNLABELLED: 1}}


def test_the_folders_of_a_dataset_one_by_one(tmp_path: Path) -> None:
    touch(tmp_path, "train/OK/1.png", "train/NG/dent/2.png", "train/NG/2.jpg", "train/NG/2.png")
    plan = plan_import([tmp_path / "train" / "OK", tmp_path / "train" / "NG"])
    assert groups(plan, tmp_path) == [
        ("train/OK", GOOD, Split.TRAIN, "", 1),
        ("train/NG", DEFECTIVE, Split.TRAIN, "", 1),
        ("train/NG/dent", DEFECTIVE, Split.TRAIN, "dent", 1),
    ]
    assert plan.groups[1].samples[0].mask == tmp_path / "train" / "NG" / "2.png"
    assert groups(plan_import([tmp_path / "train"]), tmp_path)[0] == (
        "train/NG",
        DEFECTIVE,
        Split.TRAIN,
        "",
        1,
    )
    assert plan_import([tmp_path / "train" / "OK"], "flat").counts() == {NONE: {UNLABELLED: 1}}


def test_single_files_are_an_unlabelled_group_per_folder(tmp_path: Path) -> None:
    touch(tmp_path, "a/10.png", "a/9.png", "b/1.jpg", "a/notes.txt", "a/other.png")
    given = [tmp_path / name for name in ("a/10.png", "b/1.jpg", "a/9.png", "a/notes.txt", "a/9.png")]
    plan = plan_import(given)
    assert groups(plan, tmp_path) == [("a", UNLABELLED, NONE, "", 2), ("b", UNLABELLED, NONE, "", 1)]
    assert [s.path.name for s in plan.samples()] == ["9.png", "10.png", "1.jpg"]
    assert plan.layouts == (FILES,)
    assert tuple(map(str, plan.problems)) == (f"{tmp_path / 'a'}, no images by their names: notes.txt.",)


def test_nothing_is_planned_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a/1.png", "a/b/2.png", "ab/3.png")
    monkeypatch.chdir(tmp_path)
    given = [tmp_path / "a" / "b", Path("a"), tmp_path / "a", tmp_path / "a" / "1.png", tmp_path / "ab"]
    plan = plan_import(given)
    assert sorted(s.path.name for s in plan.samples()) == ["1.png", "2.png", "3.png"]
    assert all(s.path.is_absolute() for s in plan.samples())


# Correcting


def test_roles_can_be_corrected(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "ng/dent/2.png", "ng/dent/2_mask.png")
    plan = plan_import([tmp_path])
    good, defective = plan.groups
    changed = plan.with_role(good, split=Split.TEST).with_role(defective, label=GOOD, split=Split.TRAIN)
    assert changed.counts() == {Split.TRAIN: {GOOD: 1}, Split.TEST: {GOOD: 1}}
    one, two = changed.samples()
    assert (one.label, one.split, one.path) == (GOOD, Split.TEST, tmp_path / "good" / "1.png")
    assert (two.label, two.split, two.mask, two.defect_type) == (GOOD, Split.TRAIN, None, "")
    assert plan.counts() == {NONE: {GOOD: 1, DEFECTIVE: 1}}

    back = changed.with_role(changed.groups[1], label=DEFECTIVE, split=NONE)
    assert back.samples()[1] == plan.samples()[1]
    named = back.with_role(back.groups[1], defect_type="scratch")
    assert [(s.defect_type, s.mask is not None) for s in named.samples()] == [("", False), ("scratch", True)]


def test_groups_can_be_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "good/2.png", "ng/3.png")
    plan = plan_import([tmp_path])
    without = plan.leave_out(plan.groups[0])
    assert (without.images, [s.path.name for s in without.samples()]) == (1, ["3.png"])
    assert without.counts() == {NONE: {DEFECTIVE: 1}}
    assert without.leave_out(without.groups[0], False).counts() == plan.counts()


def test_a_group_of_another_plan(tmp_path: Path) -> None:
    touch(tmp_path, "1.png")
    plan, other = plan_import([tmp_path]), plan_import([tmp_path])
    with pytest.raises(ValueError, match="not in this plan"):
        plan.with_role(other.groups[0], label=GOOD)
    with pytest.raises(ValueError, match="not in this plan"):
        plan.leave_out(other.groups[0])


# Errors


def test_errors_name_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "notes.txt", "locked/1.png")
    (tmp_path / "empty").mkdir()
    guard(monkeypatch, "locked")
    for name, message in (
        ("gone", r"gone does not exist"),
        ("empty", r"There is no image in .*empty"),
        ("locked", r"locked cannot be listed: Permission denied"),
        ("notes.txt", r"no images by their names: notes\.txt"),
    ):
        with pytest.raises(DatasetError, match=message) as caught:
            plan_import([tmp_path / name])
        assert caught.value.path is not None
        assert caught.value.way_out
    with pytest.raises(DatasetError, match="Nothing was given"):
        plan_import([])
    with pytest.raises(DatasetError, match="no dataset layout named voc"):
        plan_import([tmp_path], "voc")


def test_what_fails_beside_something_sound_is_a_problem(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.png")
    (tmp_path / "empty").mkdir()
    plan = plan_import([tmp_path / "gone.png", tmp_path / "a", tmp_path / "empty"])
    assert plan.images == 1
    assert tuple(map(str, plan.problems)) == (
        f"{tmp_path / 'gone.png'} does not exist.",
        f"There is no image in {tmp_path / 'empty'}.",
    )


@pytest.mark.parametrize(
    ("names", "locked"),
    [
        (["1.png"], "locked"),
        (["good/1.png", "ng/2.png"], "ng/locked"),
        (["good/1.png"], "ng"),
        (["Class1/Train/1.png"], "Class1/Test"),
        (["train/good/1.png", "test/good/1.png", "ground_truth/a/1.png"], "test/b"),
    ],
)
def test_a_folder_inside_without_permission(
    names: list[str], locked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, *names, f"{locked}/2.png")
    guard(monkeypatch, Path(locked).name)
    plan = plan_import([tmp_path])
    assert plan.images == sum("ground_truth" not in name for name in names)
    assert str(plan.problems[-1]) == f"{locked} cannot be listed: Permission denied."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may list everything")
def test_a_folder_inside_without_real_permission(tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "locked/2.png")
    (tmp_path / "locked").chmod(0)
    try:
        plan = plan_import([tmp_path])
    finally:
        (tmp_path / "locked").chmod(0o755)
    assert tuple(map(str, plan.problems)) == ("locked cannot be listed: Permission denied.",)


@needs_links
def test_loops_end(tmp_path: Path) -> None:
    touch(tmp_path, "good/1.png", "ng/2.png")
    for folder in ("good", "ng"):
        (tmp_path / folder / "up").symlink_to(tmp_path / folder, target_is_directory=True)
        (tmp_path / folder / "self").symlink_to(tmp_path / folder / "self")
    assert plan_import([tmp_path]).images == 2
    assert plan_import([tmp_path], "flat").images == 2


# Names


def test_odd_names(tmp_path: Path) -> None:
    names = ["表面/🔍 1.png", "Prüfung [1]*.jpg", " lead.png", "a" * 240 + ".png"]
    touch(tmp_path, *names)
    assert {s.path.relative_to(tmp_path).as_posix() for s in plan_import([tmp_path]).samples()} == set(names)


def test_long_paths(tmp_path: Path) -> None:
    long = "/".join(["x" * 100] * 4) + "/1.png"
    touch(tmp_path, long)
    assert [s.path for s in plan_import([tmp_path]).samples()] == [tmp_path / long]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode there")
def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    name = os.fsdecode(b"ng/\xff\xfe.png")
    try:
        touch(tmp_path, "good/1.png", name, "ng/2.png", "ng/2_mask.png", os.fsdecode(b"good/\xff/3.png"))
    except OSError:
        pytest.skip("this file system takes Unicode only")
    plan = plan_import([tmp_path])
    assert tmp_path / name in [s.path for s in plan.samples()]
    assert plan.images == 4
    problem = str(*plan.problems)
    assert problem.isprintable()
    assert problem == "ng, defective without a mask: \\udcff\\udcfe.png."


# While it runs


def test_first_images_are_told_early(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(1500)))
    calls: list[int] = []
    told: list[Path] = []

    def found(paths: Sequence[Path]) -> None:
        calls.append(len(paths))
        told.extend(paths)

    plan = plan_import([tmp_path], found=found)
    assert calls[0] == 64
    assert len(calls) <= 4
    assert len(set(told)) == len(told)
    assert set(told) == {s.path for s in plan.samples()}


@pytest.mark.parametrize("drop", ["folder", "files"])
def test_few_images_are_told_too(drop: str, tmp_path: Path) -> None:
    touch(tmp_path, "1.png", "2.png")
    calls: list[list[Path]] = []
    given = [tmp_path] if drop == "folder" else [tmp_path / "1.png", tmp_path / "2.png"]
    plan_import(given, found=lambda paths: calls.append(list(paths)))
    assert [sorted(paths) for paths in calls] == [[tmp_path / "1.png", tmp_path / "2.png"]]


def test_cancelling(tmp_path: Path) -> None:
    touch(tmp_path, *(f"{number}.png" for number in range(3000)))
    told: list[Path] = []
    plan = plan_import([tmp_path], found=told.extend, cancelled=lambda: bool(told))
    assert (plan.groups, plan.sources, plan.images) == ((), (), 0)
    assert len(told) == 64
