"""DAGM 2007: `ClassN/Train` and `ClassN/Test` hold images and `Label`, with masks and `Labels.txt`.

`Labels.txt` is a first line "1", then one line an image: number, 0 or 1 (defective), image file, 0, and the
mask's file or 0, set apart by tabs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.layouts.base import Layout, Loaded, files, images, name_some, subfolders
from core.errors import DatasetError

_CLASS = re.compile(r"class[ _-]?\d+", re.IGNORECASE)
_HALVES = {"train": Split.TRAIN, "test": Split.TEST}


@dataclass(frozen=True)
class _Entry:
    """One line of Labels.txt."""

    image: str
    defective: bool
    mask: str


def _is_class(folder: Path) -> bool:
    halves = [path for name, path in subfolders(folder).items() if name in _HALVES]
    if _CLASS.fullmatch(folder.name):
        return any(images(half) for half in halves)
    return any("label" in subfolders(half) for half in halves)


def _classes(root: Path) -> list[Path]:
    if _is_class(root):
        return [root]
    return [path for path in subfolders(root).values() if _CLASS.fullmatch(path.name) and _is_class(path)]


def matches(root: Path) -> bool:
    """Whether `root` is a class folder or holds class folders."""
    return bool(_classes(root))


def load(root: Path) -> Loaded:
    """Read every class below `root`; a defective sample's type is its class folder's name."""
    samples: list[Sample] = []
    problems: list[str] = []
    for class_folder in _classes(root):
        for name, half in subfolders(class_folder).items():
            if name in _HALVES:
                _load_half(half, class_folder.name, _HALVES[name], samples, problems)
    return samples, problems


def _load_half(half: Path, type_name: str, split: Split, samples: list[Sample], problems: list[str]) -> None:
    place = f"{half.parent.name}/{half.name}"
    label_folder = subfolders(half).get("label")
    label_files = files(label_folder) if label_folder else {}
    listing = label_files.pop("labels.txt", None)
    masks = {name: path for name, path in label_files.items() if "_label." in name}
    mask_of = {name.partition("_label.")[0]: path for name, path in masks.items()}
    found = images(half)
    if listing is None:
        problems.append(f"{place} has no Label/Labels.txt; images with a mask were taken as defective.")
        entries = {p.name.lower(): _Entry(p.name, p.stem.lower() in mask_of, "") for p in found}
    else:
        entries = _read_labels(listing, place, problems)
    unlisted: list[str] = []
    unmasked: list[str] = []
    for image in found:
        entry = entries.pop(image.name.lower(), None)
        mask = mask_of.pop(image.stem.lower(), None)
        if entry is None:
            unlisted.append(image.name)
            samples.append(Sample(image, Label.UNLABELLED, split))
        elif entry.defective:
            mask = masks.get(entry.mask.lower(), mask)
            if mask is None:
                unmasked.append(image.name)
            samples.append(Sample(image, Label.DEFECTIVE, split, mask, type_name))
        else:
            samples.append(Sample(image, Label.GOOD, split))
    _note(problems, place, "not in Labels.txt, so unlabelled", unlisted)
    _note(problems, place, "defective without a mask", unmasked)
    _note(problems, place, "named in Labels.txt but missing", [e.image for e in entries.values()])
    _note(problems, place, "masks without an image", [path.name for path in mask_of.values()])


def _read_labels(listing: Path, place: str, problems: list[str]) -> dict[str, _Entry]:
    try:
        lines = listing.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise DatasetError(
            f"{listing} cannot be read: {error.strerror}.", "Check its permissions.", listing
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
    _note(problems, place, "lines of Labels.txt that cannot be understood", broken)
    return entries


def _note(problems: list[str], place: str, what: str, names: list[str]) -> None:
    if names:
        problems.append(f"{place}, {what}: {name_some(names)}.")


LAYOUT = Layout(
    name="dagm",
    expected="ClassN/Train and ClassN/Test with Label/Labels.txt (or a folder of ClassN)",
    matches=matches,
    load=load,
)
