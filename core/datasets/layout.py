"""Recognise how a folder of images is arranged and read it as a dataset."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from pathlib import Path

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.folder_samples import FolderSamples
from core.datasets.layouts import coco, dagm, flat, good_defective, labelme, magnetic_tile, mvtec
from core.datasets.layouts.base import Layout, Loaded, name_some, place_of, printable
from core.errors import DatasetError
from core.images.listing import Folder, Listing
from core.images.names import in_natural_order, natural_key
from core.language import Later, later

__all__ = ["LAYOUTS", "Dataset", "Label", "Sample", "Split", "load_folder", "recognise", "restrict"]

_GIVE = later("Datasets", "Give the folder that holds the dataset.")
# The most particular first: any folder with images is also a flat one.
LAYOUTS: dict[str, Layout] = {
    module.LAYOUT.name: module.LAYOUT
    for module in (dagm, mvtec, magnetic_tile, good_defective, coco, labelme, flat)
}


def recognise(root: Path, layout: str | None = None) -> Dataset:
    """Read `root` by the first layout that it fits, or by the one named.

    Folders are listed, `Labels.txt` and annotation files read; no image is opened (see `core.datasets.preflight`).
    A folder inside that may not be listed is a problem of the dataset, and the rest is read.

    Args:
        root: the dataset's folder.
        layout: a key of `LAYOUTS`, or None to try them all.

    Raises:
        DatasetError: no such folder or layout, the folder does not fit, or there is no image in it.
    """
    root = Path(root)
    if not root.exists():
        raise DatasetError(later("Datasets", "{path} does not exist.", path=root), _GIVE, root)
    if not root.is_dir():
        raise DatasetError(later("Datasets", "{path} is a file.", path=root), _GIVE, root)
    folder = Listing().folder(root)
    name, loaded = load_folder(folder, layout)
    problems = tuple(printable(problem.english) for problem in loaded.problems)
    return Dataset(root, name, tuple(_in_order(loaded, folder)), problems)


def load_folder(root: Folder, layout: str | None = None) -> tuple[str, Loaded]:
    """The layout's name and what it reads, as `recognise` does, without an order over several folders.

    Raises:
        DatasetError: no such layout, the folder cannot be listed, does not fit, or there is no image in it.
        ListingCancelledError: see `core.images.listing`.
    """
    if layout is not None and layout not in LAYOUTS:
        raise no_such_layout(layout)
    if root.fault:
        raise DatasetError(
            later("Datasets", "{path} cannot be listed: {why}.", path=root.path, why=root.fault),
            later("Datasets", "Check that it exists and may be read."),
            root.path,
        )
    problems: list[Later] = []
    for candidate in LAYOUTS.values() if layout is None else (LAYOUTS[layout],):
        if candidate.matches(root):
            loaded = candidate.load(root)
            problems += loaded.problems  # also of one that found nothing: its file may be damaged
            if not loaded.empty:
                problems += _faults(root)
                loaded.problems = problems
                return candidate.name, loaded
    if layout is None:
        text = later("Datasets", "There is no image in {path}.", path=printable(str(root.path)))
        raise DatasetError(_sentences(text, problems), _expected(), root.path)
    text = later(
        "Datasets",
        "{path} is not arranged as {layout}.",
        path=printable(str(root.path)),
        layout=layout,
    )
    raise DatasetError(
        _sentences(text, problems),
        later(
            "Datasets",
            "Expected {layout}; or let the layout be recognised by itself.",
            layout=LAYOUTS[layout].expected,
        ),
        root.path,
    )


def no_such_layout(layout: str) -> DatasetError:
    """The error of a layout that is none."""
    return DatasetError(
        later("Datasets", "There is no dataset layout named {layout}.", layout=layout),
        later("Datasets", "Choose one of {layouts}.", layouts=", ".join(LAYOUTS)),
    )


def restrict(dataset: Dataset, defect_types: Collection[str]) -> Dataset:
    """Keep the defective samples of some types only (in upper or lower case); the others stay as they are.

    Raises:
        DatasetError: a type does not occur in the dataset.
    """
    wanted = {name.casefold() for name in defect_types}
    known = sorted({s.defect_type for s in dataset.samples if s.defect_type})
    missing = sorted(wanted - {name.casefold() for name in known})
    if missing:
        raise DatasetError(
            later(
                "Datasets",
                "{path} has no defect type {types}.",
                path=dataset.root,
                types=name_some(missing),
            ),
            later("Datasets", "It has {types}.", types=name_some(known, 30))
            if known
            else later("Datasets", "It has none."),
            dataset.root,
        )
    kept = (
        s for s in dataset.samples if s.label is not Label.DEFECTIVE or s.defect_type.casefold() in wanted
    )
    return replace(dataset, samples=tuple(kept))


def _in_order(loaded: Loaded, root: Folder) -> list[Sample]:
    """The samples in natural order of their paths below the root."""
    by_folder: dict[Folder, list[FolderSamples]] = {}
    for folder, group in loaded.groups():
        by_folder.setdefault(folder, []).append(group)
    parts: list[tuple[str, list[Sample]]] = []
    for folder, groups in by_folder.items():
        below = folder.path.relative_to(root.path).as_posix()
        place = "" if below == "." else f"{below}/"
        parts.append((place, list(groups[0]) if len(groups) == 1 else _mixed(folder, groups)))
    # Folders mostly follow one another as a whole, and then no key of any file in between is needed.
    ends = sorted(
        (natural_key(place + s[0].path.name), natural_key(place + s[-1].path.name), number)
        for number, (place, s) in enumerate(parts)
    )
    if all(last < first for (_, last, _), (first, _, _) in pairwise(ends)):
        return [sample for _, _, number in ends for sample in parts[number][1]]
    by_name = {place + sample.path.name: sample for place, samples in parts for sample in samples}
    return [by_name[name] for name in in_natural_order(list(by_name))]


def _mixed(folder: Folder, groups: list[FolderSamples]) -> list[Sample]:
    """Samples of one folder that have several roles, in natural order of their names."""
    by_name = {sample.path.name: sample for group in groups for sample in group}
    return [by_name[name] for name in folder.files if name in by_name]


def _faults(root: Folder) -> list[Later]:
    """Folders inside that could not be listed."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in root.listing.faults.items():
        if path.is_relative_to(root.path):
            by_reason.setdefault(reason, []).append(place_of(root.listing.folder(path), root))
    return [
        later("Datasets", "{path} cannot be listed: {why}.", path=name_some(names), why=reason)
        for reason, names in by_reason.items()
    ]


def _sentences(first: Later, problems: list[Later]) -> Later:
    return reduce(
        lambda text, more: later("Words", "{first} {second}", first=text, second=more), problems, first
    )


def _expected() -> Later:
    first, *others = (
        later("Datasets", "{layout} - {expected}", layout=item.name, expected=item.expected)
        for item in LAYOUTS.values()
    )
    layouts = reduce(
        lambda text, one: later("Datasets", "{first}; {second}", first=text, second=one), others, first
    )
    return later("Datasets", "Expected one of: {layouts}.", layouts=layouts)
