"""Open the SQLite file of a project: pragmas, transactions, and SQLite's errors in plain words."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from core.errors import ProjectError
from core.files import MOST_BYTES
from core.language import Later, later
from core.project.private_copy import copy_of

BUSY_SECONDS = 10.0
"""How long to wait for another program that holds the file locked."""

FROM_BACKUP = later("Project", "Bring it back from a backup.")

_WORDS: tuple[tuple[str, Later, Later], ...] = (
    (
        "SQLITE_FULL",
        later("Project", "The disk is full: {path} cannot be written."),
        later("Project", "Make room; what was saved before is kept."),
    ),
    (
        "SQLITE_BUSY",
        later("Project", "{path} is locked by another program."),
        later(
            "Project",
            "Close what else uses it (a backup, a second program), then try again; nothing is lost.",
        ),
    ),
    (
        "SQLITE_LOCKED",
        later("Project", "{path} is locked by another program."),
        later("Project", "Close what else uses it, then try again; nothing is lost."),
    ),
    (
        "SQLITE_READONLY",
        later("Project", "{path} may not be written."),
        later("Project", "Copy the project to a folder that you may write to."),
    ),
    (
        "SQLITE_PERM",
        later("Project", "{path} may not be opened."),
        later("Project", "Give yourself permission on the project's folder."),
    ),
    (
        "SQLITE_CANTOPEN",
        later("Project", "{path} cannot be opened."),
        later("Project", "Check that the folder exists and that you may write to it."),
    ),
    ("SQLITE_NOTADB", later("Project", "{path} is no project file, or it is damaged."), FROM_BACKUP),
    ("SQLITE_CORRUPT", later("Project", "{path} is damaged."), FROM_BACKUP),
    (
        "SQLITE_IOERR",
        later("Project", "{path} cannot be read or written: the disk reports an error."),
        later("Project", "Check the disk and the network share; what was saved before is kept."),
    ),
)


_NO_PLACE_FOR_THE_LOG = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR_SHM")
"""How SQLite says that it cannot make or use the files that a write-ahead log needs beside the database."""


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on `path` into a `ProjectError`; a fault of the program passes as it is.

    Raises:
        ProjectError: full disk, locked, read-only, damaged and the like.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        name = _error_name(cause)
        for start, message, way_out in _WORDS:
            if name.startswith(start):
                raise ProjectError(message.filled(path=path), way_out, path) from error
        raise


@contextmanager
def damaged_file(path: Path) -> Iterator[None]:
    """Around making sense of what a project file holds; it may come from a stranger.

    Raises:
        ProjectError: in the place of whatever a value raises that this program does not write.
    """
    try:
        yield
    # Of times that no calendar has, some systems say that they are wrong and others that they cannot be told.
    except (ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError) as error:
        raise ProjectError(
            later("Project", "{path} is damaged: it holds what this program does not write.", path=path),
            FROM_BACKUP,
            path,
        ) from error


def _error_name(error: object) -> str:
    if isinstance(error, sqlite3.OperationalError) and "Could not decode" in str(error):
        # Python's own: a text in the file is no Unicode.
        return "SQLITE_CORRUPT"
    if isinstance(error, sqlite3.OperationalError) and "unsupported file format" in str(error):
        return "SQLITE_NOTADB"
    return getattr(error, "sqlite_errorname", None) or ""


class Database:
    """The file's connections.

    Args:
        path: the SQLite file; made if it is not there and may be written.
        read_only: never write. Where not even SQLite's own files may be made beside it, a copy is read, as the file
            was at that moment.
        busy_seconds: see `BUSY_SECONDS`.

    Attributes:
        writing: held by the thread that writes. Threads of this program wait here, not in SQLite, which would poll.
    """

    def __init__(self, path: Path, *, read_only: bool, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self.read_only = read_only
        self.writing = threading.RLock()
        self._busy = busy_seconds
        self._copying = threading.Lock()
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self.engine: Engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=4, max_overflow=-1
        )
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the file.

        Raises:
            ProjectError: the file cannot be read.
        """
        with plain_errors(self.path), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: all of it is in the file afterwards, or nothing.

        Raises:
            ProjectError: the disk is full, the file is locked by another program, or may not be written.
        """
        if self.read_only:
            raise ProjectError(
                later("Project", "{path} is open for reading only.", path=self.path),
                later("Project", "Nothing was changed."),
                self.path,
            )
        with (
            self.writing,
            plain_errors(self.path),
            self.engine.connect().execution_options(isugan_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def use_log(self) -> None:
        """Let readers and the writer work side by side (SQLite's write-ahead log); the file remembers it.

        Raises:
            ProjectError: the file is locked or cannot be written.
        """
        with plain_errors(self.path):
            connection = self._connect()
            try:
                # Where the disk has no shared memory (a network share), SQLite says so and stays as it is.
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
            finally:
                connection.close()

    def close(self) -> None:
        """Give the file back; SQLite then folds its write-ahead log into it."""
        self.engine.dispose()
        with self._copying:
            if self._copy is not None:
                self._copy.cleanup()
                self._copy = None

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._open(self._copied() or self.path)
        except sqlite3.OperationalError as error:
            if not self.read_only or not _error_name(error).startswith(_NO_PLACE_FOR_THE_LOG):
                raise
            return self._open(self._copied(make=True) or self.path)

    def _copied(self, *, make: bool = False) -> Path | None:
        with self._copying:
            if self._copy is None and make:
                try:
                    self._copy = copy_of(self.path)
                except OSError as error:
                    raise ProjectError(
                        later("Project", "{path} cannot be read: {why}.", path=self.path, why=error.strerror),
                        later("Project", "Copy the project to a folder that you may write to."),
                        self.path,
                    ) from error
            return None if self._copy is None else Path(self._copy.name) / self.path.name

    def _open(self, path: Path) -> sqlite3.Connection:
        address = path.absolute().as_uri()
        if not address.startswith("file:///"):
            # A network share: SQLite takes no host in an address.
            address = f"file://{address[len('file:') :]}"
        connection = sqlite3.connect(
            f"{address}?mode={'ro' if self.read_only else 'rwc'}",
            uri=True,
            timeout=self._busy,
            # Transactions are begun in `_begin`; Python's own would begin them too late.
            isolation_level=None,
            # A pool hands one connection to one thread at a time.
            check_same_thread=False,
        )
        try:
            # The file may be a stranger's: what its schema says calls no function that does anything, its pages
            # are checked as they are read, and no value is larger than any that this program writes.
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
            # Opening is lazy: this is the first look at the file.
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
            # Every commit reaches the disk: a power loss takes nothing that was said to be saved.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection


def _begin(connection: Connection) -> None:
    # A writer takes its place in the queue at once: one that turns writer half-way cannot wait for another.
    writes = connection.get_execution_options().get("isugan_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
