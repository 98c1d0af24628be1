"""After the import: open every new file once for its size, depth and content hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from core.datasets.snapshot import hash_file
from core.errors import ImageFileError
from core.images.probe import probe
from core.project.folders import Folders
from core.project.problem import NO_PROBLEM, OF_A_FILE, Problem
from core.project.schema import Image

BLOCK = 512
"""Files read for one transaction: a crash loses at most these."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What reading one file gave; `error` says why there is nothing else.

    `file_size` and `mtime_ns` are those of the file that was read, which may be another than was imported.
    """

    id: int
    sha256: str = ""
    width: int = 0
    height: int = 0
    bit_depth: int = 0
    channels: int = 0
    error: str = ""
    missing: bool = False
    file_size: int = 0
    mtime_ns: int = 0


def waiting(connection: Connection) -> int:
    """Images that were not read yet."""
    return connection.scalar(select(func.count()).select_from(Image).where(*_UNREAD)) or 0


def next_block(connection: Connection, folders: Folders, after: int) -> list[tuple[int, Path]]:
    """The next images to read, by id."""
    rows = connection.execute(
        select(Image.id, Image.folder_id, Image.name)
        .where(*_UNREAD, Image.id > after)
        .order_by(Image.id)
        .limit(BLOCK)
    )
    return [(number, folders.path(folder) / name) for number, folder, name in rows]


def read_files(items: Iterable[tuple[int, Path]]) -> Iterator[FileFacts]:
    """Open each file once; what cannot be read is a fact too.

    In the calling thread alone: of a small file nearly all time goes into Python, and more threads would only keep the
    window's waiting for the interpreter's lock.
    """
    return map(_read, items)


def store_facts(connection: Connection, facts: Sequence[FileFacts]) -> None:
    """Write them; an image that can be read again loses its mark."""
    rows = [
        (
            *(fact.sha256, fact.width, fact.height, fact.bit_depth, fact.channels, fact.error),
            *(fact.file_size, fact.mtime_ns, ~int(OF_A_FILE), int(problem_of(fact)), fact.id),
        )
        for fact in facts
    ]
    columns = ("sha256", "width", "height", "bit_depth", "channels", "error", "file_size", "mtime_ns")
    # Not built by SQLAlchemy, which would take longer than SQLite.
    connection.exec_driver_sql(
        f"UPDATE images SET {', '.join(f'{name} = ?' for name in columns)}, problems = (problems & ?) | ? WHERE id = ?",
        rows,
    )


def problem_of(fact: FileFacts) -> Problem:
    """The mark of a file that could not be read."""
    if not fact.error:
        return NO_PROBLEM
    return Problem.MISSING if fact.missing else Problem.UNREADABLE


def _read(item: tuple[int, Path]) -> FileFacts:
    number, path = item
    try:
        info = path.stat()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        return FileFacts(number, error=f"{path} cannot be read: {error.strerror}.", missing=missing)
    error_text = ""
    try:
        facts = probe(path)
        digest = hash_file(path)
    except ImageFileError as error:
        error_text = str(error)
    except OSError as error:
        error_text = f"{path} cannot be read: {error.strerror}."
    if error_text:
        return FileFacts(number, error=error_text, file_size=info.st_size, mtime_ns=info.st_mtime_ns)
    return FileFacts(
        *(number, digest, facts.width, facts.height, facts.bit_depth, facts.channels),
        file_size=info.st_size,
        mtime_ns=info.st_mtime_ns,
    )


_UNREAD = (Image.sha256 == "", Image.error == "", ~Image.removed)
