"""Thumbnails of large images, kept in one SQLite file so that they are decoded once."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np

from core.images.opening import opened
from core.images.picture import ByteImage
from core.images.thumbnail import thumbnail_of

log = logging.getLogger(__name__)

KEEP_ABOVE_PIXELS = 1_500_000
"""Smaller images are decoded about as fast as they are looked up."""

MAX_BYTES = 256 * 2**20
_JPEG_QUALITY = 92
_VERSION = 1
_SCHEMA = f"""
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS thumbnails;
CREATE TABLE thumbnails (
    path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, side INTEGER NOT NULL,
    used INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (path, side)
);
CREATE INDEX by_use ON thumbnails (used);
PRAGMA user_version = {_VERSION};
COMMIT;
"""
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY_SECONDS = 0.5
_MAX_TOUCHED = 500
_MAX_FAILURES = 5

Key = tuple[str, int, int, int]
Result = TypeVar("Result")


class ThumbnailCache:
    """Reads thumbnails as `thumbnail.read_thumbnail` does, and remembers the expensive ones in `file`.

    An entry holds for one path, file size, time of change and side. Safe from several threads and several
    processes. Nothing about the cache itself raises: a damaged file is made anew, and where the folder is
    read-only or the disk is full the thumbnails are simply decoded again.

    Args:
        file: the SQLite file; made with its folder when first needed.
        max_bytes: what the kept thumbnails may take together; those unused for longest go first.
    """

    def __init__(self, file: Path, max_bytes: int = MAX_BYTES) -> None:
        self._file = Path(file)
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        self._closed = False
        self._failures = 0
        self._bytes = 0
        self._clock = 0
        # Noted here and written with the next new entry: reading must not cost a write.
        self._touched: dict[tuple[str, int], int] = {}

    def read(self, path: Path, side: int) -> ByteImage:
        """As `thumbnail.read_thumbnail`, from the cache where it knows the file as it is now.

        Raises:
            ImageFileError: as `read.read_picture`.
            ValueError: `side` is below 1.
        """
        if side < 1:
            raise ValueError(f"side must be at least 1, not {side}")
        with opened(path) as (image, stream):
            if image.width * image.height <= KEEP_ABOVE_PIXELS:
                return thumbnail_of(image, stream, side)
            info = os.fstat(stream.fileno())
            key = (str(path), info.st_size, info.st_mtime_ns, side)
            data = self._guarded(lambda database: self._get(database, key))
            kept = _decoded(data) if data else None
            if kept is not None:
                return kept
            made = thumbnail_of(image, stream, side)
        data = _encoded(made)
        self._guarded(lambda database: self._put(database, key, data))
        return made

    def close(self) -> None:
        """Write down what was used and close the file; later reads decode."""
        if self._database is not None:
            self._guarded(self._write_touched)
        with self._lock:
            self._closed = True
            self._drop_connection()

    def _guarded(self, work: Callable[[sqlite3.Connection], Result | None]) -> Result | None:
        """Run `work` on the database; None if that fails."""
        with self._lock:
            for attempt in (1, 2):
                try:
                    if self._closed:
                        return None
                    if self._database is None:
                        self._database = self._open()
                    return work(self._database)
                except (sqlite3.Error, OSError) as error:
                    damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
                    log.info("The thumbnail cache %s failed: %s", self._file, error)
                    self._drop_connection()
                    self._failures += 1
                    # A folder that cannot be written is not asked again for every image.
                    self._closed = self._failures >= _MAX_FAILURES
                    if not damaged or attempt == 2:
                        return None
                    self._remove_files()
            return None

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self._file, timeout=_BUSY_SECONDS, check_same_thread=False)
        try:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
                database.executescript(_SCHEMA)
            query = "SELECT COALESCE(SUM(LENGTH(data)), 0), COALESCE(MAX(used), 0) FROM thumbnails"
            self._bytes, self._clock = database.execute(query).fetchone()
        except BaseException:
            database.close()
            raise
        return database

    def _get(self, database: sqlite3.Connection, key: Key) -> bytes | None:
        query = "SELECT data FROM thumbnails WHERE path = ? AND size = ? AND mtime_ns = ? AND side = ?"
        row = database.execute(query, key).fetchone()
        if row is None:
            return None
        self._clock += 1
        self._touched[key[0], key[3]] = self._clock
        if len(self._touched) >= _MAX_TOUCHED:
            self._write_touched(database)
        return bytes(row[0])

    def _put(self, database: sqlite3.Connection, key: Key, data: bytes) -> None:
        self._write_touched(database)
        self._clock += 1
        with database:
            old = database.execute(
                "SELECT LENGTH(data) FROM thumbnails WHERE path = ? AND side = ?", (key[0], key[3])
            ).fetchone()
            database.execute(
                "INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?, ?, ?, ?)", (*key, self._clock, data)
            )
        self._bytes += len(data) - (old[0] if old else 0)
        if self._bytes > self._max_bytes:
            self._shrink(database)

    def _shrink(self, database: sqlite3.Connection) -> None:
        """Down to nine tenths, so that not every new entry has to make its own room."""
        query = "SELECT rowid, LENGTH(data) FROM thumbnails ORDER BY used"
        gone: list[tuple[int]] = []
        left = self._bytes
        for row, length in database.execute(query):
            if left <= self._max_bytes * 0.9:
                break
            gone.append((row,))
            left -= length
        with database:
            database.executemany("DELETE FROM thumbnails WHERE rowid = ?", gone)
        self._bytes = left

    def _write_touched(self, database: sqlite3.Connection) -> None:
        if self._touched:
            rows = [(used, *key) for key, used in self._touched.items()]
            self._touched = {}
            with database:
                database.executemany("UPDATE thumbnails SET used = ? WHERE path = ? AND side = ?", rows)

    def _drop_connection(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _remove_files(self) -> None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            try:
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            except OSError as error:
                log.info("The damaged thumbnail cache %s stays: %s", self._file, error)


def _encoded(pixels: ByteImage) -> bytes:
    ordered = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., ::-1])
    return bytes(cv2.imencode(".jpg", ordered, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])[1])


def _decoded(data: bytes) -> ByteImage | None:
    """None for bytes that are no picture any more."""
    array: Any = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if array is None:
        return None
    return array if array.ndim == 2 else np.ascontiguousarray(array[..., ::-1])
