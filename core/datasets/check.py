"""Look at every file of a dataset before work is spent on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from core.datasets.dataset import Dataset, Label, Sample, Split
from core.datasets.masks import read_mask
from core.datasets.parallel import map_in_order
from core.datasets.snapshot import hash_file
from core.errors import ImageFileError
from core.images.read import read_picture


@dataclass(frozen=True)
class Fault:
    """A file and what is wrong with it."""

    path: Path
    error: str


@dataclass(frozen=True)
class Duplicates:
    """Files of equal content; `across_splits`: an image would be measured that was also trained on."""

    paths: tuple[Path, ...]
    across_splits: bool
    across_labels: bool


@dataclass(frozen=True)
class CheckReport:
    """What was found in a dataset.

    Attributes:
        root, layout, problems: as in the `Dataset`.
        counts: images per split and label.
        defect_types: defective images per defect type.
        sizes: images per (width, height), readable ones only; most frequent first.
        formats: images per "8-bit grey" and the like, readable ones only; most frequent first.
        unreadable: images that cannot be decoded.
        mask_faults: masks that are missing, unreadable, empty or not of their image's size.
        duplicates: groups of images of equal content.
    """

    root: Path
    layout: str
    problems: tuple[str, ...]
    counts: dict[Split, dict[Label, int]]
    defect_types: dict[str, int]
    sizes: dict[tuple[int, int], int]
    formats: dict[str, int]
    unreadable: tuple[Fault, ...]
    mask_faults: tuple[Fault, ...]
    duplicates: tuple[Duplicates, ...]

    @property
    def images(self) -> int:
        """Images in all, unreadable ones included."""
        return sum(number for row in self.counts.values() for number in row.values())

    def to_json(self) -> dict[str, Any]:
        """Plain values that `json.dumps` takes; paths below the root, with "/"."""

        def name(path: Path) -> str:
            return path.relative_to(self.root).as_posix()

        return {
            "root": str(self.root),
            "layout": self.layout,
            "images": self.images,
            "problems": list(self.problems),
            "counts": {s.value: {la.value: n for la, n in row.items()} for s, row in self.counts.items()},
            "defect_types": self.defect_types,
            "sizes": [{"width": w, "height": h, "images": n} for (w, h), n in self.sizes.items()],
            "formats": self.formats,
            "unreadable": [{"path": name(f.path), "error": f.error} for f in self.unreadable],
            "mask_faults": [{"path": name(f.path), "error": f.error} for f in self.mask_faults],
            "duplicates": [
                {
                    "paths": [name(p) for p in group.paths],
                    "across_splits": group.across_splits,
                    "across_labels": group.across_labels,
                }
                for group in self.duplicates
            ],
        }


@dataclass(frozen=True)
class _Look:
    """What one image showed; `sha256` is "" and the rest empty if it could not be read."""

    sha256: str = ""
    size: tuple[int, int] = (0, 0)
    format: str = ""
    error: str = ""
    mask_error: str = ""


def check_dataset(dataset: Dataset, progress: Callable[[int, int], None] | None = None) -> CheckReport:
    """Decode and hash every image and mask; a bad file is an entry in the report, never an error.

    `progress` is called from the calling thread with images done and images in all; what it raises ends the
    check.
    """
    # A dataset without any mask is a choice; one with some lacks the others.
    masks_expected = any(sample.mask is not None for sample in dataset.samples)
    looks: list[_Look] = []
    for look in map_in_order(partial(_look_at, masks_expected), dataset.samples):
        looks.append(look)
        if progress is not None:
            progress(len(looks), len(dataset.samples))
    readable = [look for look in looks if not look.error]
    pairs = list(zip(dataset.samples, looks, strict=True))
    return CheckReport(
        root=dataset.root,
        layout=dataset.layout,
        problems=dataset.problems,
        counts=dataset.counts(),
        defect_types=dict(sorted(Counter(s.defect_type for s in dataset.samples if s.defect_type).items())),
        sizes=dict(Counter(look.size for look in readable).most_common()),
        formats=dict(Counter(look.format for look in readable).most_common()),
        unreadable=tuple(Fault(s.path, look.error) for s, look in pairs if look.error),
        mask_faults=tuple(Fault(s.mask or s.path, k.mask_error) for s, k in pairs if k.mask_error),
        duplicates=_duplicates(pairs),
    )


def _look_at(masks_expected: bool, sample: Sample) -> _Look:
    try:
        picture = read_picture(sample.path)
        digest = hash_file(sample.path)
    except (ImageFileError, OSError) as error:
        return _Look(error=str(error))
    kind = f"{picture.bit_depth}-bit {'grey' if picture.channels == 1 else 'colour'}"
    size = (picture.width, picture.height)
    mask_error = ""
    if sample.mask is not None:
        mask_error = _look_at_mask(sample.mask, size)
    elif masks_expected and sample.label is Label.DEFECTIVE:
        mask_error = "This defective image has no mask, others have."
    return _Look(digest, size, kind, mask_error=mask_error)


def _look_at_mask(path: Path, size: tuple[int, int]) -> str:
    try:
        mask = read_mask(path)
    except ImageFileError as error:
        return str(error)
    height, width = mask.shape
    if (width, height) != size:
        return f"The mask has {width} x {height} pixels, its image {size[0]} x {size[1]}."
    return "" if mask.any() else "The mask marks nothing."


def _duplicates(pairs: list[tuple[Sample, _Look]]) -> tuple[Duplicates, ...]:
    groups: dict[str, list[Sample]] = {}
    for sample, look in pairs:
        if look.sha256:
            groups.setdefault(look.sha256, []).append(sample)
    return tuple(
        Duplicates(
            paths=tuple(s.path for s in group),
            across_splits=len({s.split for s in group}) > 1,
            across_labels=len({s.label for s in group}) > 1,
        )
        for group in groups.values()
        if len(group) > 1
    )
