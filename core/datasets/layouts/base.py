"""What a layout is, and what their modules share: looking at a folder without minding upper or lower case."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Sample
from core.errors import DatasetError
from core.images.find import is_image_name, natural_key

GOOD_NAMES = frozenset({"good", "ok", "normal", "pass", "defect-free", "defect_free"})
DEFECTIVE_NAMES = frozenset(
    {"defective", "defect", "defects", "bad", "ng", "nok", "ko", "not_ok", "not-ok", "fail", "faulty"}
    | {"anomaly", "anomalous", "abnormal", "reject"}
)

Loaded = tuple[list[Sample], list[str]]


@dataclass(frozen=True)
class Layout:
    """One way to arrange a dataset in folders.

    Attributes:
        name: as it is written in `Dataset.layout` and given to override recognition.
        expected: what the layout looks like, for the error of a folder that does not fit.
        matches: whether a folder looks like it; looks at names only.
        load: the samples and problems of a folder that matches.
    """

    name: str
    expected: str
    matches: Callable[[Path], bool]
    load: Callable[[Path], Loaded]


def subfolders(folder: Path) -> dict[str, Path]:
    """Visible folders inside, by lower-case name, in natural order.

    Raises:
        DatasetError: the folder cannot be listed.
    """
    return {path.name.lower(): path for path in _entries(folder, folders=True)}


def files(folder: Path) -> dict[str, Path]:
    """Visible files directly inside, by lower-case name, in natural order.

    Raises:
        DatasetError: the folder cannot be listed.
    """
    return {path.name.lower(): path for path in _entries(folder, folders=False)}


def images(folder: Path) -> list[Path]:
    """Image files directly inside, in natural order."""
    return [path for path in _entries(folder, folders=False) if is_image_name(path.name)]


def name_some(names: Iterable[str], most: int = 5) -> str:
    """List a few names for a message: "a, b, c and 9 more"."""
    known: Sequence[str] = list(names)
    shown = ", ".join(known[:most])
    return shown if len(known) <= most else f"{shown} and {len(known) - most} more"


def _entries(folder: Path, *, folders: bool) -> list[Path]:
    # By scandir, which knows files from folders without asking the disk once more for each.
    try:
        with os.scandir(folder) as listing:
            names = [e.name for e in listing if e.is_dir() == folders and not e.name.startswith(".")]
    except OSError as error:
        raise DatasetError(
            f"{folder} cannot be listed: {error.strerror}.", "Check that it exists and may be read.", folder
        ) from error
    return [folder / name for name in sorted(names, key=natural_key)]
