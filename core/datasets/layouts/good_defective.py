"""Folders `good` and `defective` (or ok, ng and the like), with train, validation and test above or not.

Below `defective`, a further folder names the defect type. A mask lies beside its image as `NAME_mask.png`, as
`NAME.png` if the image is a JPEG, or as labelme's `NAME.json`; or in a `masks` folder as `NAME.png` or `NAME_mask.png`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from core.datasets.dataset import Label, Split
from core.datasets.layouts.base import (
    DEFECTIVE_NAMES,
    GOOD_NAMES,
    MASK_NAMES,
    NO_MASK,
    SPLIT_NAMES,
    Layout,
    Loaded,
    below_masks,
    place_of,
    stem,
    subfolders,
)
from core.datasets.layouts.beside import Beside
from core.datasets.polygon_mask import MaskSource
from core.images.listing import Folder
from core.language import later

_LABELS = (
    dict.fromkeys(GOOD_NAMES, Label.GOOD)
    | dict.fromkeys(DEFECTIVE_NAMES, Label.DEFECTIVE)
    | dict.fromkeys(("unlabelled", "unlabeled", "unknown"), Label.UNLABELLED)
)


@dataclass(frozen=True)
class _Role:
    """One folder whose name tells what its images are.

    Attributes:
        folder: where they are.
        label, split: what they are.
        mask_places: folders in which a folder of masks may lie, the nearest last.
    """

    folder: Folder
    label: Label
    split: Split
    mask_places: tuple[Folder, ...]


@dataclass
class _MaskFolders:
    """Masks that lie in folders of their own, by defect type and stem of their image."""

    by_type: dict[tuple[str, str], Path] = field(default_factory=dict)
    by_stem: dict[str, Path] = field(default_factory=dict)

    def get(self, defect_type: str, image: str) -> Path | None:
        """The mask in the folder of that type, else among those without a type."""
        if not self.by_stem:
            return None
        of_stem = stem(image)
        loose = self.by_type.get(("", of_stem)) if defect_type else self.by_stem.get(of_stem)
        return self.by_type.get((defect_type, of_stem), loose)


def matches(root: Folder) -> bool:
    """Whether there is a folder named like good or defective, in `root` or in a split folder."""
    return any(role.label is not Label.UNLABELLED for role in _roles(root))


def load(root: Folder, *, outlines: bool = True) -> Loaded:
    """Read every good, defective and unlabelled folder; without `outlines`, no file is opened."""
    return _load(_roles(root), root, outlines)


def load_named(root: Folder) -> Loaded | None:
    """Read a folder that itself is named like good, defective or unlabelled; None if it is not."""
    label = _LABELS.get(root.name.lower())
    if label is None:
        return None
    return _load([_Role(root, label, Split.UNASSIGNED, (root,))], root, outlines=True)


def _roles(root: Folder) -> list[_Role]:
    inside = subfolders(root)
    parts = [(root, Split.UNASSIGNED)] + [(inside[n], s) for n, s in SPLIT_NAMES.items() if n in inside]
    return [
        _Role(folder, _LABELS[name], split, (root, part, folder))
        for part, split in parts
        for name, folder in subfolders(part).items()
        if name in _LABELS
    ]


def _load(roles: list[_Role], root: Folder, outlines: bool) -> Loaded:
    loaded = Loaded()
    beside: dict[Folder, Beside] = {}
    for role in roles:
        masks = _mask_folders(role) if role.label is Label.DEFECTIVE else _MaskFolders()
        unmasked: list[str] = []
        masked = bool(masks.by_stem)
        for folder, names in role.folder.walk():
            if below_masks(folder, role.folder):
                continue
            near = beside.setdefault(folder, Beside.look(folder))
            images = [name for name in names if name not in near.mask_names] if near.masks else names
            if role.label is Label.DEFECTIVE:
                without = _defective(role, near, images, masks, root, loaded, outlines)
                masked |= len(without) < len(images)
                unmasked += without
            else:
                loaded.add(folder, images, role.label, role.split)
        if masked:
            loaded.note(place_of(role.folder, root), NO_MASK, unmasked)
    loaded.finish()
    return loaded


def _defective(
    role: _Role,
    near: Beside,
    images: Sequence[str],
    masks: _MaskFolders,
    root: Folder,
    loaded: Loaded,
    outlines: bool,
) -> list[str]:
    """Add the images of one folder; returns those without a mask.

    A mask beside an image wins over one in a folder of masks, a picture over outlines.
    """
    inner = near.folder.path.relative_to(role.folder.path).parts
    defect_type = inner[0] if inner else ""
    place = place_of(near.folder, root)
    unmasked: list[str] = []
    for name in images:
        mask: MaskSource | None = near.mask_of(name) or masks.get(defect_type, name)
        if mask is None and outlines and (drawn := near.outlines_of(name, place, loaded)):
            mask = drawn.mask
        if mask is None:
            unmasked.append(name)
        loaded.add(near.folder, (name,), role.label, role.split, defect_type, mask)
    return unmasked


def _mask_folders(role: _Role) -> _MaskFolders:
    masks = _MaskFolders()
    for place in dict.fromkeys(role.mask_places):
        for name, top in subfolders(place).items():
            if name not in MASK_NAMES:
                continue
            for folder, images in top.walk():
                inner = folder.path.relative_to(top.path).parts
                for image in images:
                    of_stem = stem(image).removesuffix("_mask")
                    masks.by_stem[of_stem] = masks.by_type[inner[0] if inner else "", of_stem] = (
                        folder.path / image
                    )
    return masks


LAYOUT = Layout(
    name="good_defective",
    expected=later(
        "Datasets",
        "folders good and defective (or ok and ng), with train, validation and test above them or not",
    ),
    matches=matches,
    load=load,
    pictures=partial(load, outlines=False),
)
