"""Projects that released versions saved. Each later version must open them, and lose nothing of what they hold.

`tools/make_schema_fixture.py` made each once, when its schema was new. A file in `tests/data` is never made anew and
never taken away: a new schema adds one, and these tests then hold for all of them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.datasets.dataset import Label, Split
from core.datasets.masks import read_mask
from core.datasets.polygon_mask import PolygonMask
from core.inspection.result import Verdict
from core.project import edits, history, migrate, records, reviews
from core.project.images import all_rows, dataset, details, import_images, read_new_images, rows_of
from core.project.problem import Problem
from core.project.project import DATABASE, Project
from core.project.relinking import missing_folders

DATA = Path(__file__).resolve().parents[2] / "data"
SAVED = sorted(DATA.glob("schema-*.isugan"))
STRANGE = os.fsdecode(b"caf\xe9.png")


@pytest.fixture(params=SAVED, ids=lambda path: path.stem)
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy, since opening one changes it; it was saved beside a folder `images`."""
    copy = tmp_path / "work" / request.param.name
    shutil.copytree(request.param, copy)
    return copy


def test_every_schema_has_its_saved_project() -> None:
    assert [path.stem for path in SAVED] == [f"schema-{number}" for number in sorted(migrate.KNOWN)]
    for path in SAVED:
        assert (path / DATABASE).stat().st_size < 100_000


def test_a_saved_project_was_saved_by_its_schema(saved: Path) -> None:
    connection = sqlite3.connect(saved / DATABASE)
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    assert found == (re.fullmatch(r"schema-(\d+)", saved.stem)[1],)


def test_images_masks_and_areas(saved: Path) -> None:
    with Project.open(saved) as project:
        assert (project.read_only, bool(project.fact("version"))) == ("", True)
        rows = {row.id: row for block in all_rows(project) for row in block}
        assert [row.name for row in rows.values()] == [
            *("1.png", "2.png", "部品 🙂.png", "1.png", STRANGE, "zero.png")
        ]
        assert {row.folder for row in rows.values()} == {"/photos/images/good", "/photos/images/dent"}
        assert [row.label for row in rows.values()] == ["good", "unlabelled", "good"] + ["defective"] * 3
        assert [row.split for row in rows.values()] == ["train", "validation", "train"] + ["test"] * 3
        assert [row.defect_type for row in rows.values()] == ["", "", "", "dent", "dent", "dent"]
        assert [row.reviewed for row in rows.values()] == [True, False, False, False, False, False]
        assert [row.tags for row in rows.values()] == [(), ("edge", "暗い"), ("edge", "暗い"), (), (), ()]
        assert [row.removed for row in rows.values()] == [False, True, False, False, False, False]
        assert [row.has_mask for row in rows.values()] == [False, False, False, True, True, True]
        assert [row.has_areas for row in rows.values()] == [False, False, False, True, False, False]
        assert [row.score for row in rows.values()] == [None, None, None, 0.75, None, None]
        assert rows[3].note == "look again\nat the rim"
        assert (rows[1].width, rows[1].height, rows[1].bit_depth, rows[1].channels) == (16, 12, 8, 1)
        assert rows[6].problems == Problem.UNREADABLE
        assert "zero.png" in details(project, 6).error
        assert re.fullmatch("[0-9a-f]{64}", details(project, 1).sha256)
        assert details(project, 4).mask == Path("/photos/images/masks/1.png")
        drawn, painted = details(project, 5).mask, details(project, 6).mask
        assert drawn == PolygonMask.of(16, 12, [[(1, 1), (9, 2), (5, 8)]])
        np.testing.assert_array_equal(read_mask(painted), np.eye(12, 16, dtype=bool))
        (area,), (everywhere,) = details(project, 4).areas, details(project, 4).project_areas
        assert (area.kind, area.shape, area.points[3]) == ("inspect", "polygon", (0, 0.9))
        assert (everywhere.kind, everywhere.shape) == ("ignore", "ellipse")
        assert len(dataset(project).samples) == 5
        assert [missing.images for missing in missing_folders(project)] == [2, 3]


