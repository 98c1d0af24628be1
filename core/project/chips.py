"""The filter chips above the images, and what is counted on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Label, Split
from core.project.columns import Columns, Mask
from core.project.problem import NO_PROBLEM, Problem

LABELS = tuple(Label)
SPLITS = tuple(Split)
"""The numbers in the columns `label` and `split` are indices into these."""


@dataclass(frozen=True, slots=True)
class Chips:
    """What the chips let through; inside one kind of chip any will do, and every kind has to agree.

    Attributes:
        labels, splits: empty = all.
        reviewed: None = either.
        problems: any of these; none = all images, with problems and without.
        scores: lowest and highest score, both inclusive; images without a score are left out then.
        inspected: whether there is a score; None = either.
        models: ids of those that inspected last; empty = all.
    """

    labels: frozenset[Label] = frozenset()
    splits: frozenset[Split] = frozenset()
    reviewed: bool | None = None
    problems: Problem = NO_PROBLEM
    scores: tuple[float, float] | None = None
    inspected: bool | None = None
    models: frozenset[int] = frozenset()

    def mask(self, columns: Columns) -> Mask:
        """Which rows they let through, removed ones included."""
        mask: Mask = np.ones(len(columns), bool)
        if self.labels:
            mask &= np.array([label in self.labels for label in LABELS])[columns["label"]]
        if self.splits:
            mask &= np.array([split in self.splits for split in SPLITS])[columns["split"]]
        if self.reviewed is not None:
            mask &= columns["reviewed"] == self.reviewed
        if self.problems:
            mask &= (columns["problems"] & np.uint32(self.problems)) != 0
        if self.scores is not None:
            low, high = np.array(self.scores, np.float32)
            mask &= (columns["score"] >= low) & (columns["score"] <= high)
        if self.inspected is not None:
            mask &= np.isnan(columns["score"]) != self.inspected
        if self.models:
            mask &= np.isin(columns["model"], list(self.models))
        return mask


@dataclass(frozen=True, slots=True)
class Facets:
    """How many images each chip stands for; what does not occur has no entry.

    Attributes:
        reviewed, inspected: images that are, out of `total`.
        with_problem: images with at least one problem.
        models: how many of the scores the model of an id gave; those of different models do not compare.
    """

    total: int
    labels: Mapping[Label, int]
    splits: Mapping[Split, int]
    problems: Mapping[Problem, int]
    defect_types: Mapping[str, int]
    reviewed: int
    inspected: int
    with_problem: int
    models: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Counters:
    """The figures above the images; `train` and `unassigned` hold images of every label."""

    total: int
    train: int
    train_good: int
    train_defective: int
    validation: int
    test: int
    unassigned: int
    good: int
    defective: int
    unlabelled: int
    reviewed: int


def count(columns: Columns, mask: Mask) -> Counters:
    """Count the images of a mask."""
    pairs = columns["split"][mask] * np.uint8(len(LABELS)) + columns["label"][mask]
    table = np.bincount(pairs, minlength=len(SPLITS) * len(LABELS)).reshape(len(SPLITS), len(LABELS))
    by_label = dict(zip(LABELS, table.sum(axis=0).tolist(), strict=True))
    by_split = dict(zip(SPLITS, table.sum(axis=1).tolist(), strict=True))
    train = dict(zip(LABELS, table[SPLITS.index(Split.TRAIN)].tolist(), strict=True))
    return Counters(
        total=len(pairs),
        train=by_split[Split.TRAIN],
        train_good=train[Label.GOOD],
        train_defective=train[Label.DEFECTIVE],
        validation=by_split[Split.VALIDATION],
        test=by_split[Split.TEST],
        unassigned=by_split[Split.UNASSIGNED],
        good=by_label[Label.GOOD],
        defective=by_label[Label.DEFECTIVE],
        unlabelled=by_label[Label.UNLABELLED],
        reviewed=int(np.count_nonzero(columns["reviewed"] & mask)),
    )


def facets(columns: Columns, defect_types: list[str], mask: Mask) -> Facets:
    """Count the images of a mask for every chip; `defect_types` are the texts of that column's codes."""
    shown = columns["problems"][mask]
    problems = shown[shown != 0]  # most images have none
    by_type = np.bincount(columns["defect_type"][mask], minlength=len(defect_types)).tolist()
    scored = columns["model"][mask & ~np.isnan(columns["score"])]
    by_model = enumerate(np.bincount(scored).tolist())
    by_label = np.bincount(columns["label"][mask], minlength=len(LABELS)).tolist()
    by_split = np.bincount(columns["split"][mask], minlength=len(SPLITS)).tolist()
    by_problem = {p: int(np.count_nonzero(problems & np.uint32(p))) for p in Problem}
    return Facets(
        total=len(shown),
        labels={label: n for label, n in zip(LABELS, by_label, strict=True) if n},
        splits={split: n for split, n in zip(SPLITS, by_split, strict=True) if n},
        problems={problem: n for problem, n in by_problem.items() if n},
        defect_types={text: n for text, n in zip(defect_types, by_type, strict=True) if n and text},
        reviewed=int(np.count_nonzero(columns["reviewed"] & mask)),
        inspected=len(scored),
        with_problem=len(problems),
        models={model: n for model, n in by_model if n},
    )
