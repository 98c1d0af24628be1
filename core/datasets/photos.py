"""The photos a user means by naming files and folders: of a dataset's folder its images, not its masks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from core.datasets.layout import LAYOUTS
from core.datasets.layouts.base import Loaded, stem
from core.errors import DatasetError
from core.images.find import find_images
from core.images.listing import Listing

LEVELS = 2
"""A part of a dataset can be named: ClassN/Test lies one folder below what the layout knows, MVTec's two."""


def find_photos(paths: Sequence[Path]) -> tuple[list[Path], int]:
    """Images as `core.images.find.find_images` lists them, less masks in folders; and the number of masks.

    A mask that is named itself stays.

    Raises:
        ImageFileError: a path does not exist, or a folder given may not be listed.
    """
    listing = Listing()
    given = [path.absolute() for path in paths]
    folders = {path: absolute for path, absolute in zip(paths, given, strict=True) if path.is_dir()}
    found = find_images(paths, listing)
    if not folders:
        return found, 0
    # Splitting the text makes no Path of every image's folder.
    places = [os.path.split(path) for path in found]
    absolute = {folder: os.path.abspath(folder) for folder, _ in dict.fromkeys(places)}  # noqa: PTH100
    names: dict[str, list[str]] = {}
    for folder, name in places:
        names.setdefault(absolute[folder], []).append(name)
    masks: dict[str, set[str]] = {}
    for path in dict.fromkeys(folders.values()):
        for folder, some in _masks_around(listing, path, names).items():
            masks.setdefault(folder, set()).update(some)
    for path in given:
        masks.get(os.fspath(path.parent), set()).discard(path.name)
    nothing: set[str] = set()
    kept = [
        path
        for path, (folder, name) in zip(found, places, strict=True)
        if name not in masks.get(absolute[folder], nothing)
    ]
    return kept, len(found) - len(kept)


def _masks_around(listing: Listing, path: Path, found: dict[str, list[str]]) -> dict[str, set[str]]:
    """Masks of the dataset that the folder `path` holds or is a part of, as its layout tells them from its images.

    Args:
        listing: of the disk.
        path: absolute.
        found: names of the images in question, by their absolute folder.
    """
    for root in [path, *path.parents][: LEVELS + 1]:
        for layout in LAYOUTS.values():
            if layout.pictures is None:
                continue
            folder = listing.folder(root)
            try:
                loaded = layout.pictures(folder) if layout.matches(folder) else Loaded()
            except DatasetError:
                continue
            if not loaded.empty:
                return _masks_of(loaded, found)
    return {}


def _masks_of(loaded: Loaded, found: dict[str, list[str]]) -> dict[str, set[str]]:
    masks: dict[str, set[str]] = {}
    images: dict[str, set[str]] = {}
    for folder, group in loaded.groups():
        images.setdefault(os.fspath(folder.path), set()).update(group.names)
        for mask in group.masks.values():
            if isinstance(mask, Path):
                where, name = os.path.split(mask)
                masks.setdefault(where, set()).add(name)
    for place, names in images.items():
        others = [name for name in found.get(place, ()) if name not in names]
        # Magnetic tile has a mask beside every image, good ones included.
        stems = set(map(stem, names)) if others else set()
        masks.setdefault(place, set()).update(name for name in others if stem(name) in stems)
    return masks
