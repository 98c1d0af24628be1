"""Bring images into a project: by reference, in short transactions, the same file never twice."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from core.datasets.dataset import Sample
from core.project.applying import apply
from core.project.changes import Change, RowChange, Value, column_changes, row_values
from core.project.folders import Folders
from core.project.masks import mask_values
from core.project.path_text import to_json, to_sql
from core.project.problem import NO_PROBLEM, OF_A_FILE, Problem
from core.project.schema import Image, Mask
from core.project.some_ids import id_blocks

FIRST, BATCH = 200, 1000
"""Images in the first transaction (so that something shows at once) and in each later one (well under a second)."""
UNREAD = {"sha256": "", "width": 0, "height": 0, "bit_depth": 0, "channels": 0}
"""What the columns hold that are filled by reading the file."""
_COPIED = ("label", "split", "defect_type")
"""Columns that say what a sample says."""


@dataclass
class ImportResult:
    """What an import did.

    Attributes:
        added: ids of images that are new in the project, or were removed and are back.
        known: images that were in it already; they keep their label, split and everything else.
        changed: known images whose file is another now; they are read again.
        cancelled: not all of the images were looked at.
    """

    added: list[int] = field(default_factory=list)
    known: int = 0
    changed: int = 0
    cancelled: bool = False


@dataclass
class Stored:
    """What one batch did.

    Attributes:
        shown: ids of images that are new, or back.
        masked: ids of others that got a mask.
        known, changed: as in `ImportResult`.
        changes: what undoing the import takes back.
    """

    shown: list[int] = field(default_factory=list)
    masked: list[int] = field(default_factory=list)
    known: int = 0
    changed: int = 0
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """One file as it lies on disk now; size and time are 0 where it cannot be looked at, `error` says why."""

    folder: Path
    name: str
    sample: Sample
    size: int = 0
    mtime_ns: int = 0
    error: str = ""
    problem: Problem = NO_PROBLEM


def look(samples: Iterable[Sample]) -> Iterator[Found]:
    """Ask the disk about every sample; folders are resolved, so that a link is no second place."""
    resolved: dict[str, Path] = {}
    for sample in samples:
        folder, name = os.path.split(sample.path)
        real = resolved.get(folder)
        if real is None:
            real = resolved[folder] = Path(os.path.realpath(folder))
        try:
            info = os.stat(sample.path)  # noqa: PTH116 - a hundred thousand of them
        except OSError as error:
            missing = isinstance(error, FileNotFoundError | NotADirectoryError)
            problem = Problem.MISSING if missing else Problem.UNREADABLE
            text = f"{sample.path} cannot be read: {error.strerror}."
            yield Found(real, name, sample, error=text, problem=problem)
        else:
            yield Found(real, name, sample, info.st_size, info.st_mtime_ns)


def batches(found: Iterator[Found]) -> Iterator[list[Found]]:
    """A small first batch, then larger ones."""
    size = FIRST
    while batch := list(islice(found, size)):
        yield batch
        size = BATCH


def store(
    connection: Connection, folders: Folders, batch: Sequence[Found], taken_back: AbstractSet[int]
) -> Stored:
    """Write one batch.

    Args:
        batch: a file that is in it twice is taken once, as it comes first.
        taken_back: images whose import was undone. They come in anew, with what their sample says, and not as they
            were: the user may have undone it because the labels were wrong.

    Raises:
        ProjectError: the disk is full and the like; then nothing of the batch is in the file.
    """
    places = folders.ids(connection, dict.fromkeys(item.folder for item in batch))
    items: dict[tuple[int, str], Found] = {}
    for item in batch:
        items.setdefault((places[item.folder], item.name), item)
    stored = Stored()
    known = _known(connection, items)
    new = {key: item for key, item in items.items() if key not in known}
    samples = _insert(connection, new)
    stored.shown += samples
    _add_masks(connection, folders, samples)
    if known:
        _refresh(connection, folders, [(row, items[key]) for key, row in known.items()], taken_back, stored)
    count = len(stored.shown)
    stored.changes += column_changes("removed", stored.shown, [True] * count, [False] * count)
    return stored


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    file_size: int
    mtime_ns: int
    error: str
    removed: bool
    reviewed: bool
    label: str
    split: str
    defect_type: str


def _known(connection: Connection, items: dict[tuple[int, str], Found]) -> dict[tuple[int, str], _Known]:
    """Those that are in the file already."""
    by_folder: dict[int, list[str]] = {}
    for folder, name in items:
        by_folder.setdefault(folder, []).append(name)
    found: dict[tuple[int, str], _Known] = {}
    columns = (
        *(Image.name, Image.id, Image.file_size, Image.mtime_ns, Image.error),
        *(Image.removed, Image.reviewed, Image.label, Image.split, Image.defect_type),
    )
    for folder, names in by_folder.items():
        if connection.scalar(select(Image.id).where(Image.folder_id == folder).limit(1)) is None:
            continue
        query = select(*columns).where(Image.folder_id == folder, Image.name.in_(names))
        for name, *values in connection.execute(query):
            found[folder, name] = _Known(*values)
    return found


def _insert(connection: Connection, new: dict[tuple[int, str], Found]) -> dict[int, Sample]:
    """Insert images, in order; returns the samples by id."""
    if not new:
        return {}
    # No image's row is ever deleted, and nobody else writes during this transaction.
    first = (connection.scalar(select(func.max(Image.id))) or 0) + 1
    now = time.time()
    rows = [
        (
            *(number, folder, to_sql(name), now, item.size, item.mtime_ns, item.error, int(item.problem)),
            *(item.sample.label.value, item.sample.split.value, item.sample.defect_type),
            *UNREAD.values(),
        )
        for number, ((folder, name), item) in enumerate(new.items(), start=first)
    ]
    # Not built by SQLAlchemy, which would take ten times as long as SQLite.
    columns = (
        *("id", "folder_id", "name", "added", "file_size", "mtime_ns", "error", "problems"),
        *(*_COPIED, *UNREAD, "reviewed", "tags", "note", "verdict", "removed"),
    )
    values = ", ".join("?" * len(rows[0]))
    connection.exec_driver_sql(
        f"INSERT INTO images ({', '.join(columns)}) VALUES ({values}, 0, '[]', '', '', 0)", rows
    )
    return {number: item.sample for number, item in enumerate(new.values(), start=first)}


def _add_masks(connection: Connection, folders: Folders, samples: dict[int, Sample]) -> None:
    """Of new images."""
    rows = [
        {"image_id": number, **mask_values(connection, folders, sample.mask)}
        for number, sample in samples.items()
        if sample.mask is not None
    ]
    if rows:
        connection.execute(insert(Mask), rows)


def _change_masks(
    connection: Connection,
    folders: Folders,
    known: Sequence[tuple[_Known, Found]],
    anew: AbstractSet[int],
    stored: Stored,
) -> None:
    """Of images that are there: the mask of one that comes in anew is its sample's; else one that is there stays, since
    it may have been drawn by hand."""
    wanted = {
        row.id: item.sample.mask for row, item in known if item.sample.mask is not None or row.id in anew
    }
    old: dict[int, dict[str, Value]] = {}
    for some in id_blocks(list(wanted)):
        columns = (Mask.image_id, Mask.folder_id, Mask.name, Mask.document)
        for row in connection.execute(select(*columns).where(Mask.image_id.in_(some))):
            values = row_values(row)
            old[int(str(values.pop("image_id")))] = values
    back = {row.id for row, _ in known if row.removed}
    changes: list[Change] = []
    for image, mask in wanted.items():
        before = old.get(image)
        if before is not None and image not in anew:
            continue
        after = None
        if mask is not None:
            after = {n: to_json(value) for n, value in mask_values(connection, folders, mask).items()}
        if before != after:
            changes.append(RowChange(table="masks", key=image, before=before, after=after))
            if image not in back:
                stored.masked.append(image)
    apply(connection, changes)
    stored.changes += changes


def _refresh(
    connection: Connection,
    folders: Folders,
    known: Sequence[tuple[_Known, Found]],
    taken_back: AbstractSet[int],
    stored: Stored,
) -> None:
    """Look after images that are in the project already; some were removed and are back now."""
    unread: list[tuple[object, ...]] = []
    anew: list[tuple[_Known, Sample]] = []
    for row, item in known:
        stored.known += not row.removed
        if row.removed:
            stored.shown.append(row.id)
            if row.id in taken_back and not row.reviewed:
                anew.append((row, item.sample))
        other = (row.file_size, row.mtime_ns) != (item.size, item.mtime_ns)
        stored.changed += other
        # What could not be read may have been forbidden only, and is tried again.
        if other or row.error != item.error:
            facts = (item.size, item.mtime_ns, item.error, *UNREAD.values())
            unread.append((*facts, ~int(OF_A_FILE), int(item.problem), row.id))
    if unread:
        columns = ", ".join(f"{name} = ?" for name in ("file_size", "mtime_ns", "error", *UNREAD))
        connection.exec_driver_sql(
            f"UPDATE images SET {columns}, problems = (problems & ?) | ? WHERE id = ?", unread
        )
    back = [(row.id,) for row, _ in known if row.removed]
    if back:
        connection.exec_driver_sql("UPDATE images SET removed = 0 WHERE id = ?", back)
    for column in _COPIED:
        _copy(connection, column, anew, stored)
    _change_masks(connection, folders, known, {row.id for row, _ in anew}, stored)


def _copy(connection: Connection, column: str, anew: Sequence[tuple[_Known, Sample]], stored: Stored) -> None:
    changed = [
        (row.id, str(getattr(row, column)), str(getattr(sample, column)))
        for row, sample in anew
        if getattr(row, column) != getattr(sample, column)
    ]
    if changed:
        ids, before, after = zip(*changed, strict=True)
        connection.exec_driver_sql(
            f"UPDATE images SET {column} = ? WHERE id = ?", list(zip(after, ids, strict=True))
        )
        stored.changes += column_changes(column, ids, before, after)
