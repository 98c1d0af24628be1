"""The images of a project: import them, read them, list them, hand them on as a dataset."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, exists, select

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.masks import MaskSource
from core.errors import DatasetError
from core.images.areas import Area
from core.images.names import natural_key
from core.language import later
from core.project import history, importing, reading
from core.project.database import damaged_file
from core.project.image_row import ImageRow
from core.project.importing import ImportResult
from core.project.latest import latest_inspection
from core.project.masks import mask_of
from core.project.problem import NO_PROBLEM, Problem
from core.project.project import Project
from core.project.reading import FileFacts
from core.project.schema import Image, ImageArea, ImageInspection, Mask
from core.project.some_ids import AT_ONCE, id_blocks
from core.project.step_words import IMPORT, step_text

Item = TypeVar("Item")

ROWS = 1000
"""Rows handed on at a time."""

Progress = Callable[[int, int], None]

_LABELS = {label.value: label for label in Label}
_SPLITS = {split.value: split for split in Split}


@dataclass(frozen=True, slots=True)
class ImageDetails:
    """What the list does not show of one image.

    Attributes:
        path: where it lies now.
        sha256: of its bytes; "" until it was read.
        error: why it cannot be read; "" = it can, or was not tried yet.
        mask: what marks its defects.
        areas: its own regions of interest and don't-care areas.
        project_areas: those of every image.
    """

    path: Path
    sha256: str
    error: str
    mask: MaskSource | None
    areas: tuple[Area, ...]
    project_areas: tuple[Area, ...]


def import_images(
    project: Project,
    samples: Sequence[Sample],
    *,
    imported: Callable[[list[ImageRow]], None] = lambda rows: None,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportResult:
    """Put images into the project by reference, as one undoable step.

    An image that is in it already keeps its label, split, tags and note, so importing again after a crash or a
    cancel simply goes on. Nothing is decoded here; see `read_new_images`.

    Args:
        samples: images with their label, split and mask; `core.datasets.plan` finds them.
        imported: hears of images to be shown, or shown anew, in blocks, each after it is safe in the file.
        progress: images done, images in all.
        cancelled: asked before every image; those before it are kept.

    Raises:
        ProjectError: the project cannot be written (full disk, locked); the blocks before are kept.
    """
    result = ImportResult()
    done = step = in_step = 0
    taken_back: frozenset[int] | None = None
    for batch in importing.batches(importing.look(_until(cancelled, samples))):
        with project.write() as connection:
            if taken_back is None:
                taken_back = history.images_taken_back(connection)
            stored = importing.store(connection, project.folders, batch, taken_back)
            rows = _rows_of(connection, project, [*stored.shown, *stored.masked])
            if stored.changes:
                # Every batch is in the history together with its images, so a crash leaves no image that cannot
                # be taken back. What the user does during the import ends the step and begins another.
                goes_on = step and history.is_open(connection, step)
                in_step = len(rows) + (in_step if goes_on else 0)
                text = step_text(IMPORT, number=in_step)
                if goes_on:
                    history.extend(connection, step, text, stored.changes)
                else:
                    step = history.remember(connection, text, stored.changes)
        result.added += stored.shown
        result.known += stored.known
        result.changed += stored.changed
        imported(rows)
        done += len(batch)
        progress(done, len(samples))
    result.cancelled = done < len(samples)
    return result


def _until(cancelled: Callable[[], bool], items: Iterable[Item]) -> Iterator[Item]:
    """The items until a cancel."""
    for item in items:
        if cancelled():
            return
        yield item


def read_new_images(
    project: Project,
    *,
    read: Callable[[list[FileFacts]], None] = lambda facts: None,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Open every image that was not read yet, for size, depth and hash; goes on where an earlier call stopped.

    Args:
        read: hears of what was found, in blocks, each after it is safe in the file.
        progress: images done, images in all.
        cancelled: asked before every image; those before it are kept.

    Returns:
        How many were read, unreadable ones included.

    Raises:
        ProjectError: the project cannot be written; the blocks before are kept.
    """
    with project.read() as connection:
        total = reading.waiting(connection)
    done = last = 0
    while not cancelled():
        with project.read() as connection:
            block = reading.next_block(connection, project.folders, last)
        if not block:
            break
        facts = list(reading.read_files(_until(cancelled, block)))
        with project.write() as connection:
            reading.store_facts(connection, facts)
        last = block[-1][0]
        done += len(facts)
        read(facts)
        progress(done, max(total, done))
    return done


