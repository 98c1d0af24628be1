"""What the systems are compared on: a table's columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.datasets.dataset import Dataset, Label, Split
from core.datasets.layout import recognise
from core.datasets.recipe.names import FamilyName
from core.datasets.splits import assign_splits, limit
from core.datasets.synth import synthetic_texture
from core.errors import DatasetError
from core.experiments.paper import CLASSES, SMALL_SHARE, TEST_HALF, WHOLE_HALF, Share
from core.experiments.systems import System

HELD_BACK = 0.3
"""Share of a dataset without a test half that is held back to test on."""
_CLASS = re.compile(r"class\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """One column.

    Attributes:
        name: of the folder, such as "Class1"; names the results' folder too.
        dataset: its images, as they are split in the folder.
        dagm_class: the class of DAGM 2007 that it is, or stands for; None: another surface.
        texture: of a synthetic dataset; such a class is none of DAGM's, but stands in for it.
        family: of synthetic defects on it; None: its own.
    """

    name: str
    dataset: Dataset
    dagm_class: int | None = None
    texture: str | None = None
    family: FamilyName | None = None

    @property
    def title(self) -> str:
        """The name in tables."""
        return f"{self.name} (stand-in)" if self.stands_in else self.name

    @property
    def surface(self) -> str:
        """The name without the family."""
        return self.name.removesuffix(f"/{self.family}")

    @property
    def stands_in(self) -> bool:
        """Whether it only stands for the class that it is called after."""
        return self.texture is not None and self.dagm_class in CLASSES


def subjects_in(
    folder: Path, classes: Sequence[int] = (), read: Callable[[Path], Dataset] = recognise
) -> tuple[Subject, ...]:
    """DAGM's classes 1, 6 and 7 below `folder` as far as they are there, or `classes` of them; a folder that is a class
    or holds none is one subject of its own.

    Raises:
        DatasetError: there is no such folder, no image in it, or a class of `classes` is missing.
        OSError: the folder may not be listed.
    """
    if not folder.is_dir():
        raise DatasetError(f"There is no folder {folder}.", "Check the path.", folder)
    found = {
        number: path
        for path in sorted(folder.iterdir())
        if path.is_dir() and (number := _number(path)) is not None
    }
    wanted = list(dict.fromkeys(classes)) or [number for number in CLASSES if number in found]
    if not wanted or (not classes and _number(folder.resolve()) is not None):
        return (_subject(folder, read),)
    missing = [number for number in wanted if number not in found]
    if missing:
        raise DatasetError(
            f"{folder} holds no folder Class{missing[0]}.",
            f"It holds {', '.join(path.name for path in found.values()) or 'no class'}; choose with --classes.",
            folder,
        )
    return tuple(_subject(found[number], read) for number in wanted)


def surfaces_in(
    folder: Path, classes: Sequence[int] = (), read: Callable[[Path], Dataset] = recognise
) -> tuple[Subject, ...]:
    """As `subjects_in`, for tables without the paper's figures: every surface stands for itself, all of its training
    images are taken, and a synthetic dataset is called as its folder is.

    Raises:
        DatasetError, OSError: see `subjects_in`.
    """
    if not classes and synthetic_texture(folder) is not None:
        found: tuple[Subject, ...] = (_subject(folder, read),)
    else:
        found = subjects_in(folder, classes, read)
    return tuple(replace(subject, dagm_class=None) for subject in found)


def all_of(found: Iterable[tuple[Subject, ...]]) -> tuple[Subject, ...]:
    """The subjects of several folders, in their order.

    Raises:
        DatasetError: two of them have the same name.
    """
    subjects: dict[str, Subject] = {}
    for subject in itertools.chain.from_iterable(found):
        other = subjects.setdefault(subject.name, subject)
        if other is not subject:
            raise DatasetError(
                f"{other.dataset.root} and {subject.dataset.root} are both called {subject.name}.",
                "Give one of the folders another name: it is the column's.",
                subject.dataset.root,
            )
    return tuple(subjects.values())


def _subject(folder: Path, read: Callable[[Path], Dataset]) -> Subject:
    whole = folder.resolve()
    # The note of a synthetic dataset stands beside its one class.
    texture = synthetic_texture(whole) or synthetic_texture(whole.parent)
    return Subject(whole.name, read(folder), _number(whole), texture)


def _number(folder: Path) -> int | None:
    match = _CLASS.fullmatch(folder.name)
    return int(match[1]) if match else None


def split_for(system: System, subject: Subject, seed: int) -> tuple[Dataset, tuple[str, ...]]:
    """The images that a system trains on and is tested with, and what differs from the paper in that.

    Of the training half Table 1's share is drawn by the seed: the same images for every system that has that share. Of
    other surfaces all are taken, but for those that a system does not see. The test half stays whole. Validation images
    are not drawn here: the run takes them from what it may train on.
    """
    notes: list[str] = []
    dataset = assign_splits(subject.dataset, seed=seed, validation=0, test=HELD_BACK)
    if not subject.dataset.select(split=Split.TEST):
        notes.append(f"there is no test half: {HELD_BACK:.0%} were held back by the seed")
    share = _share(system, subject)
    if share is not None:
        there = _count(dataset, Split.TRAIN)
        dataset = limit(dataset, share.good, share.defective, seed)
        notes += _fewer("trained on", there, share)
        notes += _fewer("tested with", _count(dataset, Split.TEST), TEST_HALF[subject.dagm_class or 0])
    if system.good_only:
        kept = (s for s in dataset.samples if s.split is Split.TEST or s.label is not Label.DEFECTIVE)
        dataset = replace(dataset, samples=tuple(kept))
        notes.append("trained and calibrated on good images alone")
    return dataset, tuple(notes)


def _share(system: System, subject: Subject) -> Share | None:
    if subject.dagm_class not in CLASSES:
        return None
    return (WHOLE_HALF if system.whole_half else SMALL_SHARE)[subject.dagm_class]


def _count(dataset: Dataset, split: Split) -> Share:
    return Share(*(len(dataset.select(split=split, label=label)) for label in (Label.GOOD, Label.DEFECTIVE)))


def _fewer(what: str, there: Share, wanted: Share) -> list[str]:
    if there.good >= wanted.good and there.defective >= wanted.defective:
        return []
    good, defective = min(there.good, wanted.good), min(there.defective, wanted.defective)
    table = f"where Table 1 has {wanted.good} and {wanted.defective}"
    return [f"{what} {good} good and {defective} defective images, {table}"]
