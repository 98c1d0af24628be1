"""Recognise how a folder of images is arranged and read it as a dataset."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.layouts import dagm, flat, good_defective, magnetic_tile, mvtec
from core.datasets.layouts.base import Layout, name_some
from core.errors import DatasetError
from core.images.find import natural_key

__all__ = ["LAYOUTS", "Dataset", "Label", "Sample", "Split", "recognise", "restrict"]

# The most particular first: any folder with images is also a flat one.
LAYOUTS: dict[str, Layout] = {
    module.LAYOUT.name: module.LAYOUT for module in (dagm, mvtec, magnetic_tile, good_defective, flat)
}


def recognise(root: Path, layout: str | None = None) -> Dataset:
    """Read `root` by the first layout that it fits, or by the one named.

    Only folders are listed and `Labels.txt` read; no image is opened (see `core.datasets.check`).

    Args:
        root: the dataset's folder.
        layout: a key of `LAYOUTS`, or None to try them all.

    Raises:
        DatasetError: no such folder or layout, the folder does not fit, or there is no image in it.
    """
    root = Path(root)
    if layout is not None and layout not in LAYOUTS:
        raise DatasetError(
            f"There is no dataset layout named {layout}.", f"Choose one of {', '.join(LAYOUTS)}."
        )
    if not root.exists():
        raise DatasetError(f"{root} does not exist.", "Give the folder that holds the dataset.", root)
    if not root.is_dir():
        raise DatasetError(f"{root} is a file.", "Give the folder that holds the dataset.", root)
    candidates = LAYOUTS.values() if layout is None else (LAYOUTS[layout],)
    for candidate in candidates:
        if candidate.matches(root):
            samples, problems = candidate.load(root)
            if samples:
                ordered = sorted(samples, key=lambda s: natural_key(s.path.relative_to(root).as_posix()))
                return Dataset(root, candidate.name, tuple(ordered), tuple(problems))
    if layout is None:
        raise DatasetError(f"There is no image in {root}.", _expected(), root)
    raise DatasetError(
        f"{root} is not arranged as {layout}.",
        f"Expected {LAYOUTS[layout].expected}; or let the layout be recognised by itself.",
        root,
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
            f"{dataset.root} has no defect type {name_some(missing)}.",
            f"It has {name_some(known, 30) or 'none'}.",
            dataset.root,
        )
    kept = (
        s for s in dataset.samples if s.label is not Label.DEFECTIVE or s.defect_type.casefold() in wanted
    )
    return replace(dataset, samples=tuple(kept))


def _expected() -> str:
    return (
        "Expected one of: " + "; ".join(f"{item.name} - {item.expected}" for item in LAYOUTS.values()) + "."
    )
