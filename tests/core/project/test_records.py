from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.datasets.snapshot import take_snapshot
from core.errors import DatasetError, ProjectError
from core.inspection.result import Defect, FailedInspection, Inspection, Verdict
from core.project import edits, records
from core.project.images import dataset, rows_of
from core.project.project import Project

FIGURES = [field for field in Defect.__dataclass_fields__ if field != "contour"]


def defect(dice: np.random.Generator, corners: int) -> Defect:
    contour = dice.uniform(-1, 5000, (corners, 2)).astype(np.float32)
    return Defect(contour, **{name: float(dice.normal()) for name in FIGURES})


@pytest.fixture
def inspection(tmp_path: Path) -> Inspection:
    dice = np.random.default_rng(3)
    found = tuple(defect(dice, corners) for corners in (3, 200, 1))
    path = tmp_path / "images" / "2.png"
    return Inspection(path, 6, 4, 0.1 + 0.2, Verdict.NG, 0.25, 0.3, -0.5, 0.75, found, 0.1, 0.2)


def stored(project: Project) -> list[Any]:
    with project.read() as connection:
        query = "SELECT image_id, model_id, score, verdict, review_cut, ng_cut, otsu_level, level, error"
        return connection.exec_driver_sql(f"{query} FROM inspections ORDER BY id").all()


def test_inspections_round_trip_to_the_last_bit(
    five: Project, inspection: Inspection, tmp_path: Path
) -> None:
    model = records.add_model(five, "first", tmp_path / "first.safetensors")
    failed = FailedInspection(tmp_path / "images" / "3.png", "3.png is truncated.")
    stranger = replace(inspection, path=tmp_path / "elsewhere" / "2.png")
    recorded = records.record_inspections(five, model, [inspection, failed, stranger])
    assert recorded == {2: inspection, 3: failed}
    assert stored(five) == [
        (2, model, 0.1 + 0.2, "NG", 0.25, 0.3, -0.5, 0.75, ""),
        (3, model, None, "", None, None, None, None, "3.png is truncated."),
    ]
    found = records.defects(five, 2, model)
    assert len(found) == 3
    for got, wanted in zip(found, inspection.defects, strict=True):
        np.testing.assert_array_equal(got.contour, wanted.contour)
        assert got.contour.dtype == np.float32
        assert [getattr(got, name) for name in FIGURES] == [getattr(wanted, name) for name in FIGURES]
    assert records.defects(five, 3, model) == ()
    assert [row.score for row in rows_of(five, [1, 2, 3])] == [None, 0.1 + 0.2, None]
    five.close()
    with Project.open(five.folder) as opened:
        assert len(records.defects(opened, 2, model)) == 3


def test_the_latest_result_of_each_model_counts(
    five: Project, inspection: Inspection, tmp_path: Path
) -> None:
    first = records.add_model(five, "first", tmp_path / "first.safetensors")
    second = records.add_model(five, "second", tmp_path / "second.safetensors")
    records.record_inspections(five, first, [inspection])
    assert [row.model for row in rows_of(five, [1, 2])] == [0, first]
    records.record_inspections(five, second, [replace(inspection, defects=(), score=0.0, verdict=Verdict.OK)])
    assert rows_of(five, [2])[0].model == second
    records.record_inspections(five, first, [replace(inspection, defects=inspection.defects[:1], score=0.5)])
    assert [(row[1], row[2]) for row in stored(five)] == [(second, 0.0), (first, 0.5)]
    assert len(records.defects(five, 2, first)) == 1
    with five.read() as connection:
        # The defects of results that were replaced went with them.
        assert connection.exec_driver_sql("SELECT count(*) FROM defects").scalar_one() == 1
    assert (rows_of(five, [2])[0].score, rows_of(five, [2])[0].model) == (0.5, first)


def test_what_is_kept_just_so_is_not_written_again(
    five: Project, inspection: Inspection, tmp_path: Path
) -> None:
    first = records.add_model(five, "first", tmp_path / "first.safetensors")
    second = records.add_model(five, "second", tmp_path / "second.safetensors")
    failed = FailedInspection(tmp_path / "images" / "3.png", "3.png is truncated.")

    def written(model: int, *items: Inspection | FailedInspection) -> list[float]:
        assert len(records.record_inspections(five, model, items)) == len(items)
        with five.read() as connection:
            query = "SELECT at FROM inspections ORDER BY image_id, model_id"
            return connection.exec_driver_sql(query).scalars().all()

    before = written(first, inspection, failed)
    assert written(first, inspection, failed) == before
    moved = replace(inspection.defects[0], x=inspection.defects[0].x + 1)
    for other in (
        replace(inspection, level=0.5),
        replace(inspection, defects=inspection.defects[:2]),
        replace(inspection, defects=(moved, *inspection.defects[1:])),
    ):
        after = written(first, other, failed)
        assert after[1:] == before[1:]
        assert after != before
        before = after
    # The latest result is the image's score, also where it is the same as an earlier one of this model.
    written(second, replace(inspection, score=0.75))
    written(first, other)
    assert rows_of(five, [2])[0].score == other.score


def test_an_uncalibrated_result(five: Project, inspection: Inspection, tmp_path: Path) -> None:
    model = records.add_model(five, "raw", tmp_path / "raw.safetensors")
    raw = replace(inspection, verdict=Verdict.UNCALIBRATED, review_cut=None, ng_cut=None, defects=())
    records.record_inspections(five, model, [raw])
    assert stored(five)[0][3:6] == ("Uncalibrated", None, None)


