"""Make the saved project of the present schema in `tests/data`, which every later version must open.

    python -m tools.make_schema_fixture

Run it once, when a schema is new, and never again for that schema: the file is what the released program wrote.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import cv2
import numpy as np

from core.datasets.dataset import Label, Sample, Split
from core.datasets.polygon_mask import PolygonMask
from core.datasets.snapshot import take_snapshot
from core.images.areas import Area, AreaKind
from core.inspection.result import Defect, FailedInspection, Inspection, Verdict
from core.project import edits, records, reviews
from core.project.decision import Decision
from core.project.images import dataset, import_images, read_new_images
from core.project.migrate import SCHEMA
from core.project.project import DATABASE, Project

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
ELSEWHERE = Path("/photos")
"""Where the images are said to lie, since this machine's folders are nobody's business."""


def paint(folder: Path) -> list[Path]:
    """Six noisy pictures, one of them empty, one with a name that is no Unicode, and a mask."""
    dice = np.random.default_rng(1)
    for name in (
        "good/1.png",
        "good/2.png",
        "good/部品 🙂.png",
        "dent/1.png",
        "dent/zero.png",
        "masks/1.png",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(".png", dice.integers(0, 255, (12, 16), np.uint8))[1].tobytes())
    (folder / "dent" / "zero.png").write_bytes(b"")
    strange = folder / "dent" / os.fsdecode(b"caf\xe9.png")
    strange.write_bytes((folder / "dent" / "1.png").read_bytes())
    good, dent = sorted((folder / "good").iterdir()), sorted((folder / "dent").iterdir())
    return [*good, *dent]


def fill(project: Project, images: Path) -> None:
    """Something in every table, and steps of every kind, two of them undone."""
    paths = paint(images)
    masks = {
        paths[3]: images / "masks" / "1.png",
        paths[4]: PolygonMask.of(16, 12, [[(1, 1), (9, 2), (5, 8)]]),
    }
    import_images(
        project,
        [
            Sample(
                path,
                Label.GOOD if path.parent.name == "good" else Label.DEFECTIVE,
                Split.TRAIN if path.parent.name == "good" else Split.TEST,
                masks.get(path),
                "" if path.parent.name == "good" else "dent",
            )
            for path in paths
        ],
    )
    read_new_images(project)
    edits.set_label(project, [1, 2], Label.UNLABELLED)
    edits.set_label(project, [1], Label.GOOD)
    edits.set_split(project, [2], Split.VALIDATION)
    edits.change_tags(project, [2, 3], ["edge", "暗い"])
    edits.set_values(project, [3], {"note": "look again\nat the rim"}, "Note")
    edits.set_mask(project, 6, PolygonMask.of_pixels(np.eye(12, 16, dtype=np.bool_)))
    edits.set_areas(project, None, [Area(kind=AreaKind.IGNORE, shape="ellipse", points=((0, 0), (0.2, 0.2)))])
    whole = Area(kind=AreaKind.INSPECT, shape="polygon", points=((0, 0), (1, 0), (1, 1), (0, 0.9)))
    edits.set_areas(project, 4, [whole])
    rim = PolygonMask.of(16, 12, [[(2, 2), (9, 2), (5, 8)]])
    reviews.decide(project, 4, Decision.NG, "a dent indeed", rim, "Ana")
    reviews.decide(project, 4, Decision.OK, "polished since", None, "Ben")
    reviews.decide(project, 5, Decision.UNSURE, "a slip of the finger", None, "Ben")
    edits.undo(project)
    edits.remove(project, [2])
    edits.set_split(project, [1], Split.TEST)
    edits.set_label(project, [3], Label.DEFECTIVE)
    edits.undo(project)
    edits.undo(project)

    readable = [sample for sample in dataset(project).samples if sample.path.stat().st_size]
    taken = records.add_snapshot(
        project, take_snapshot(type(dataset(project))(images, "project", tuple(readable)))
    )
    run = records.add_run(project, "first", project.folder / "runs" / "first", {"preset": "quick"}, taken)
    records.set_run_state(project, run, "done")
    model = records.add_model(project, "first", project.folder / "models" / "first.safetensors", run)
    contour = np.array([[1, 1], [9.5, 2], [5, 8.25]], np.float32)
    defect = Defect(contour, 30.5, 15.9, 9.0, 0.25, 0.5, 5.0, 4.0, 1.0, 1.0, 8.5, 7.25)
    found = Inspection(paths[3], 16, 12, 0.75, Verdict.NG, 0.5, 0.625, 0.4, 0.3, (defect,), 0.1, 0.1)
    records.record_inspections(project, model, [found, FailedInspection(paths[4], "It is too small.")])
    with project.write() as connection:
        connection.exec_driver_sql("INSERT INTO measurements VALUES (4, 'abc', '{\"blur\": 1.5}')")


def main() -> None:
    """Make it, unless it is there."""
    target = DATA / f"schema-{SCHEMA}.isugan"
    if target.exists():
        raise SystemExit(f"{target} is there, and stays as it is.")
    os.environ["LOGNAME"] = "inspector"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder).resolve() / "work" / target.name
        with Project.create(made) as project:
            fill(project, made.parent / "images")
        connection = sqlite3.connect(made / DATABASE)
        with connection:
            for number, path in connection.execute("SELECT id, path FROM folders").fetchall():
                inside = Path(path).relative_to(made.parent)
                connection.execute(
                    "UPDATE folders SET path = ? WHERE id = ?", ((ELSEWHERE / inside).as_posix(), number)
                )
            connection.execute(
                "UPDATE images SET error = replace(error, ?, ?)", (str(made.parent), str(ELSEWHERE))
            )
        # Small pages, since most tables hold a few rows. Their size can be changed outside of a log only.
        for pragma in (
            "PRAGMA journal_mode = DELETE",
            "PRAGMA page_size = 1024",
            "VACUUM",
            "PRAGMA journal_mode = WAL",
        ):
            connection.execute(pragma).fetchall()
        connection.close()
        target.mkdir(parents=True)
        shutil.copyfile(made / DATABASE, target / DATABASE)


if __name__ == "__main__":
    main()
