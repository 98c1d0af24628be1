"""Draw the splits of a project's images, and show first what would come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.datasets.dataset import Label, Split
from core.datasets.splits import assign_splits
from core.project.images import dataset, ids_of
from core.project.project import Project

Counts = Mapping[Split, Mapping[Label, int]]


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """Splits that were drawn and not yet assigned.

    Attributes:
        splits: the new split of every image that would move.
        before, after: images per split and label, now and then.
        seed: what decided the draw.
    """

    splits: Mapping[int, Split]
    before: Counts
    after: Counts
    seed: int


def plan_splits(project: Project, *, seed: int, validation: float, test: float, anew: bool) -> SplitPlan:
    """Draw splits by seed, stratified by label and defect type; nothing is changed.

    Args:
        seed: another one draws others.
        validation, test: shares of the labelled images, in [0, 1), together below 1.
        anew: draw all labelled images again. Otherwise a validation or test split that exists stays as it is, and is
            not drawn where there is one already.

    Raises:
        ValueError: shares out of range.
        ProjectError: the project cannot be read.
    """
    now = dataset(project)
    pool = now
    if anew:
        # Without the unlabelled ones, which stay where they are: a test split of them alone is none to be kept.
        labelled = (s for s in now.samples if s.label is not Label.UNLABELLED)
        pool = replace(now, samples=tuple(replace(s, split=Split.UNASSIGNED) for s in labelled))
    drawn = {
        s.path: s.split for s in assign_splits(pool, seed=seed, validation=validation, test=test).samples
    }
    after = replace(now, samples=tuple(replace(s, split=drawn.get(s.path, s.split)) for s in now.samples))
    moved = {
        new.path: new.split
        for old, new in zip(now.samples, after.samples, strict=True)
        if old.split is not new.split
    }
    ids = ids_of(project, moved)
    splits = {ids[path]: split for path, split in moved.items() if path in ids}
    return SplitPlan(splits, now.counts(), after.counts(), seed)
