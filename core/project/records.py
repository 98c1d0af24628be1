"""What was done with the images: snapshots, runs, models, inspections."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, case, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from core.datasets.snapshot import Snapshot
from core.inspection.result import Defect, FailedInspection, Inspection
from core.project import schema
from core.project.database import damaged_file
from core.project.images import ids_of
from core.project.project import Project
from core.project.some_ids import id_blocks

_FIGURES = (
    *("area_px", "area_percent", "length_px", "mean_ssim", "contrast"),
    *("x", "y", "left", "top", "width", "height"),
)


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One training of the project; `state` is `running`, `done`, `stopped`, `cancelled` or `failed`."""

    id: int
    name: str
    folder: str
    created: datetime
    state: str
    settings: dict[str, object]
    snapshot_id: int | None


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One model file that the project knows, whether it is there or not; `run_id` is the training it came from."""

    id: int
    name: str
    path: Path
    created: datetime
    run_id: int | None


def add_snapshot(project: Project, snapshot: Snapshot) -> int:
    """Keep a snapshot for ever; the same one twice is one. Returns its id."""
    with project.write() as connection:
        known = connection.scalar(select(schema.Snapshot.id).where(schema.Snapshot.hash == snapshot.hash))
        if known is not None:
            return known
        values = {"hash": snapshot.hash, "created": time.time(), "document": snapshot.to_json()}
        return connection.execute(
            insert(schema.Snapshot).values(values).returning(schema.Snapshot.id)
        ).scalar_one()


def snapshot(project: Project, number: int) -> Snapshot:
    """Read a snapshot back.

    Raises:
        KeyError: there is none of this id.
        DatasetError: it was changed after it was taken.
    """
    with project.read() as connection:
        text = connection.scalar(select(schema.Snapshot.document).where(schema.Snapshot.id == number))
    if text is None:
        raise KeyError(number)
    return Snapshot.from_json(text)


def add_run(
    project: Project, name: str, folder: Path, settings: dict[str, object], snapshot_id: int | None
) -> int:
    """Note that a training began; returns its id. `folder` is kept relative to the project where it lies below it.

    Raises:
        ProjectError: the project cannot be written.
    """
    values = {
        "name": name,
        "folder": _place(project, folder),
        "created": time.time(),
        "state": "running",
        "settings": settings,
        "snapshot_id": snapshot_id,
    }
    with project.write() as connection:
        return connection.execute(insert(schema.Run).values(values).returning(schema.Run.id)).scalar_one()


def begin_run(
    project: Project, name: str, folder: Path, settings: dict[str, object], snapshot_id: int | None
) -> int:
    """Note that a training begins, or goes on: the one in the same folder is the same run. Returns its id.

    Raises:
        ProjectError: the project cannot be written.
    """
    known = next((run for run in runs(project) if run.folder == _place(project, folder)), None)
    if known is None:
        return add_run(project, name, folder, settings, snapshot_id)
    set_run_state(project, known.id, "running")
    return known.id


def set_run_state(project: Project, run: int, state: str) -> None:
    """Note how a training stands."""
    with project.write() as connection:
        connection.execute(update(schema.Run).where(schema.Run.id == run).values(state=state))


def rename_run(project: Project, run: int, name: str) -> None:
    """Call a training, and the models that came from it, by another name; the folder stays what it is."""
    with project.write() as connection:
        connection.execute(update(schema.Run).where(schema.Run.id == run).values(name=name))
        connection.execute(update(schema.Model).where(schema.Model.run_id == run).values(name=name))


def forget_run(project: Project, run: int) -> None:
    """Take a training out of the project; its models stay, with the results that they gave."""
    with project.write() as connection:
        connection.execute(update(schema.Model).where(schema.Model.run_id == run).values(run_id=None))
        connection.execute(delete(schema.Run).where(schema.Run.id == run))


def runs(project: Project) -> list[RunInfo]:
    """All trainings, newest first."""
    with project.read() as connection, damaged_file(project.folder):
        rows = connection.execute(select(schema.Run.__table__).order_by(schema.Run.id.desc())).all()
        return [
            RunInfo(r.id, r.name, _plain(r.folder), _when(r.created), r.state, r.settings, r.snapshot_id)
            for r in rows
        ]


def add_model(project: Project, name: str, path: Path, run: int | None = None) -> int:
    """Note a model file; the same path again keeps its id, and takes the run if one is given.

    It takes the new name too, but for a run's model by which somebody only inspects: that has the name that the run
    was given in the project, which its file does not know.

    Returns:
        Its id.

    Raises:
        ProjectError: the project cannot be written.
    """
    place = _place(project, path)
    with project.write() as connection:
        statement = insert(schema.Model).values(name=name, path=place, created=time.time(), run_id=run)
        only_known = case((schema.Model.run_id.is_(None), name), else_=schema.Model.name)
        again = {"name": only_known} if run is None else {"name": name, "run_id": run}
        connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=again))
        return connection.scalars(select(schema.Model.id).where(schema.Model.path == place)).one()


def model_of(project: Project, path: Path) -> int | None:
    """The id of the model file `path`; None: the project does not know it."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 - without "..", as it is kept
    return next((known.id for known in models(project) if known.path == place), None)


