"""The folders of a project: where they are now, and what to do when they moved."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from core.project.applying import set_folders
from core.project.changes import RowChange
from core.project.database import damaged_file
from core.project.path_text import relative_to_project, to_json
from core.project.schema import Folder, Image

_ASKED = 16
"""Files of a folder that are looked at to tell which of two places is meant."""


@dataclass(frozen=True, slots=True)
class MissingFolder:
    """A folder that is not there, and how many images of the project lie in it."""

    path: Path
    images: int


@dataclass(frozen=True, slots=True)
class Relinked:
    """What giving a prefix another place means.

    Attributes:
        folders: old path -> new path of every folder concerned.
        images: images in them.
        found: how many of those lie in the new place.
    """

    folders: Mapping[Path, Path]
    images: int
    found: int


@dataclass(frozen=True, slots=True)
class FolderState:
    """What `Folders` knows at one moment, for the way back when a transaction is lost."""

    rows: Sequence[tuple[int, str, str | None]]
    paths: Mapping[int, Path]


class Folders:
    """The rows of `folders` as paths, kept in memory; safe to use from several threads.

    Args:
        project: the project's folder, absolute.
    """

    def __init__(self, project: Path) -> None:
        # Links are resolved here as in the folders of images: a relative way through a link leads elsewhere.
        self._project = Path(os.path.realpath(project))
        self._lock = threading.Lock()
        self._rows: list[tuple[int, str, str | None]] = []
        self._paths: dict[int, Path] = {}
        self._ids: dict[Path, int] = {}

    def load(self, connection: Connection, *, write: bool) -> None:
        """Read all of them and find where they are now; with `write`, note it in the file."""
        rows = _rows(connection)
        found = {number: self._place(connection, number, path, way) for number, path, way in rows}
        if write and len(set(found.values())) == len(found):
            self._note(connection, rows, found)
            rows = _rows(connection)
        self._keep(rows, found)

    def refresh(self, connection: Connection) -> None:
        """Read them again if another program changed them."""
        if _rows(connection) != self._rows:
            self.load(connection, write=False)

    def state(self) -> FolderState:
        """What is known now."""
        with self._lock:
            return FolderState(list(self._rows), dict(self._paths))

    def go_back(self, state: FolderState) -> None:
        """Know again what was known when `state` was taken."""
        self._keep(list(state.rows), dict(state.paths))

    def path(self, number: int) -> Path:
        """The folder of an id.

        Raises:
            ProjectError: there is none; ids come from the file, which is damaged then.
        """
        try:
            return self._paths[number]
        except KeyError:
            with damaged_file(self._project):
                raise

    def id(self, folder: Path) -> int | None:
        """The id of a folder; None if no image of the project lies in it."""
        return self._ids.get(folder)

    def ids(self, connection: Connection, folders: Iterable[Path]) -> dict[Path, int]:
        """The id of every folder, made where it is new. `folders` are absolute, links resolved."""
        found: dict[Path, int] = {}
        for folder in folders:
            number = self._ids.get(folder)
            if number is None:
                path, way = str(folder), relative_to_project(folder, self._project)
                number = connection.execute(
                    insert(Folder).values(path=path, relative=way).returning(Folder.id)
                ).scalar_one()
                with self._lock:
                    self._rows.append((number, path, way))
                    self._paths[number] = folder
                    self._ids[folder] = number
            found[folder] = number
        return found

    def missing(self, connection: Connection) -> list[MissingFolder]:
        """Folders with images that are not there now; asks the disk once for every folder."""
        counted = select(Image.folder_id, func.count()).where(~Image.removed).group_by(Image.folder_id)
        return [
            MissingFolder(self.path(number), images)
            for number, images in connection.execute(counted)
            if not _is_folder(self.path(number))
        ]

    def plan_relink(self, connection: Connection, old: Path, new: Path) -> Relinked:
        """What relinking `old` (a folder, or a prefix of folders) to `new` would do; asks the disk for every file."""
        moved = {
            number: Path(os.path.realpath(new / path.relative_to(old)))
            for number, path in self.state().paths.items()
            if path.is_relative_to(old)
        }
        images = found = 0
        for number, place in moved.items():
            names = connection.scalars(
                select(Image.name).where(Image.folder_id == number, ~Image.removed)
            ).all()
            there = _names(place)
            images += len(names)
            found += sum(name in there for name in names)
        return Relinked({self.path(number): place for number, place in moved.items()}, images, found)

    def relink(self, connection: Connection, places: Mapping[int, Path]) -> list[RowChange]:
        """Give folders their new places, by id; returns the changes, already made."""
        before = {number: (path, way) for number, path, way in _rows(connection) if number in places}
        after = {number: self._values(place) for number, place in places.items()}
        set_folders(connection, after)
        self.load(connection, write=False)
        return [
            RowChange(table="folders", key=number, before=_json(before[number]), after=_json(after[number]))
            for number in places
        ]

    def _keep(self, rows: list[tuple[int, str, str | None]], paths: dict[int, Path]) -> None:
        with self._lock:
            self._rows = rows
            self._paths = paths
            self._ids = {path: number for number, path in paths.items()}

    def _place(self, connection: Connection, number: int, absolute: str, relative: str | None) -> Path:
        """Where a folder is now.

        What moved together with the project is found by the relative path, what stayed by the absolute one. If
        neither is there, the absolute one is what the user remembers. If both are, the files tell: where the project
        alone was moved, another set may lie at the same distance from it.
        """
        stayed = Path(absolute)
        moved = None if relative is None else Path(os.path.normpath(self._project / relative))
        if moved is None or moved == stayed or not _is_folder(moved):
            return stayed
        if _is_folder(stayed):
            files = connection.execute(
                select(Image.name, Image.file_size).where(Image.folder_id == number).limit(_ASKED)
            )
            score = Counter(
                place for name, size in files for place in (moved, stayed) if _size(place / name) == size
            )
            return stayed if score[stayed] > score[moved] else moved
        return moved

    def _note(
        self,
        connection: Connection,
        rows: Iterable[tuple[int, str, str | None]],
        found: Mapping[int, Path],
    ) -> None:
        changed = {
            number: self._values(found[number])
            for number, path, way in rows
            if (path, way) != self._values(found[number]) and _is_folder(found[number])
        }
        set_folders(connection, changed)

    def _values(self, place: Path) -> tuple[str, str | None]:
        return str(place), relative_to_project(place, self._project)


def _rows(connection: Connection) -> list[tuple[int, str, str | None]]:
    query = select(Folder.id, Folder.path, Folder.relative).order_by(Folder.id)
    return [(number, path, way) for number, path, way in connection.execute(query)]


def _json(values: tuple[str, str | None]) -> dict[str, str | int | float | bool | None]:
    path, way = values
    return {"path": to_json(path), "relative": to_json(way)}


def _is_folder(path: Path) -> bool:
    # Unlike Path.is_dir, this one has an answer where it may not look.
    return os.path.isdir(path)  # noqa: PTH112


def _names(folder: Path) -> set[str]:
    try:
        with os.scandir(folder) as entries:
            return {entry.name for entry in entries}
    except (OSError, ValueError):
        return set()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None
