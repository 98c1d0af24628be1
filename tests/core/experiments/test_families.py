from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.datasets.dataset import Label, Split
from core.datasets.recipe.names import FamilyName
from core.errors import DatasetError, TrainingError
from core.experiments import run_cell
from core.experiments.benchmark import run_cells
from core.experiments.cells import RESULT, Cell, check_folders
from core.experiments.families import family_cells
from core.experiments.judged import judged_images
from core.experiments.subjects import Subject, surfaces_in
from core.experiments.systems import systems_of
from tests.core.experiments.conftest import TINY
from tests.core.experiments.test_benchmark import Trainer

BOTH: tuple[FamilyName, ...] = ("hole", "scratch")


def cells_in(
    root: Path,
    out: Path,
    families: tuple[FamilyName, ...] = BOTH,
    seeds: tuple[int, ...] = (0,),
    names: tuple[str, ...] = (),
    **changes: object,
) -> tuple[Cell, ...]:
    surfaces = surfaces_in(root, (1,))
    given = {**TINY, "epochs": 0, **changes}
    return family_cells(systems_of("families", names), surfaces, families, seeds, out, "quick", given)


def test_a_column_for_each_family(classes_root: Path, tmp_path: Path) -> None:
    cells = cells_in(classes_root, tmp_path, seeds=(0, 1))
    assert [(cell.seed, cell.subject.name, cell.system.name) for cell in cells] == [
        (seed, f"Class1/{family}", system)
        for seed in (0, 1)
        for family in BOTH
        for system in ("left-out", "all-families")
    ]
    assert [cell.settings.left_out for cell in cells[:4]] == [("hole",), (), ("scratch",), ()]
    without, whole, _, again = cells[:4]
    assert without.run == without.folder / "run"
    assert whole.run == again.run == tmp_path / "cells" / "Class1" / "all-families" / "seed-0" / "run"
    assert cells[5].run.parent.name == "seed-1"
    for cell in cells:
        assert cell.dataset.counts() == {
            Split.TRAIN: {Label.GOOD: 6},
            Split.TEST: {Label.GOOD: 6, Label.DEFECTIVE: 6},
        }
        tested = cell.dataset.select(split=Split.TEST, label=Label.DEFECTIVE)
        assert {sample.defect_type for sample in tested} == {cell.subject.family}
    assert whole.trainer.dataset.counts() == {Split.TRAIN: {Label.GOOD: 6}, Split.TEST: {Label.GOOD: 6}}
    # What is left out for all stays left out beside the family.
    assert [
        cell.settings.left_out for cell in cells_in(classes_root, tmp_path, ("hole",), left_out="dent")
    ] == [
        ("dent", "hole"),
        ("dent",),
    ]


def test_images_without_a_defect_are_told(classes_root: Path, tmp_path: Path) -> None:
    root = shutil.copytree(classes_root, tmp_path / "damaged")
    (surface,) = surfaces_in(root, (1,))
    surface.dataset.select(split=Split.TEST, label=Label.GOOD)[1].path.write_bytes(b"no picture")
    (cell,) = cells_in(root, tmp_path / "out", ("hole",), names=("left-out",))
    assert (
        cell.notes[-1]
        == "1 good test image of 6 cannot be read, or no defect of the family can be seen on it"
    )
    assert len(cell.dataset.select(label=Label.DEFECTIVE)) == 5


def test_progress_counts_every_defect(subjects: tuple[Subject, ...], tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    family_cells(
        systems_of("families"),
        *(subjects, BOTH, (0,), tmp_path, "quick", TINY),
        lambda *progress: heard.append(progress),
    )
    assert heard == [(n, 24) for n in range(1, 25)]


def test_wrong_wishes_draw_nothing(classes_root: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="speed"):
        cells_in(classes_root, tmp_path / "out", speed=9)
    bad = shutil.copytree(classes_root, tmp_path / "bad")
    for half in ("Train", "Test"):
        labels = bad / "Class1" / "Class1" / half / "Label" / "Labels.txt"
        for line in labels.read_text().splitlines()[1:]:
            if line.split("\t")[1] == "0" and half == "Test":
                (labels.parent.parent / line.split("\t")[2]).unlink()
    with pytest.raises(DatasetError, match="no good image to test with"):
        cells_in(bad, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_whole_recipe_is_trained_once_and_gone_on_with(
    classes_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_cell, "train", trainer := Trainer())
    cells = cells_in(classes_root, tmp_path / "out", names=("all-families",))
    assert run_cells(cells, device="cpu")
    assert trainer.trained == ["all-families"]
    results = [cell.result() or {} for cell in cells]
    assert [len(result["test"]["rows"]) for result in results] == [12, 12]
    # One model: the good images score the same whatever it is tested with beside them.
    first, second = (
        {row["path"]: row["score"] for row in result["test"]["rows"] if row["label"] == "good"}
        for result in results
    )
    assert first == second

    # Elsewhere all of it is found again.
    moved = shutil.move(tmp_path / "out", tmp_path / "moved")
    there = cells_in(classes_root, moved, names=("all-families",))
    assert [cell.result() for cell in there] == results
    defective = [image.name for image in judged_images(there[0], results[0]) if image.defective]
    assert sorted(defective) == [f"hole/{n:04d}.png" for n in range(1, 7)]
    (there[1].folder / RESULT).unlink()
    monkeypatch.setattr(run_cell, "train", again := Trainer())
    assert run_cells(there, device="cpu")
    assert again.trained == []

    # A further family finds the shared run; with other settings it is refused before anything is begun.
    assert cells_in(classes_root, moved, ("dent",))[1].trainer.trained
    with pytest.raises(TrainingError, match="other settings"):
        check_folders(cells_in(classes_root, moved, ("dent",), learning_rate=1e-3))
