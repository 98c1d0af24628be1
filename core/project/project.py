"""A project: a folder `NAME.isugan` with everything that is known of a set of images."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, insert, select

from core import __version__
from core.errors import ProjectError
from core.images.names import PROJECT_SUFFIX
from core.language import Later, later
from core.project import migrate
from core.project.database import BUSY_SECONDS, Database
from core.project.folders import Folders
from core.project.lock import HOLDER, LOCK, Holder, ProjectLock
from core.project.schema import Meta

DATABASE = "project.sqlite"
PARTS = ("runs", "models", "cache")


def is_project(path: Path) -> bool:
    """Whether `path` is the folder of a project, by its name and its file."""
    return path.suffix.lower() == PROJECT_SUFFIX and _is_file(path / DATABASE)


class Project:
    """An open project. Safe to use from several threads; close it at the end.

    Attributes:
        folder: `NAME.isugan`, absolute.
        read_only: why nothing can be changed; "" = it can.
        holder: who has it open for writing, if that is the reason.
        folders: where its images lie.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        lock: ProjectLock | None,
        read_only: str | Later,
        holder: Holder | None,
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.holder = holder
        self.folders = Folders(folder)
        self._database = database
        self._lock = lock

    @property
    def name(self) -> str:
        """The folder's name without `.isugan`."""
        return self.folder.stem

    @classmethod
    def create(cls, folder: Path) -> Project:
        """Make a new project and open it.

        Args:
            folder: `NAME.isugan`; made if it is not there.

        Raises:
            ProjectError: the name does not end in `.isugan`, there is a project or something else already, or the
                folder cannot be made.
        """
        folder = folder.absolute()
        if folder.suffix.lower() != PROJECT_SUFFIX:
            raise ProjectError(
                later("Project", "{name} is no name for a project.", name=folder.name),
                later("Project", "Let it end in {suffix}.", suffix=PROJECT_SUFFIX),
                folder,
            )
        if _is_file(folder / DATABASE):
            raise ProjectError(
                later("Project", "{path} is a project already.", path=folder),
                later("Project", "Open it, or choose another name."),
                folder,
            )
        is_new = not os.path.lexists(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise ProjectError(
                    later("Project", "{path} is not empty.", path=folder),
                    later("Project", "Choose another name or folder."),
                    folder,
                )
        except OSError as error:
            text = later("Project", "{path} cannot be made: {why}.", path=folder, why=error.strerror)
            raise ProjectError(text, later("Project", "Choose another folder."), folder) from error
        try:
            return cls._open(folder, BUSY_SECONDS, new=True)
        except BaseException:
            _remove_what_was_made(folder, whole=is_new)
            raise

    @classmethod
    def open(cls, folder: Path, *, busy_seconds: float = BUSY_SECONDS) -> Project:
        """Open a project; for reading only where another window has it or its folder may not be written.

        An older schema is brought to the present one first, in one transaction.

        Args:
            folder: `NAME.isugan`.
            busy_seconds: how long to wait for another program that holds the file locked.

        Raises:
            ProjectError: no project there, made by a newer version, damaged, locked, or older while nothing may be
                written.
        """
        folder = folder.absolute()
        if not _is_file(folder / DATABASE):
            raise ProjectError(
                later("Project", "{path} is no project.", path=folder)
                if os.path.lexists(folder)
                else later("Project", "{path} does not exist.", path=folder),
                later(
                    "Project",
                    "Choose a folder whose name ends in {suffix}, with {database} in it.",
                    suffix=PROJECT_SUFFIX,
                    database=DATABASE,
                ),
                folder,
            )
        return cls._open(folder, busy_seconds, new=False)

    @classmethod
    def _open(cls, folder: Path, busy_seconds: float, *, new: bool) -> Project:
        lock = ProjectLock(folder)
        holder: Holder | None = None
        reason: str | Later = ""
        try:
            if not lock.take():
                holder = lock.holder()
                reason = (
                    later("Project", "It is open for writing by {holder}.", holder=holder)
                    if holder
                    else later("Project", "It is open for writing by another program.")
                )
        except OSError as error:
            reason = later("Project", "Its folder may not be written ({why}).", why=error.strerror)
        if new and reason:
            text = later("Project", "{path} cannot be made: {reason}", path=folder, reason=reason)
            raise ProjectError(text, later("Project", "Choose another folder."), folder)
        if not reason and not new and not os.access(folder / DATABASE, os.W_OK):
            reason = later("Project", "Its file may not be written.")
            lock.release()
        database = Database(folder / DATABASE, read_only=bool(reason), busy_seconds=busy_seconds)
        project = cls(folder, database, None if reason else lock, reason, holder)
        try:
            project._prepare(new=new)
        except BaseException:
            project.close()
            raise
        return project

    def _prepare(self, *, new: bool) -> None:
        schema = ""
        if not new:
            with self._database.read() as connection:
                schema = migrate.check_schema(connection, self.folder)
        if self.read_only:
            if schema != migrate.SCHEMA:
                raise ProjectError(
                    later(
                        "Project",
                        "{path} was made by an older version and cannot be brought up to date: {reason}",
                        path=self.folder,
                        reason=self.read_only,
                    ),
                    later("Project", "Open it once where it may be written."),
                    self.folder,
                )
            with self.read():
                return
        # Only now: what is no project of this program is left as it is.
        self._database.use_log()
        with self._database.write() as connection:
            if schema != migrate.SCHEMA:
                migrate.migrate(connection)
            if new:
                facts = {"created": str(time.time()), "version": __version__}
                connection.execute(insert(Meta), [{"key": k, "value": v} for k, v in facts.items()])
            self.folders.load(connection, write=True)
        try:
            for part in PARTS:
                (self.folder / part).mkdir(exist_ok=True)
        except OSError as error:
            raise ProjectError(
                later(
                    "Project", "{path} cannot be made: {why}.", path=self.folder / part, why=error.strerror
                ),
                later("Project", "Make room on the disk, or move what else has this name."),
                self.folder,
            ) from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the project.

        Raises:
            ProjectError: the file cannot be read.
        """
        with self._database.read() as connection:
            if self.read_only:
                # Who has it open for writing may bring images from new folders, or relink some.
                self.folders.refresh(connection)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it is in the file afterwards, or nothing.

        Raises:
            ProjectError: the project is open for reading only, the disk is full, the file is locked.
        """
        if self.read_only:
            raise ProjectError(
                later(
                    "Project",
                    "{project} cannot be changed. {reason}",
                    project=self.name,
                    reason=self.read_only,
                ),
                "",
                self.folder,
            )
        with self._database.writing:
            folders = self.folders.state()
            try:
                with self._database.write() as connection:
                    yield connection
            except BaseException:
                # Folders that the lost transaction made or moved are what they were.
                self.folders.go_back(folders)
                raise

    def fact(self, key: str) -> str:
        """A stored fact about the project, such as `created`; "" if it has none."""
        with self.read() as connection:
            return connection.scalar(select(Meta.value).where(Meta.key == key)) or ""

    def close(self) -> None:
        """Give the file and the lock back."""
        try:
            self._database.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_file(path: Path) -> bool:
    # Unlike Path.is_file, this one has an answer where it may not look.
    return os.path.isfile(path)  # noqa: PTH113


def _remove_what_was_made(folder: Path, *, whole: bool) -> None:
    """Tidy up after a project that could not be made; nothing but what this program put there."""
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOCK, HOLDER):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
    for place in (*(folder / part for part in PARTS), *([folder] if whole else [])):
        with suppress(OSError):
            place.rmdir()
