"""Folders `good` and `defective` (or ok, ng and the like), with train, validation and test above or not.

Below `defective`, a further folder names the defect type. A mask lies beside its image as `NAME_mask.png`, or
in a `masks` folder as `NAME.png` or `NAME_mask.png`.
"""

from __future__ import annotations

from pathlib import Path

from core.datasets.dataset import Label, Sample, Split
from core.datasets.layouts.base import (
    DEFECTIVE_NAMES,
    GOOD_NAMES,
    Layout,
    Loaded,
    name_some,
    subfolders,
)
from core.images.find import find_images, is_image_name

_SPLITS = {
    "train": Split.TRAIN,
    "training": Split.TRAIN,
    "val": Split.VALIDATION,
    "valid": Split.VALIDATION,
    "validation": Split.VALIDATION,
    "test": Split.TEST,
    "testing": Split.TEST,
}
_UNLABELLED_NAMES = frozenset({"unlabelled", "unlabeled", "unknown"})
_MASK_NAMES = frozenset({"masks", "mask", "ground_truth"})


def _parts(root: Path) -> list[tuple[Path, Split]]:
    """The folders that may hold good and defective ones: `root` itself and its split folders."""
    inside = subfolders(root)
    return [(root, Split.UNASSIGNED)] + [(inside[n], split) for n, split in _SPLITS.items() if n in inside]


def matches(root: Path) -> bool:
    """Whether there is a folder named like good or defective, in `root` or in a split folder."""
    return any(name in GOOD_NAMES | DEFECTIVE_NAMES for part, _ in _parts(root) for name in subfolders(part))


def load(root: Path) -> Loaded:
    """Read every good, defective and unlabelled folder."""
    samples: list[Sample] = []
    problems: list[str] = []
    for part, split in _parts(root):
        for name, folder in subfolders(part).items():
            if name in DEFECTIVE_NAMES:
                samples += _load_defective(root, part, folder, split, problems)
            elif name in GOOD_NAMES:
                samples += [Sample(p, Label.GOOD, split) for p in _without_masks(_images_and_types(folder))]
            elif name in _UNLABELLED_NAMES:
                samples += [Sample(p, Label.UNLABELLED, split) for p, _ in _images_and_types(folder)]
    return samples, problems


def _load_defective(root: Path, part: Path, folder: Path, split: Split, problems: list[str]) -> list[Sample]:
    found = _images_and_types(folder)
    masks: dict[str, Path] = {}
    for place in {root, part, folder}:
        for name, mask_folder in subfolders(place).items():
            if name in _MASK_NAMES:
                masks |= {p.stem.lower().removesuffix("_mask"): p for p, _ in _images_and_types(mask_folder)}
    pictures = _without_masks(found)
    for path, _ in found:
        if path not in pictures:  # a mask beside its image wins over one in a masks folder
            masks[path.stem.lower().removesuffix("_mask")] = path
    types = dict(found)
    samples = [
        Sample(path, Label.DEFECTIVE, split, masks.get(path.stem.lower()), types[path]) for path in pictures
    ]
    unmasked = [s.path.name for s in samples if s.mask is None]
    if masks and unmasked:
        problems.append(f"{folder.relative_to(root)}, defective without a mask: {name_some(unmasked)}.")
    return samples


def _images_and_types(folder: Path) -> list[tuple[Path, str]]:
    """Images in `folder`, with no type, and in its subfolders, of which the first names the type."""
    found = []
    for path in find_images([folder]):
        inner = path.relative_to(folder).parts[:-1]
        if is_image_name(path.name) and _MASK_NAMES.isdisjoint(part.lower() for part in inner):
            found.append((path, inner[0] if inner else ""))
    return found


def _without_masks(found: list[tuple[Path, str]]) -> list[Path]:
    """Leave out each `NAME_mask` that lies beside an image NAME."""
    stems = {(path.parent, path.stem.lower()) for path, _ in found}
    return [
        path
        for path, _ in found
        if not path.stem.lower().endswith("_mask")
        or (path.parent, path.stem.lower().removesuffix("_mask")) not in stems
    ]


LAYOUT = Layout(
    name="good_defective",
    expected="folders good and defective (or ok and ng), with train, validation and test above them or not",
    matches=matches,
    load=load,
)
