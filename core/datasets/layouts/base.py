"""What a layout is, and what their modules share: looking at a folder without minding upper or lower case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Sample
from core.errors import DatasetError
from core.images.find import find_images, is_image_name, natural_key

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
    return {p.name.lower(): p for p in _entries(folder) if p.is_dir()}


def files(folder: Path) -> dict[str, Path]:
    """Visible files directly inside, by lower-case name, in natural order.

    Raises:
        DatasetError: the folder cannot be listed.
    """
    return {p.name.lower(): p for p in _entries(folder) if not p.is_dir()}


def images(folder: Path) -> list[Path]:
    """Image files directly inside, in natural order."""
    return [p for p in _entries(folder) if is_image_name(p.name) and not p.is_dir()]


def images_below(folder: Path) -> list[Path]:
    """Image files inside at any depth, in natural order."""
    return [p for p in find_images([folder]) if is_image_name(p.name) and not p.is_dir()]


def name_some(names: Iterable[str], most: int = 5) -> str:
    """List a few names for a message: "a, b, c and 9 more"."""
    known: Sequence[str] = list(names)
    shown = ", ".join(known[:most])
    return shown if len(known) <= most else f"{shown} and {len(known) - most} more"


def _entries(folder: Path) -> list[Path]:
    try:
        visible = [p for p in folder.iterdir() if not p.name.startswith(".")]
    except OSError as error:
        raise DatasetError(
            f"{folder} cannot be listed: {error.strerror}.", "Check that it exists and may be read.", folder
        ) from error
    return sorted(visible, key=lambda p: natural_key(p.name))