def unread(project: Project) -> int:
    """Images that `read_new_images` has still to open."""
    with project.read() as connection:
        return reading.waiting(connection)


def all_rows(project: Project) -> Iterator[list[ImageRow]]:
    """Every image, removed ones included, in blocks, in the order in which they came.

    Raises:
        ProjectError: the file cannot be read.
    """
    with project.read() as connection:
        # One block at a time: the whole table at once would hold the interpreter's lock.
        for block in connection.execute(_rows_query().order_by(Image.id)).partitions(ROWS):
            yield _rows(project, block)


def rows_of(project: Project, ids: Sequence[int]) -> list[ImageRow]:
    """Some images."""
    with project.read() as connection:
        return _rows_of(connection, project, ids)


def details(project: Project, image: int) -> ImageDetails:
    """All of one image.

    Raises:
        KeyError: there is no such image.
        DatasetError: its mask is damaged.
    """
    with project.read() as connection:
        row = connection.execute(
            select(
                Image.folder_id,
                Image.name,
                Image.sha256,
                Image.error,
                Mask.folder_id.label("mask_folder"),
                Mask.name.label("mask_name"),
                Mask.document,
            )
            .outerjoin(Mask, Mask.image_id == Image.id)
            .where(Image.id == image)
        ).first()
        if row is None:
            raise KeyError(image)
        with damaged_file(project.folder):
            areas = _areas(connection, image)
            path = project.folders.path(row.folder_id) / row.name
            mask = _mask(project, path, row.mask_folder, row.mask_name, row.document)
    return ImageDetails(path, row.sha256, row.error, mask, areas.get(image, ()), areas.get(None, ()))


def dataset(project: Project) -> Dataset:
    """The project's images as everything that trains or measures takes them; unreadable ones are in it too.

    Raises:
        DatasetError: a mask is damaged.
        ProjectError: the file cannot be read.
    """
    query = (
        select(
            Image.id,
            Image.folder_id,
            Image.name,
            Image.label,
            Image.split,
            Image.defect_type,
            Mask.folder_id.label("mask_folder"),
            Mask.name.label("mask_name"),
            Mask.document,
        )
        .outerjoin(Mask, Mask.image_id == Image.id)
        .where(~Image.removed)
    )
    samples: list[Sample] = []
    with project.read() as connection, damaged_file(project.folder):
        areas = _areas(connection)
        everywhere = areas.get(None, ())
        for number, folder, name, label, split, kind, at, mask, document in connection.execute(query):
            path = project.folders.path(folder) / name
            samples.append(
                Sample(
                    path,
                    _LABELS[label],
                    _SPLITS[split],
                    _mask(project, path, at, mask, document),
                    kind,
                    everywhere + areas.get(number, ()),
                )
            )
    samples.sort(key=lambda sample: natural_key(sample.path.as_posix()))
    return Dataset(_root(project, samples), "project", tuple(samples), areas=everywhere)


def ids_of(project: Project, paths: Iterable[Path]) -> dict[Path, int]:
    """The images that lie at `paths`; paths that are no image of the project are left out."""
    wanted: dict[Path, list[Path]] = {}
    for path in paths:
        wanted.setdefault(Path(os.path.realpath(path.parent)), []).append(path)
    found: dict[Path, int] = {}
    with project.read() as connection:
        for folder, inside in wanted.items():
            number = project.folders.id(folder)
            if number is None:
                continue
            for start in range(0, len(inside), AT_ONCE):
                some = {path.name: path for path in inside[start : start + AT_ONCE]}
                query = select(Image.name, Image.id).where(
                    Image.folder_id == number, Image.name.in_(some), ~Image.removed
                )
                found |= {some[name]: image for name, image in connection.execute(query)}
    return found