def models(project: Project) -> list[ModelInfo]:
    """All model files, newest first."""
    with project.read() as connection, damaged_file(project.folder):
        rows = connection.execute(select(schema.Model.__table__).order_by(schema.Model.id.desc())).all()
        return [
            ModelInfo(r.id, r.name, project.folder / _plain(r.path), _when(r.created), r.run_id) for r in rows
        ]


def model_names(project: Project) -> dict[int, str]:
    """What the model of each id is called.

    Raises:
        ProjectError: the file cannot be read.
    """
    return {model.id: model.name for model in models(project)}


def record_inspections(
    project: Project, model: int, items: Sequence[Inspection | FailedInspection]
) -> dict[int, Inspection | FailedInspection]:
    """Keep the latest result of a model for each image of the project, with its defects.

    Results of images that are not in the project are passed over, and those that are kept just so are not written
    again. The image's own score becomes this one.

    Returns:
        The recorded results by image.

    Raises:
        ProjectError: the project cannot be written.
    """
    ids = ids_of(project, [item.path for item in items])
    recorded = {ids[item.path]: item for item in items if item.path in ids}
    kept = _kept_just_so(project, model, recorded)
    if len(kept) < len(recorded):
        with project.write() as connection:
            for image, item in recorded.items():
                if image not in kept:
                    _record(connection, model, image, item)
    return recorded


def _kept_just_so(
    project: Project, model: int, items: Mapping[int, Inspection | FailedInspection]
) -> set[int]:
    """The images among those of `items` whose result is in the file already, figure by figure."""
    table = schema.ImageInspection
    columns = (getattr(table, name) for name in _values(FailedInspection(Path(), "")))
    query = select(table.id, table.image_id, schema.Image.score, schema.Image.verdict, *columns).join(
        schema.Image, schema.Image.id == table.image_id
    )
    kept: set[int] = set()
    with project.read() as connection:
        for block in id_blocks(list(items)):
            same: dict[int, int] = {}
            for row in connection.execute(query.where(table.image_id.in_(block), table.model_id == model)):
                number, image, score, verdict, *rest = row
                wanted = _values(items[image])
                if rest == list(wanted.values()) and (score, verdict) == (wanted["score"], wanted["verdict"]):
                    same[number] = image
            found = _defects_of(connection, list(same))
            for number, image in same.items():
                item = items[image]
                figures = [_figures(d) for d in item.defects] if isinstance(item, Inspection) else []
                if found.get(number, []) == figures:
                    kept.add(image)
    return kept


