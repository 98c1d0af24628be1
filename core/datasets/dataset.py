"""The words of a dataset: which images there are, what is known of each, and what it is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.datasets.polygon_mask import MaskSource
from core.images.areas import Area


class Label(StrEnum):
    """What is known of an image."""

    GOOD = "good"
    DEFECTIVE = "defective"
    UNLABELLED = "unlabelled"


class Split(StrEnum):
    """What an image is for."""

    TRAIN = "train"
    VALIDATION = "validation"
    TEST = "test"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Sample:
    """One image.

    Attributes:
        path: the image file.
        label, split: what is known of it, and what it is for.
        mask: what marks its defect, where there is something: a picture (bright = defective) or outlines.
        defect_type: the folder's or class's name for the defect, such as "blowhole"; "" if good or unknown.
        areas: what of it is inspected and what is ignored; empty = all of it is inspected.
    """

    path: Path
    label: Label
    split: Split
    mask: MaskSource | None = None
    defect_type: str = ""
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True)
class Dataset:
    """A folder of images as one layout reads it.

    Attributes:
        root: the folder that all samples lie below, where there is one: a project's may lie on several drives.
        layout: the layout's name.
        samples: in natural order of their paths.
        problems: one sentence each, for the user; the dataset is usable all the same.
        areas: what holds for all its images, as under a fixed camera; a model trained on it goes on respecting them.
            Every sample's own `areas` hold them too.
    """

    root: Path
    layout: str
    samples: tuple[Sample, ...]
    problems: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()

    def name_of(self, path: Path) -> str:
        """What `path` is called in lists and snapshots: below the root with "/", elsewhere the whole path."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def select(self, *, split: Split | None = None, label: Label | None = None) -> tuple[Sample, ...]:
        """The samples of one split, of one label, or of both at once."""
        return tuple(s for s in self.samples if split in (None, s.split) and label in (None, s.label))

    def counts(self) -> dict[Split, dict[Label, int]]:
        """Images per split and label; splits and labels that do not occur are left out."""
        return count(self.samples)


def count(samples: Iterable[Sample]) -> dict[Split, dict[Label, int]]:
    """Images per split and label, in the order of the enums, without zeros."""
    return count_roles((sample.split, sample.label, 1) for sample in samples)


def count_roles(roles: Iterable[tuple[Split, Label, int]]) -> dict[Split, dict[Label, int]]:
    """As `count`, of numbers of images that have a split and a label in common."""
    totals: dict[tuple[Split, Label], int] = {}
    for split, label, number in roles:
        totals[split, label] = totals.get((split, label), 0) + number
    table: dict[Split, dict[Label, int]] = {}
    for split in Split:
        row = {label: totals[split, label] for label in Label if (split, label) in totals}
        if row:
            table[split] = row
    return table
