"""What a layout is, and what their modules share: looking at a folder without minding upper or lower case."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from core.datasets.dataset import Label, Split
from core.datasets.folder_samples import FolderSamples, Role
from core.datasets.polygon_mask import MaskSource
from core.images.listing import Folder
from core.language import Later, later

GOOD_NAMES = frozenset({"good", "ok", "normal", "pass", "defect-free", "defect_free"})
DEFECTIVE_NAMES = frozenset(
    {"defective", "defect", "defects", "bad", "ng", "nok", "ko", "not_ok", "not-ok", "fail", "faulty"}
    | {"anomaly", "anomalous", "abnormal", "reject"}
)
MASK_NAMES = frozenset({"masks", "mask", "ground_truth"})
SPLIT_NAMES = {
    "train": Split.TRAIN,
    "training": Split.TRAIN,
    "val": Split.VALIDATION,
    "valid": Split.VALIDATION,
    "validation": Split.VALIDATION,
    "test": Split.TEST,
    "testing": Split.TEST,
}

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class _Images:
    """Names of images that have one role, and their masks."""

    names: list[str] = field(default_factory=list)
    masks: dict[str, MaskSource] = field(default_factory=dict)


class Loaded:
    """What a layout reads from a folder.

    Attributes:
        problems: one sentence each, for the user. They may hold what cannot be shown, see `printable`.
    """

    def __init__(self) -> None:
        self.problems: list[Later] = []
        self._images: dict[Folder, dict[Role, _Images]] = {}
        self._notes: dict[tuple[str, Later], list[str]] = {}

    def add(
        self,
        folder: Folder,
        names: Iterable[str],
        label: Label,
        split: Split = Split.UNASSIGNED,
        defect_type: str = "",
        mask: MaskSource | None = None,
    ) -> None:
        """Add images, of each folder in natural order; a mask is that of a single one."""
        roles = self._images.setdefault(folder, {})
        role = (label, split, defect_type)
        images = roles.get(role)
        if images is None:
            images = roles[role] = _Images()
        before = len(images.names)
        images.names.extend(names)
        if mask is not None:
            (name,) = images.names[before:]
            images.masks[name] = mask

    @property
    def empty(self) -> bool:
        """Whether there is no image."""
        return not any(self.groups())

    def groups(self) -> Iterator[tuple[Folder, FolderSamples]]:
        """The images by folder and role, at least one in each; there in natural order of their names."""
        for folder, roles in self._images.items():
            for role, images in roles.items():
                if images.names:
                    yield folder, FolderSamples(folder.path, images.names, role, images.masks)

    def note(self, place: str, what: Later, names: Iterable[str]) -> None:
        """Add a problem that several files of a place share; none if there are no names."""
        if known := list(names):
            some = name_some(known)
            self.problems.append(
                later("Datasets", "{place}, {what}: {names}.", place=place, what=what, names=some)
            )

    def collect(self, place: str, what: Later, name: str) -> None:
        """Keep one more name for a problem; `finish` makes one sentence of them all."""
        self._notes.setdefault((place, what), []).append(name)

    def finish(self) -> None:
        """Turn what was collected into problems."""
        for (place, what), names in self._notes.items():
            self.note(place, what, names)
        self._notes.clear()


@dataclass(frozen=True)
class Layout:
    """One way to arrange a dataset in folders.

    Attributes:
        name: as it is written in `Dataset.layout` and given to override recognition.
        expected: what the layout looks like, for the error of a folder that does not fit.
        matches: whether a folder looks like it; looks at names only.
        load: the samples and problems of a folder that matches.
        pictures: as `load`, without what has to be opened to know it; None where masks are no pictures.
    """

    name: str
    expected: Later
    matches: Callable[[Folder], bool]
    load: Callable[[Folder], Loaded]
    pictures: Callable[[Folder], Loaded] | None = None


def subfolders(folder: Folder) -> dict[str, Folder]:
    """Visible folders inside, by lower-case name, in natural order."""
    return {inner.name.lower(): inner for inner in folder.folders}


def files(folder: Folder) -> dict[str, str]:
    """Names of visible files directly inside, by their lower-case form, in natural order."""
    return {name.lower(): name for name in folder.files}


NO_MASK = later("Datasets", "defective without a mask")
NO_IMAGE = later("Datasets", "masks without an image")


def stem(name: str) -> str:
    """The name without its last suffix, in lower case."""
    return os.path.splitext(name)[0].lower()  # noqa: PTH122 - of a hundred thousand names


def place_of(folder: Folder, root: Folder) -> str:
    """What `folder` is called in a sentence: below the root with "/", the root itself by its name."""
    below = folder.path.relative_to(root.path).as_posix()
    return root.name or "." if below == "." else below


def split_below(folder: Folder, root: Folder) -> Split:
    """The split that the first folder below the root is named after."""
    parts = folder.path.relative_to(root.path).parts
    return SPLIT_NAMES.get(parts[0].lower(), Split.UNASSIGNED) if parts else Split.UNASSIGNED


def below_masks(folder: Folder, root: Folder) -> bool:
    """Whether it is a folder of masks, or inside one."""
    return any(part.lower() in MASK_NAMES for part in folder.path.relative_to(root.path).parts)


def most_frequent(names: Iterable[str]) -> str:
    """The name that comes most often, of several the first; "" of none."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return max(counts, key=counts.__getitem__, default="")


def name_some(names: Iterable[str], most: int = 5) -> str | Later:
    """List a few names for a message: "a, b, c and 9 more"."""
    known = list(names)
    shown = ", ".join(short(name) for name in known[:most])
    if len(known) <= most:
        return shown
    return later("Datasets", "{names} and {more} more", names=shown, more=len(known) - most)


def short(name: str) -> str:
    """A name from outside as it may stand in a sentence: not endless, on one line, and always printable."""
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}..."
    return printable(name)


def printable(text: str) -> str:
    """The same text without what cannot be shown: bytes of a name that are not Unicode, and control characters."""
    if text.isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