def areas_of(project: Project, paths: Sequence[Path]) -> dict[Path, tuple[Area, ...]]:
    """The areas that hold for images of the project: those of every image, then its own; only where there are any.

    Raises:
        ProjectError: the file cannot be read.
    """
    ids = ids_of(project, paths)
    with project.read() as connection:
        areas = _areas(connection)
    everywhere = areas.get(None, ())
    found = {path: everywhere + areas.get(number, ()) for path, number in ids.items()}
    return {path: some for path, some in found.items() if some}


def _root(project: Project, samples: Sequence[Sample]) -> Path:
    folders = {sample.path.parent for sample in samples}
    try:
        return Path(os.path.commonpath(folders)) if folders else project.folder
    except ValueError:  # on several drives
        return project.folder


def _mask(
    project: Project, path: Path, folder: int | None, name: str | None, document: str | None
) -> MaskSource | None:
    try:
        return mask_of(project.folders, folder, name, document)
    except DatasetError as error:
        text = later("Project", "The mask of {path} is damaged. {why}", path=path, why=error.texts[0])
        raise DatasetError(text, error.texts[1], path) from error


def _areas(connection: Connection, image: int | None = None) -> dict[int | None, tuple[Area, ...]]:
    """Areas by image (with `image`, of this one only); those of every image under None."""
    query = select(ImageArea.image_id, ImageArea.document).order_by(ImageArea.id)
    if image is not None:
        query = query.where((ImageArea.image_id == image) | ImageArea.image_id.is_(None))
    found: dict[int | None, list[Area]] = {}
    for owner, document in connection.execute(query):
        found.setdefault(owner, []).append(Area.model_validate_json(document))
    return {owner: tuple(areas) for owner, areas in found.items()}


def _rows_query() -> Select[*tuple[Any, ...]]:
    """The columns that `_rows` takes, in its order."""
    query: Select[*tuple[Any, ...]] = select(
        *(Image.id, Image.folder_id, Image.name, Image.label, Image.split),
        *(Image.problems, Image.tags, Image.note),
        *(Image.defect_type, Image.reviewed, Image.removed),
        exists().where(Mask.image_id == Image.id).label("has_mask"),
        exists().where(ImageArea.image_id == Image.id).label("has_areas"),
        *(Image.width, Image.height, Image.bit_depth, Image.channels, Image.file_size, Image.score),
        ImageInspection.model_id,
    )
    return query.outerjoin(ImageInspection, ImageInspection.id == latest_inspection())


def _rows_of(connection: Connection, project: Project, ids: Sequence[int]) -> list[ImageRow]:
    rows: list[ImageRow] = []
    for some in id_blocks(ids):
        query = _rows_query().where(Image.id.in_(some)).order_by(Image.id)
        rows += _rows(project, connection.execute(query).all())
    return rows


def _rows(project: Project, found: Iterable[Any]) -> list[ImageRow]:
    rows: list[ImageRow] = []
    with damaged_file(project.folder):
        # A hundred thousand of them: columns by place, not by name, and no call of an enumeration.
        for number, folder, name, label, split, problems, tags, note, *facts, size, score, model in found:
            kind, reviewed, removed, has_mask, has_areas, width, height, bit_depth, channels = facts
            rows.append(
                ImageRow(
                    number,
                    str(project.folders.path(folder)),
                    name,
                    _LABELS[label],
                    _SPLITS[split],
                    *(kind, reviewed, removed, has_mask, has_areas),
                    Problem(problems) if problems else NO_PROBLEM,
                    *(width, height, bit_depth, channels, size, score, model or 0),
                    tuple(json.loads(tags)) if tags != "[]" else (),
                    note,
                )
            )
    return rows