def test_results_of_removed_images_are_passed_over(
    five: Project, inspection: Inspection, tmp_path: Path
) -> None:
    model = records.add_model(five, "first", tmp_path / "first.safetensors")
    edits.remove(five, [2])
    assert records.record_inspections(five, model, [inspection]) == {}
    assert stored(five) == []


def test_a_damaged_contour_is_named(five: Project, inspection: Inspection, tmp_path: Path) -> None:
    model = records.add_model(five, "first", tmp_path / "first.safetensors")
    records.record_inspections(five, model, [inspection])
    with five.write() as connection:
        connection.exec_driver_sql("UPDATE defects SET contour = x'010203'")
    with pytest.raises(ProjectError, match="is damaged"):
        records.defects(five, 2, model)


def test_runs(five: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = records.add_snapshot(five, take_snapshot(dataset(five)))
    settings = {"preset": "quick", "rate": 1e-4, "sizes": [1, 2], "name": "部品", "nothing": None}
    first = records.add_run(five, "first", five.folder / "runs" / "1", settings, taken)
    monkeypatch.chdir(tmp_path)
    second = records.add_run(five, "second", Path("elsewhere"), {}, None)
    records.set_run_state(five, first, "done")
    newest, oldest = records.runs(five)
    assert (newest.id, newest.folder, newest.state) == (second, str(tmp_path / "elsewhere"), "running")
    assert (oldest.id, oldest.folder, oldest.state) == (first, "runs/1", "done")
    assert (oldest.settings, oldest.snapshot_id, newest.snapshot_id) == (settings, taken, None)


def test_a_run_that_goes_on_is_the_same(five: Project) -> None:
    folder = five.folder / "runs" / "1"
    first = records.begin_run(five, "first", folder, {"rate": 1}, None)
    records.set_run_state(five, first, "cancelled")
    assert records.begin_run(five, "first", folder, {"rate": 1}, None) == first
    other = records.begin_run(five, "other", five.folder / "runs" / "2", {}, None)
    assert [(run.id, run.state) for run in records.runs(five)] == [(other, "running"), (first, "running")]


def test_a_model_moves_with_its_project(five: Project, tmp_path: Path) -> None:
    run = records.add_run(five, "first", five.folder / "runs" / "1", {}, None)
    inside = records.add_model(five, "in", five.folder / "models" / "in.safetensors")
    outside = records.add_model(five, "out", tmp_path / "out.safetensors")
    # The same file again is the same model.
    assert records.add_model(five, "better", five.folder / "models" / "in.safetensors", run) == inside
    five.close()
    (tmp_path / "moved").mkdir()
    folder = five.folder.rename(tmp_path / "moved" / "p.isugan")
    with Project.open(folder) as opened:
        found = records.models(opened)
    assert [(m.id, m.name, m.path, m.run_id) for m in found] == [
        (outside, "out", tmp_path / "out.safetensors", None),
        (inside, "better", folder / "models" / "in.safetensors", run),
    ]


def test_snapshots(five: Project) -> None:
    taken = take_snapshot(dataset(five))
    number = records.add_snapshot(five, taken)
    assert records.snapshot(five, number) == taken
    assert records.add_snapshot(five, taken) == number
    with pytest.raises(KeyError):
        records.snapshot(five, number + 1)
    # What is done with the images later leaves it as it is.
    edits.remove(five, [1, 2])
    assert len(records.snapshot(five, number).rows) == 5
    assert records.add_snapshot(five, take_snapshot(dataset(five))) != number


def test_a_snapshot_that_was_forged_is_refused(five: Project) -> None:
    taken = take_snapshot(dataset(five))
    number = records.add_snapshot(five, taken)
    with five.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER snapshots_never_change")
        connection.exec_driver_sql("UPDATE snapshots SET document = replace(document, 'good', 'defective')")
    with pytest.raises(DatasetError, match="was changed after it was taken"):
        records.snapshot(five, number)


def test_a_run_gets_another_name_and_is_forgotten(five: Project, tmp_path: Path) -> None:
    run = records.add_run(five, "a", five.folder / "runs" / "a", {}, None)
    other = records.add_run(five, "b", five.folder / "runs" / "b", {}, None)
    model = records.add_model(five, "a", five.folder / "runs" / "a" / "model.safetensors", run)
    records.rename_run(five, run, "better")
    assert [(info.id, info.name, info.folder) for info in records.runs(five)] == [
        (other, "b", "runs/b"),
        (run, "better", "runs/a"),
    ]
    assert [info.name for info in records.models(five)] == ["better"]
    records.forget_run(five, run)
    assert [info.id for info in records.runs(five)] == [other]
    assert [(info.id, info.run_id) for info in records.models(five)] == [(model, None)]
    five.close()


@pytest.mark.parametrize("place", ["..", "runs/../../x", "a\0b"])
def test_a_place_that_leads_upwards_is_a_damaged_file(place: str, five: Project, tmp_path: Path) -> None:
    """The folder of a run is deleted with it, and a model file is written to."""
    run = records.add_run(five, "first", five.folder / "runs" / "first", {}, None)
    records.add_model(five, "first", five.folder / "models" / "first.safetensors", run)
    for table, column, read in (("runs", "folder", records.runs), ("models", "path", records.models)):
        with five.write() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET {column} = ?", (place,))
        with pytest.raises(ProjectError, match="damaged"):
            read(five)
