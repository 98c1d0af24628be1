"""Other cuts for results that are in the project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets.snapshot import hash_file
from core.inspection.calibration import Calibration, set_cuts
from core.inspection.cuts import Cuts
from core.inspection.result import Defect, FailedInspection, Inspection, Verdict
from core.inspection.verdict import judged_again, verdict_of
from core.project import records
from core.project.hashes import image_hashes
from core.project.images import read_new_images
from core.project.project import Project
from core.project.rejudging import rejudge

SCORES = {1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4}
OLD, NEW = (set_cuts(Cuts(*pair), [], [], noise_level=0) for pair in ((0.15, 0.25), (0.3, 0.4)))
DEFECT = Defect(np.array([(1, 1), (3, 1), (3, 3)], np.float32), *(float(n) for n in range(11)))


@pytest.fixture
def result(tmp_path: Path) -> Callable[[int], Inspection]:
    """The inspection of the picture of that number under the old cuts."""

    def make(number: int) -> Inspection:
        path, score = tmp_path / "images" / f"{number}.png", SCORES[number]
        verdict = verdict_of(score, OLD)
        return Inspection(path, 6, 4, score, verdict, OLD.review_cut, OLD.ng_cut, -0.5, 0.7, (), 0.1, 0.2)

    return make


def verdicts(project: Project, query: str) -> dict[int, str]:
    with project.read() as connection:
        return {row[0]: row[1] for row in connection.exec_driver_sql(query)}


def test_every_result_of_the_model_is_judged_by_the_new_cuts(
    five: Project, result: Callable[[int], Inspection], tmp_path: Path
) -> None:
    path = tmp_path / "first.safetensors"
    first = records.add_model(five, "first", path)
    other = records.add_model(five, "other", tmp_path / "other.safetensors")
    failed = FailedInspection(tmp_path / "images" / "5.png", "truncated")
    records.record_inspections(five, first, [*map(result, SCORES), failed])
    records.record_inspections(five, other, [result(2)])
    assert rejudge(five, tmp_path / "images" / ".." / path.name, NEW) == 4
    expected = {n: verdict_of(s, NEW).value for n, s in SCORES.items()} | {5: ""}
    of_model = f"SELECT image_id, verdict FROM inspections WHERE model_id = {first}"
    assert verdicts(five, of_model) == expected
    # The second image was inspected by another model since.
    assert verdicts(five, "SELECT id, verdict FROM images") == expected | {2: "Review"}
    assert verdicts(five, f"SELECT image_id, ng_cut FROM inspections WHERE model_id = {first}")[4] == 0.4
    assert rejudge(five, path, None) == 4
    assert set(verdicts(five, of_model).values()) == {"Uncalibrated", ""}
    assert rejudge(five, tmp_path / "unknown.safetensors", NEW) == 0


def test_outlines_that_other_cuts_would_change_are_forgotten(
    five: Project, result: Callable[[int], Inspection], tmp_path: Path
) -> None:
    path = tmp_path / "first.safetensors"
    first = records.add_model(five, "first", path)
    other = records.add_model(five, "other", tmp_path / "other.safetensors")
    found = [replace(result(n), defects=(DEFECT,) if SCORES[n] >= 0.15 else ()) for n in SCORES]
    records.record_inspections(five, first, found)
    records.record_inspections(five, other, found[1:2])
    rejudge(five, path, NEW)
    # The first is OK before and after, the second no longer flagged.
    assert [records.defects(five, n, first) for n in SCORES] == [(), None, None, None]
    assert len(records.defects(five, 2, other) or ()) == 1
    # Whoever goes back to the old cuts does not get the outlines back with them.
    rejudge(five, path, OLD)
    assert records.defects(five, 2, first) is None
    records.record_inspections(five, first, found[1:2])
    assert len(records.defects(five, 2, first) or ()) == 1
    assert records.defects(five, 3, first) is None
    rejudge(five, path, None)
    assert records.defects(five, 1, first) is None


@pytest.mark.parametrize("calibration", [OLD, NEW, None])
def test_an_inspection_judged_again_is_one_under_the_other_cuts(
    calibration: Calibration | None, result: Callable[[int], Inspection]
) -> None:
    for number, score in SCORES.items():
        again = judged_again(result(number), calibration)
        assert again.verdict is verdict_of(score, calibration)
        assert again.ng_cut == (calibration.ng_cut if calibration else None)
        assert judged_again(again, OLD) == result(number)
    assert verdict_of(0.1, None) is Verdict.UNCALIBRATED


def test_hashes_are_those_of_the_files(five: Project) -> None:
    assert {sha for _, sha in image_hashes(five).values()} == {""}
    read_new_images(five)
    found = image_hashes(five)
    assert {number for number, _ in found.values()} == {1, 2, 3, 4, 5}
    assert all(sha == hash_file(path) for path, (_, sha) in found.items())
