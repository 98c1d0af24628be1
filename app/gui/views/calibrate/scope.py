"""Which scores the cuts are measured on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import numpy as np

from core.datasets.dataset import Label, Sample, Split
from core.language import later, tr
from core.project.chips import LABELS, SPLITS
from core.project.image_table import ImageTable


class Scope(StrEnum):
    """A choice of labelled images; `STORED` are the scores that the model file keeps of its calibration."""

    VALIDATION = "validation"
    TEST = "test"
    HELD_OUT = "held-out"
    STORED = "stored"

    @property
    def words(self) -> str:
        """For a menu."""
        return str(WORDS[self])

    def counted(self, good: int, defective: int) -> str:
        """The same with the number of images of either label."""
        return tr(
            "Calibrate",
            "{images} ({good} good, {defective} defective)",
            images=self.words,
            good=good,
            defective=defective,
        )

    @property
    def of_project(self) -> bool:
        """Whether it needs an open project."""
        return self is not Scope.STORED


WORDS = {
    Scope.VALIDATION: later("Calibrate", "Validation images"),
    Scope.TEST: later("Calibrate", "Test images"),
    Scope.HELD_OUT: later("Calibrate", "All but training images"),
    Scope.STORED: later("Calibrate", "Scores in the model file"),
}
SPLITS_OF = {
    Scope.VALIDATION: {Split.VALIDATION},
    Scope.TEST: {Split.TEST},
    Scope.HELD_OUT: set(Split) - {Split.TRAIN},
    Scope.STORED: set[Split](),
}


def samples_in(scope: Scope, samples: Iterable[Sample]) -> tuple[Sample, ...]:
    """The labelled ones of `scope`."""
    wanted = SPLITS_OF[scope]
    return tuple(s for s in samples if s.split in wanted and s.label is not Label.UNLABELLED)


def counts_in(table: ImageTable, scope: Scope) -> tuple[int, int]:
    """The good and the defective images of `scope` in a project."""
    columns = table.columns
    wanted = [code for code, split in enumerate(SPLITS) if split in SPLITS_OF[scope]]
    there = np.isin(columns["split"], wanted) & ~columns["removed"]
    labels = columns["label"][there]
    good, defective = (
        int(np.count_nonzero(labels == LABELS.index(label))) for label in (Label.GOOD, Label.DEFECTIVE)
    )
    return good, defective


def state_of(table: ImageTable) -> object:
    """Another one whenever images came or went, or a label or split changed."""
    return tuple(table.columns[name].tobytes() for name in ("id", "label", "split", "removed"))
