"""COCO: a JSON file of annotations in the folder, in `annotations`, or in each of train, validation and test.

Listed images with an annotation are defective, those without one good; images that no file lists are unlabelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.datasets.annotation_file import AnnotationError
from core.datasets.coco import CocoImage, read_coco
from core.datasets.dataset import Label, Split
from core.datasets.layouts.base import (
    SPLIT_NAMES,
    Layout,
    Loaded,
    below_masks,
    place_of,
    short,
    split_below,
    stem,
    subfolders,
)
from core.datasets.layouts.image_index import ImageIndex
from core.datasets.polygon_mask import MaskSource
from core.images.listing import Folder
from core.language import later

_FOLDERS = ("annotations", "annotation")
_NAMES = ("coco", "instances", "annotation")
_MOST_FILES = 16
"""Of other names in one folder; where there are more, they are hardly COCO's."""

_NOTHING_SAID = (Label.UNLABELLED, Split.UNASSIGNED, "", None)

_Said = tuple[Label, Split, str, MaskSource | None]
"""Label, split, defect type and mask that a file gives an image."""


def matches(root: Folder) -> bool:
    """Whether there is a JSON file where annotations may lie, and no image of its name beside it."""
    return next(_files(root), None) is not None


def load(root: Folder) -> Loaded:
    """Read every image; a defective sample's type is its most frequent category."""
    loaded = Loaded()
    said = _read(root, loaded)
    for folder, names in root.walk() if said else ():
        if below_masks(folder, root):
            continue
        here = said.get(folder, {})
        by_folder = split_below(folder, root)
        for name in names:
            label, split, defect_type, mask = here.get(name, _NOTHING_SAID)
            split = split if by_folder is Split.UNASSIGNED else by_folder
            loaded.add(folder, (name,), label, split, defect_type, mask)
    return loaded


def _read(root: Folder, loaded: Loaded) -> dict[Folder, dict[str, _Said]]:
    """What the files say of the images that are there, by folder and name."""
    said: dict[Folder, dict[str, _Said]] = {}
    index = ImageIndex(root)  # before any file is read, so that the first images turn up at once
    for place, name in _files(root):
        try:
            images = read_coco(place.path / name, root.listing.check)
        except AnnotationError as error:
            where = place_of(place, root)
            loaded.problems.append(
                later(
                    "Datasets",
                    "{place}, {file} {reason}.",
                    place=where,
                    file=short(name),
                    reason=error.reason,
                )
            )
            continue
        if images is not None:
            _assign(images, name, place, index, said, loaded)
    loaded.finish()
    return said


def _files(root: Folder) -> Iterator[tuple[Folder, str]]:
    inside = subfolders(root)
    for place in [root, *(inside[name] for name in (*_FOLDERS, *SPLIT_NAMES) if name in inside)]:
        names = [name for name in place.files if name.lower().endswith(".json")]
        if names:
            images = set(map(stem, place.images))  # a file beside its image is labelme's
            names = [name for name in names if stem(name) not in images]
        if len(names) > _MOST_FILES:
            names = [name for name in names if _sounds_like_coco(name)]
        yield from ((place, name) for name in names)


def _sounds_like_coco(name: str) -> bool:
    return any(word in name.lower() for word in _NAMES)


def _assign(
    images: Iterable[CocoImage],
    name: str,
    place: Folder,
    index: ImageIndex,
    said: dict[Folder, dict[str, _Said]],
    loaded: Loaded,
) -> None:
    """Find the file of every image that `name` in `place` lists."""
    words = re.findall(r"[a-z]+", name.lower())
    split = next((SPLIT_NAMES[word] for word in words if word in SPLIT_NAMES), Split.UNASSIGNED)
    good: _Said = (Label.GOOD, split, "", None)
    for image in images:
        if not _is_inside(image.file_name):
            loaded.collect(
                name, later("Datasets", "names outside of the folder were ignored"), image.file_name
            )
            continue
        found = index.find(image.file_name, place, stem(name))
        if found is None:
            loaded.collect(name, later("Datasets", "named there but missing"), image.file_name)
            continue
        folder, file = found
        here = said.setdefault(folder, {})
        if file in here:
            loaded.collect(
                name, later("Datasets", "listed more than once; the first entry counts"), image.file_name
            )
            continue
        defective = (Label.DEFECTIVE, split, image.defect_type, image.mask)
        here[file] = defective if image.defective else good
        for note in image.notes:
            loaded.collect(name, note, image.file_name)


def _is_inside(name: str) -> bool:
    """Whether it is a plain path below something: not absolute, on no drive, and never upwards."""
    parts = name.replace("\\", "/").split("/")
    return (bool(parts[0]) or len(parts) == 1) and ".." not in parts and ":" not in name and "\0" not in name


LAYOUT = Layout(
    name="coco",
    expected=later("Datasets", "images and a JSON file in COCO's format, in the folder or in annotations"),
    matches=matches,
    load=load,
)
