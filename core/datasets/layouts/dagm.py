"""DAGM 2007: `ClassN/Train` and `ClassN/Test` hold images and `Label`, with masks and `Labels.txt`.

`Labels.txt` is a first line "1", then one line an image: number, 0 or 1 (defective), image file, 0, and the
mask's file or 0, set apart by tabs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Label, Split
from core.datasets.layouts.base import NO_IMAGE, NO_MASK, Layout, Loaded, files, stem, subfolders
from core.errors import DatasetError
from core.files import read_regular
from core.images.listing import Folder
from core.language import later

_CLASS = re.compile(r"class[ _-]?\d+", re.IGNORECASE)
_MOST_BYTES = 16 * 1024 * 1024
"""Of Labels.txt: a line an image."""
_HALVES = {"train": Split.TRAIN, "test": Split.TEST}


@dataclass(frozen=True)
class _Entry:
    """One line of Labels.txt."""

    image: str
    defective: bool
    mask: str


def _is_class(folder: Folder) -> bool:
    halves = [half for name, half in subfolders(folder).items() if name in _HALVES]
    if _CLASS.fullmatch(folder.name):
        return any(half.images for half in halves)
    return any("label" in subfolders(half) for half in halves)


def _classes(root: Folder) -> list[Folder]:
    if _is_class(root):
        return [root]
    return [folder for folder in root.folders if _CLASS.fullmatch(folder.name) and _is_class(folder)]


def matches(root: Folder) -> bool:
    """Whether `root` is a class folder or holds class folders."""
    return bool(_classes(root))


def load(root: Folder) -> Loaded:
    """Read every class below `root`; a defective sample's type is its class folder's name."""
    loaded = Loaded()
    for class_folder in _classes(root):
        for name, half in subfolders(class_folder).items():
            if name in _HALVES:
                _load_half(half, class_folder.name, _HALVES[name], loaded)
    return loaded


def _load_half(half: Folder, type_name: str, split: Split, loaded: Loaded) -> None:
    place = f"{type_name}/{half.name}"
    label_folder = subfolders(half).get("label")
    label_files = files(label_folder) if label_folder else {}
    listing = label_files.pop("labels.txt", None)
    inside = label_folder.path if label_folder else half.path
    masks = {name: inside / original for name, original in label_files.items() if "_label." in name}
    mask_of = {name.partition("_label.")[0]: path for name, path in masks.items()}
    if listing is None:
        loaded.problems.append(
            later(
                "Datasets",
                "{place} has no Label/Labels.txt; images with a mask were taken as defective.",
                place=place,
            )
        )
        entries = {name.lower(): _Entry(name, stem(name) in mask_of, "") for name in half.images}
    else:
        entries = _read_labels(inside / listing, place, loaded)
    unlisted: list[str] = []
    unmasked: list[str] = []
    for name in half.images:
        entry = entries.pop(name.lower(), None)
        mask = mask_of.pop(stem(name), None)
        if entry is None:
            unlisted.append(name)
            loaded.add(half, (name,), Label.UNLABELLED, split)
        elif entry.defective:
            mask = masks.get(entry.mask.lower(), mask)
            if mask is None:
                unmasked.append(name)
            loaded.add(half, (name,), Label.DEFECTIVE, split, type_name, mask)
        else:
            loaded.add(half, (name,), Label.GOOD, split)
    loaded.note(place, later("Datasets", "not in Labels.txt, so unlabelled"), unlisted)
    loaded.note(place, NO_MASK, unmasked)
    missing = [entry.image for entry in entries.values()]
    loaded.note(place, later("Datasets", "named in Labels.txt but missing"), missing)
    loaded.note(place, NO_IMAGE, [path.name for path in mask_of.values()])


def _read_labels(listing: Path, place: str, loaded: Loaded) -> dict[str, _Entry]:
    try:
        lines = read_regular(listing, _MOST_BYTES).decode("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise DatasetError(
            later("Datasets", "{path} cannot be read: {why}.", path=listing, why=error.strerror),
            later("Datasets", "Check its permissions."),
            listing,
        ) from error
    entries: dict[str, _Entry] = {}
    broken: list[str] = []
    for number, line in enumerate(lines, start=1):
        fields = line.split("\t") if "\t" in line else line.split()
        fields = [field.strip() for field in fields]
        if len(fields) < 2:  # the first line's "1", and blank ones
            continue
        if len(fields) < 3 or fields[1] not in ("0", "1") or fields[2].lower() in entries:
            broken.append(str(number))
            continue
        mask = fields[4] if len(fields) > 4 and fields[4] != "0" else ""
        entries[fields[2].lower()] = _Entry(fields[2], fields[1] == "1", mask)
    loaded.note(place, later("Datasets", "lines of Labels.txt that cannot be understood"), broken)
    return entries


LAYOUT = Layout(
    name="dagm",
    expected=later("Datasets", "ClassN/Train and ClassN/Test with Label/Labels.txt (or a folder of ClassN)"),
    matches=matches,
    load=load,
    pictures=load,
)
