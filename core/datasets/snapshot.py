"""Exactly which images a run saw: path, content hash, label, split and areas of each, and one hash over them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from core.datasets.dataset import Dataset, Label, Split
from core.errors import DatasetError, ImageFileError
from core.files import parse_json
from core.images.areas import Area
from core.language import later

_VERSION = 1
_TAKE_NEW = later("Datasets", "Take a new one of the dataset.")


@dataclass(frozen=True)
class Row:
    """One image: its path below the dataset's root (with "/"), the SHA-256 of its bytes, label, split and areas."""

    path: str
    sha256: str
    label: Label
    split: Split
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Differences:
    """Paths below the root that no longer are what they were; false if there are none."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed)


@dataclass(frozen=True)
class Snapshot:
    """The rows of a dataset, in the order of their paths."""

    rows: tuple[Row, ...]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the rows, hexadecimal; the same on every system."""
        return hashlib.sha256(json.dumps(_plain(self.rows)).encode()).hexdigest()

    def to_json(self) -> str:
        """One JSON document that `from_json` reads."""
        return json.dumps({"version": _VERSION, "hash": self.hash, "rows": _plain(self.rows)})

    @classmethod
    def from_json(cls, text: str) -> Snapshot:
        """Read what `to_json` wrote.

        Raises:
            DatasetError: not such a document, a newer version of it, or rows that do not fit its hash.
        """
        try:
            document = parse_json(text)
            if document["version"] != _VERSION:
                raise DatasetError(
                    later(
                        "Datasets",
                        "The snapshot has version {version}, this program reads {own}.",
                        version=document["version"],
                        own=_VERSION,
                    ),
                    later("Datasets", "Use a newer version of this program."),
                )
            snapshot, stated = cls(tuple(_row(*plain) for plain in document["rows"])), document["hash"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DatasetError(
                later("Datasets", "This is not a snapshot: {error}.", error=error), _TAKE_NEW
            ) from error
        if snapshot.hash != stated:
            raise DatasetError(later("Datasets", "The snapshot was changed after it was taken."), _TAKE_NEW)
        return snapshot

    def differences(self, root: Path) -> Differences:
        """Compare with the files below `root` now; a file that cannot be read counts as missing."""
        missing: list[str] = []
        changed: list[str] = []
        for row in self.rows:
            try:
                if hash_file(root / row.path) != row.sha256:
                    changed.append(row.path)
            except OSError:
                missing.append(row.path)
        return Differences(tuple(missing), tuple(changed))


def take_snapshot(dataset: Dataset, progress: Callable[[int, int], None] | None = None) -> Snapshot:
    """Hash every image of the dataset; `progress` hears of images done and images in all.

    Raises:
        ImageFileError: a file is missing or may not be read.
    """
    rows: list[Row] = []
    for done, sample in enumerate(dataset.samples, start=1):
        try:
            digest = hash_file(sample.path)
        except OSError as error:
            raise ImageFileError(
                later("Datasets", "{path} cannot be read: {why}.", path=sample.path, why=error.strerror),
                later("Datasets", "Restore the file or take it out of the dataset."),
                sample.path,
            ) from error
        name = dataset.name_of(sample.path)
        rows.append(Row(name, digest, sample.label, sample.split, sample.areas))
        if progress is not None:
            progress(done, len(dataset.samples))
    return Snapshot(tuple(sorted(rows, key=lambda row: row.path)))


def hash_file(path: Path) -> str:
    """SHA-256 of the file's bytes, hexadecimal.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _plain(rows: tuple[Row, ...]) -> list[list[Any]]:
    # A row without areas is written as before there were any: its hash stays what it was.
    return [
        [row.path, row.sha256, row.label.value, row.split.value, *([_areas(row)] if row.areas else [])]
        for row in rows
    ]


def _areas(row: Row) -> list[dict[str, Any]]:
    return [area.model_dump(mode="json") for area in row.areas]


def _row(path: str, sha256: str, label: str, split: str, areas: Sequence[Any] = ()) -> Row:
    return Row(path, sha256, Label(label), Split(split), tuple(Area.model_validate(a) for a in areas))