def _defects_of(connection: Connection, inspections: Sequence[int]) -> dict[int, list[dict[str, object]]]:
    """The figures of each one's defects, as `_figures` gives them."""
    table = schema.ImageDefect.__table__
    found: dict[int, list[dict[str, object]]] = {}
    for block in id_blocks(inspections):
        query = select(table).where(table.c.inspection_id.in_(block)).order_by(table.c.id)
        for row in connection.execute(query).mappings():
            figures = {name: row[name] for name in (*_FIGURES, "contour")}
            found.setdefault(row["inspection_id"], []).append(figures)
    return found


def _values(item: Inspection | FailedInspection) -> dict[str, object]:
    """The columns of a result."""
    if isinstance(item, FailedInspection):
        names = ("score", "review_cut", "ng_cut", "otsu_level", "level")
        return {"verdict": "", "error": item.error, **dict.fromkeys(names)}
    return {
        "verdict": item.verdict.value,
        "error": "",
        "score": item.score,
        "review_cut": item.review_cut,
        "ng_cut": item.ng_cut,
        "otsu_level": item.otsu_level,
        "level": item.level,
    }


def _record(connection: Connection, model: int, image: int, item: Inspection | FailedInspection) -> None:
    old = (schema.ImageInspection.image_id == image, schema.ImageInspection.model_id == model)
    connection.execute(delete(schema.ImageInspection).where(*old))
    values = _values(item)
    defects = item.defects if isinstance(item, Inspection) else ()
    number = connection.execute(
        insert(schema.ImageInspection)
        .values(image_id=image, model_id=model, at=time.time(), **values)
        .returning(schema.ImageInspection.id)
    ).scalar_one()
    if defects:
        connection.execute(
            insert(schema.ImageDefect),
            [{"inspection_id": number, "number": n, **_figures(d)} for n, d in enumerate(defects, start=1)],
        )
    connection.execute(
        update(schema.Image)
        .where(schema.Image.id == image)
        .values(score=values["score"], verdict=values["verdict"])
    )


def _figures(defect: Defect) -> dict[str, object]:
    figures: dict[str, object] = {name: float(getattr(defect, name)) for name in _FIGURES}
    return figures | {"contour": np.ascontiguousarray(defect.contour, "<f4").tobytes()}


def defects(project: Project, image: int, model: int) -> tuple[Defect, ...] | None:
    """The defects that a model found on an image, largest first as it gave them.

    None where its cuts were changed since, so that it may outline the image otherwise: it has to be inspected again.
    """
    table = schema.ImageInspection
    result = select(table.id, table.score, table.level).where(
        table.image_id == image, table.model_id == model
    )
    with project.read() as connection:
        found = connection.execute(result).first()
        if found is None:
            return ()
        if found.score is not None and found.level is None:
            return None
        rows = connection.execute(
            select(schema.ImageDefect.__table__)
            .where(schema.ImageDefect.inspection_id == found.id)
            .order_by(schema.ImageDefect.number)
        ).all()
    with damaged_file(project.folder):
        return tuple(
            Defect(
                contour=np.frombuffer(row.contour, "<f4").reshape(-1, 2).astype(np.float32),
                **{name: getattr(row, name) for name in _FIGURES},
            )
            for row in rows
        )


def _place(project: Project, path: Path) -> str:
    """Relative to the project, with "/", where `path` lies below it; else absolute."""
    # Without "..": one file or folder has one name.
    path = Path(os.path.abspath(path))  # noqa: PTH100
    return path.relative_to(project.folder).as_posix() if path.is_relative_to(project.folder) else str(path)


def _plain(place: str) -> str:
    """What `_place` gave; a stranger's project must not lead upwards, to what a run's folder is then deleted for."""
    if "\0" in place or ".." in Path(place).parts:
        raise ValueError("a place that leads upwards")
    return place


def _when(at: float) -> datetime:
    return datetime.fromtimestamp(at).astimezone()
