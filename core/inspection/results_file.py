"""Results that were made before, found again by what they were made from: a folder run goes on where it was."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import IsuganError
from core.images.areas import Area
from core.inspection.packing import pack, unpack
from core.inspection.result import Inspection
from core.inspection.segment import SegmentSettings
from core.inspection.stamp import FileStamp, stamp_of
from core.language import later

WAY = 3
"""Of making results from a model file's bytes; counted up where the same bytes give other scores or outlines, as when
a flagged place began to be outlined itself (docs/adr/0031)."""
KEPT = 200_000
"""Results in one file; the oldest go first."""
AT_ONCE = 500
"""Results looked up in one query."""
WAIT_SECONDS = 1.0
"""A crash loses at most the results of this long."""
BUSY_SECONDS = 10.0
"""How long to wait for another window that writes."""

_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, at REAL NOT NULL, result BLOB NOT NULL)"
_INDEX = "CREATE INDEX IF NOT EXISTS results_at ON results (at)"


@dataclass(frozen=True)
class MadeWith:
    """What results depend on, besides the file that was inspected.

    Attributes:
        model: SHA-256 of the model file, hexadecimal; weights, preparation, areas and cuts are in it.
        settings: how defects were cut out.
        areas: of single images, in place of the model's.
    """

    model: str
    settings: SegmentSettings
    areas: Mapping[Path, tuple[Area, ...]] = field(default_factory=dict)

    def key(self, path: Path, stamp: FileStamp) -> bytes:
        """The same for the same file, unchanged, inspected in the same way; else another one."""
        own = self.areas.get(path)
        parts = (
            str(WAY),
            self.model,
            self.settings.model_dump_json(),
            "" if own is None else "|".join(area.model_dump_json() for area in own) or "all",
            *map(str, stamp),
        )
        text = "\0".join(parts).encode() + b"\0" + os.fsencode(os.path.abspath(path))  # noqa: PTH100
        return hashlib.sha256(text).digest()


class ResultsFile:
    """A file of results, to be used in one thread; several windows may use the same one.

    It saves time and nothing else: one that is damaged is thrown away.

    Args:
        path: made, with its folder, if it is not there.

    Raises:
        IsuganError: it can neither be opened nor made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: dict[bytes, bytes] = {}
        self._stored = time.monotonic()
        with self._plain_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                path.unlink(missing_ok=True)
                self._connection = self._open()

    def known(self, made_with: MadeWith, paths: Sequence[Path]) -> Iterator[Inspection]:
        """The results that are here for files that are as they were then; in the order of `paths`.

        Raises:
            IsuganError: the file cannot be read.
        """
        for path, packed in self.packed(made_with, paths):
            # One that makes no sense is inspected again.
            with suppress(ValueError):
                yield unpack(packed, path)

    def packed(self, made_with: MadeWith, paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
        """As `known`, with what `core.inspection.packing.pack` made of them; it may be damaged.

        Raises:
            IsuganError: the file cannot be read.
        """
        for start in range(0, len(paths), AT_ONCE):
            keys: dict[bytes, Path] = {}
            for path in paths[start : start + AT_ONCE]:
                stamp = stamp_of(path)
                if stamp is not None:
                    keys[made_with.key(path, stamp)] = path
            found = self._look_up(list(keys))
            yield from ((path, found[key]) for key, path in keys.items() if key in found)

    def keep(self, made_with: MadeWith, inspection: Inspection, packed: bytes = b"") -> None:
        """Keep a result; it reaches the disk with others, at the latest with `store`.

        One without a stamp is passed over: nobody could tell whether its file is still the same.

        Args:
            packed: what `core.inspection.packing.pack` made of it, where it is known already.

        Raises:
            IsuganError: the file cannot be written.
        """
        if inspection.stamp is None:
            return
        self._waiting[made_with.key(inspection.path, inspection.stamp)] = packed or pack(inspection)
        if time.monotonic() - self._stored >= WAIT_SECONDS:
            self.store()

    def store(self) -> None:
        """Write what waits.

        Raises:
            IsuganError: the file cannot be written.
        """
        self._stored = time.monotonic()
        if not self._waiting:
            return
        now = time.time()
        rows = [(key, now, result) for key, result in self._waiting.items()]
        self._waiting = {}
        with self._plain_errors(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Write what waits, drop what is too old, and close.

        Raises:
            IsuganError: the file cannot be written.
        """
        try:
            self.store()
            with self._plain_errors(), self._connection:
                self._connection.execute(
                    "DELETE FROM results WHERE at <= (SELECT at FROM results ORDER BY at DESC LIMIT 1 OFFSET ?)",
                    (KEPT,),
                )
        finally:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look_up(self, keys: list[bytes]) -> dict[bytes, bytes]:
        query = f"SELECT key, result FROM results WHERE key IN ({','.join('?' * len(keys))})"
        with self._plain_errors():
            return dict(self._connection.execute(query, keys))

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS)
        try:
            # What a power loss takes is inspected again; the order of writes is kept.
            connection.execute("PRAGMA synchronous = NORMAL")
            with connection:
                connection.execute(_TABLE)
                connection.execute(_INDEX)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise IsuganError(
                later(
                    "Inspection", "Results cannot be kept in {path}: {error}.", path=self.path, error=error
                ),
                later(
                    "Inspection",
                    "Make room or give yourself permission there; until then a run that is broken off starts anew.",
                ),
                self.path,
            ) from error