def test_records(saved: Path) -> None:
    with Project.open(saved) as project:
        (run,), (model,) = records.runs(project), records.models(project)
        assert (run.name, run.folder, run.state, run.settings) == (
            *("first", "runs/first", "done"),
            {"preset": "quick"},
        )
        assert (model.name, model.path, model.run_id) == (
            *("first", saved / "models" / "first.safetensors"),
            run.id,
        )
        snapshot = records.snapshot(project, run.snapshot_id)
        assert [row.path for row in snapshot.rows] == sorted(row.path for row in snapshot.rows)
        assert len(snapshot.rows) == 4
        assert {(row.label, row.split) for row in snapshot.rows} == {
            *((Label.GOOD, Split.TRAIN), (Label.DEFECTIVE, Split.TEST))
        }
        (defect,) = records.defects(project, 4, model.id)
        np.testing.assert_array_equal(defect.contour, np.array([[1, 1], [9.5, 2], [5, 8.25]], np.float32))
        assert (defect.area_px, defect.mean_ssim, defect.height) == (30.5, 0.25, 7.25)
        assert [(r.who, r.decision, r.note, r.undone) for r in reviews.reviews(project, 4)] == [
            *(("Ana", "NG", "a dent indeed", False), ("Ben", "OK", "polished since", False))
        ]
        with project.read() as connection:
            inspections = connection.exec_driver_sql(
                "SELECT image_id, score, verdict, review_cut, ng_cut, otsu_level, level, error FROM inspections"
            ).all()
            assert inspections == [
                (4, 0.75, Verdict.NG, 0.5, 0.625, 0.4, 0.3, ""),
                (5, None, "", None, None, None, None, "It is too small."),
            ]
            assert connection.exec_driver_sql("SELECT * FROM measurements").all() == [
                (4, "abc", '{"blur": 1.5}')
            ]


def test_decisions_of_schema_2(tmp_path: Path) -> None:
    copy = tmp_path / "schema-2.isugan"
    shutil.copytree(DATA / copy.name, copy)
    with Project.open(copy) as project:
        dent, _ = reviews.reviews(project, 4)
        assert reviews.mask_of(project, dent.id) == PolygonMask.of(16, 12, [[(2, 2), (9, 2), (5, 8)]])
        (slip,) = reviews.reviews(project, 5)
        assert (slip.decision, slip.undone) == ("unsure", True)


def test_its_history_goes_on(saved: Path, state: Any) -> None:
    with Project.open(saved) as project:
        before = state(project)
        with project.read() as connection:
            steps = history.steps(connection)
        assert {step.who for step in steps} == {"inspector"}
        assert edits.redo(project).text == "Move 1 image to test"
        assert edits.redo(project).text == "Label 1 image defective"
        assert (rows_of(project, [1])[0].split, rows_of(project, [3])[0].label) == ("test", "defective")
        assert edits.redo(project) is None
        undone = []
        while step := edits.undo(project):
            undone.append(step.text)
        assert undone[-1] == "Import 6 images"
        assert len(undone) == len(steps)
        assert dataset(project).samples == ()
        assert state(project)["masks"] != before["masks"]
        for _ in range(len(steps) - 2):
            assert edits.redo(project)
        assert state(project) == before
        edits.set_label(project, [1], Label.DEFECTIVE)
    with Project.open(saved) as project:
        assert edits.peek(project) == ("Label 1 image defective", "")
        edits.undo(project)
        assert state(project) == before


def test_it_finds_its_images_beside_it_and_goes_on(saved: Path, pictures: Any, samples: Any) -> None:
    good = pictures(saved.parent / "images" / "good", "1.png", "2.png", "部品 🙂.png", "new.png")
    dent = pictures(saved.parent / "images" / "dent", "1.png", "zero.png")
    with Project.open(saved) as project:
        assert missing_folders(project) == []
        result = import_images(project, samples([*good, *dent], Label.DEFECTIVE))
        # The one that was removed is back, the others are known and their files are others.
        assert (result.added, result.known, result.changed) == ([7, 2], 4, 5)
        assert read_new_images(project) == 6
        assert rows_of(project, [6])[0].problems == 0
        assert rows_of(project, [1])[0].label is Label.GOOD
        with project.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
