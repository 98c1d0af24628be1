"""The words of a pre-flight: what is wrong, how bad it is, with which images, and what would put it right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from core.datasets.role_words import LABELS, SPLITS
from core.language import Later, english, later, later_n

Name = Callable[[Path], str]
"""What an image is called in a sentence; see `Dataset.name_of`."""


class Kind(StrEnum):
    """What a finding is about."""

    UNREADABLE = "unreadable"
    ACROSS_SPLITS = "across_splits"
    ACROSS_LABELS = "across_labels"
    EXACT_DUPLICATE = "exact_duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    CLIPPED = "clipped"
    ODD_SIZE = "odd_size"
    ODD_DEPTH = "odd_depth"
    MASK_UNREADABLE = "mask_unreadable"
    MASK_MISSING = "mask_missing"
    MASK_EMPTY = "mask_empty"
    MASK_SIZE = "mask_size"
    MASK_ON_GOOD = "mask_on_good"
    SMALL_DEFECT = "small_defect"
    FEW_IMAGES = "few_images"

    @property
    def heading(self) -> Later:
        """What is wrong, in a few words."""
        return _HEADINGS[self]


_HEADINGS = {
    Kind.UNREADABLE: later("Datasets", "cannot be read"),
    Kind.ACROSS_SPLITS: later("Datasets", "in two splits"),
    Kind.ACROSS_LABELS: later("Datasets", "with two labels"),
    Kind.EXACT_DUPLICATE: later("Datasets", "same content"),
    Kind.NEAR_DUPLICATE: later("Datasets", "nearly the same picture"),
    Kind.BLURRED: later("Datasets", "blurred"),
    Kind.TOO_DARK: later("Datasets", "too dark"),
    Kind.TOO_BRIGHT: later("Datasets", "too bright"),
    Kind.CLIPPED: later("Datasets", "overexposed or underexposed in parts"),
    Kind.ODD_SIZE: later("Datasets", "different sizes"),
    Kind.ODD_DEPTH: later("Datasets", "different pixel formats"),
    Kind.MASK_UNREADABLE: later("Datasets", "masks that cannot be read"),
    Kind.MASK_MISSING: later("Datasets", "masks missing"),
    Kind.MASK_EMPTY: later("Datasets", "masks that mark nothing"),
    Kind.MASK_SIZE: later("Datasets", "masks of another size"),
    Kind.MASK_ON_GOOD: later("Datasets", "masks on good images"),
    Kind.SMALL_DEFECT: later("Datasets", "defects too small"),
    Kind.FEW_IMAGES: later("Datasets", "few images"),
}


class Severity(StrEnum):
    """How much a finding matters, the worst first."""

    ERROR = "error"
    """Images that cannot be used, or figures that would be wrong."""
    WARNING = "warning"
    """Probably not meant so; results get worse."""
    NOTE = "note"
    """Good to know."""


class Action(StrEnum):
    """What a fix does to its images."""

    REMOVE = "remove"
    """Take them out of the dataset; the files stay."""
    SET_SPLIT = "set_split"
    SET_LABEL = "set_label"
    REMOVE_MASK = "remove_mask"
    """Forget their masks; the files stay."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change to the dataset that would put a finding right.

    Attributes:
        action: what to do.
        paths: the images to do it to; often fewer than the finding's.
        value: the `Split` or `Label` to set; "" for the other actions.
    """

    action: Action
    paths: tuple[Path, ...]
    value: str = ""

    @property
    def text(self) -> str:
        """What it does, in English."""
        return self._told.english

    @property
    def shown(self) -> str:
        """What it does, in the user's language: for a button or a list."""
        return str(self._told)

    @property
    def _told(self) -> Later:
        number = len(self.paths)
        images = later_n("Datasets", number, "{n} image", "{n} images")
        match self.action:
            case Action.REMOVE:
                return later("Datasets", "Take {images} out of the dataset", images=images)
            case Action.SET_SPLIT:
                return later("Datasets", "Move {images} to {split}", images=images, split=SPLITS[self.value])
            case Action.SET_LABEL:
                return later("Datasets", "Label {images} {label}", images=images, label=LABELS[self.value])
            case Action.REMOVE_MASK:
                return later("Datasets", "Take the mask off {images}", images=images)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or good to know.

    Attributes:
        kind, severity: what it is about and how much it matters.
        said: one or two plain sentences for the user.
        paths: the images behind it, the most telling first; none if it is about the set as a whole.
        fix: what would put it right, where something would.
    """

    kind: Kind
    severity: Severity
    said: str | Later
    paths: tuple[Path, ...] = ()
    fix: Fix | None = None

    @property
    def text(self) -> str:
        """What it says, in English."""
        text: str = english(self.said)
        return text

    @property
    def shown(self) -> str:
        """What it says, in the user's language."""
        return str(self.said)

    def to_json(self, name: Name) -> dict[str, Any]:
        """Plain values that `json.dumps` takes."""
        fix = None
        if self.fix is not None:
            fix = {
                "action": self.fix.action.value,
                "paths": [name(path) for path in self.fix.paths],
                "value": self.fix.value,
                "text": self.fix.text,
            }
        return {
            "kind": self.kind.value,
            "severity": self.severity.value,
            "text": self.text,
            "paths": [name(path) for path in self.paths],
            "fix": fix,
        }
