"""What the dataset has to train on, what the paper had, and what fewer means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.datasets.dataset import Label, Split
from core.language import tr, tr_n
from core.project.chips import LABELS, SPLITS, Chips
from core.project.image_table import ImageTable
from core.training.settings import TrainingSettings

PAPER_GOOD, PAPER_DEFECTIVE = 100, 50
"""What the paper trained a class with (Table 1, classes 6 and 7)."""
FEWEST = 2
"""Good images without which nothing can be trained, and nothing validated."""
JUDGED = 2
"""Defective validation images below which synthetic defects stand in for them."""


@dataclass(frozen=True)
class Facts:
    """Images by what they are for, validation images that are yet to be drawn counted as training images.

    Attributes:
        drawn: no validation split exists, so that a share of the training images becomes one.
        masks: defective training images that have a mask.
    """

    good: int
    defective: int
    validation: int
    validation_defective: int
    unlabelled: int
    drawn: bool
    masks: int = 0


def facts_of(table: ImageTable) -> Facts:
    """Count the images of a project."""
    shown = table.shown()
    pairs = table.columns["split"][shown] * np.uint8(len(LABELS)) + table.columns["label"][shown]
    counts = np.bincount(pairs, minlength=len(SPLITS) * len(LABELS)).reshape(len(SPLITS), len(LABELS))

    def number(label: Label, *splits: Split) -> int:
        return int(sum(counts[SPLITS.index(split), LABELS.index(label)] for split in splits))

    train = (Split.TRAIN, Split.UNASSIGNED)
    good, defective = number(Label.GOOD, *train), number(Label.DEFECTIVE, *train)
    validation = number(Label.GOOD, Split.VALIDATION), number(Label.DEFECTIVE, Split.VALIDATION)
    unlabelled = number(Label.UNLABELLED, *Split)
    marked = Chips(labels=frozenset({Label.DEFECTIVE}), splits=frozenset(train)).mask(table.columns)
    masks = int(np.count_nonzero(marked & shown & table.columns["has_mask"]))
    return Facts(good, defective, sum(validation), validation[1], unlabelled, not sum(validation), masks)


def obstacle(facts: Facts, settings: TrainingSettings) -> str:
    """Why nothing can be trained; "" = it can."""
    drawn = round(facts.good * settings.validation) if facts.drawn else 0
    if facts.good - drawn < FEWEST:
        return tr(
            "Train", "There are too few good images to train on: add or label some in the Dataset view."
        )
    if (drawn if facts.drawn else facts.validation - facts.validation_defective) < FEWEST:
        return tr(
            "Train",
            "Fewer than two good images validate: add good images in the Dataset view, or raise the share for "
            "validation in All settings.",
        )
    if not facts.defective and settings.needs_defects and not settings.warm_up_steps:
        return tr(
            "Train",
            "There is no defective image to train on, and the paper's method needs some: choose Quick look or "
            "Standard, whose warm-up learns from good images alone.",
        )
    return ""


def in_sentences(facts: Facts, settings: TrainingSettings) -> list[str]:
    """What the user should know, most important first."""
    if not facts.good:
        return [tr("Train", "There are no good images to train on."), *_unused(facts)]
    told = [
        tr(
            "Train",
            "{good} good and {defective} defective images to train on; the paper had {paper_good} and "
            "{paper_defective}.",
            good=facts.good,
            defective=facts.defective,
            paper_good=PAPER_GOOD,
            paper_defective=PAPER_DEFECTIVE,
        )
    ]
    if not facts.defective and settings.network.plays:
        told.append(
            tr("Train", "Without defective images only the warm-up is trained, with synthetic defects.")
        )
    elif facts.good < PAPER_GOOD or facts.defective < PAPER_DEFECTIVE:
        told.append(tr("Train", "Fewer train too, with less certain results."))
    if facts.drawn:
        share = f"{settings.validation:.0%}"
        told.append(tr("Train", "{share} of them are drawn to validate.", share=share))
    else:
        told.append(tr_n("Train", facts.validation, "{n} image validates.", "{n} images validate."))
        if facts.validation_defective < JUDGED:
            told.append(tr("Train", "Fewer than two of those are defective: synthetic defects stand in."))
    return told + _unused(facts)


def settled_masks(settings: TrainingSettings) -> str:
    """Why it cannot be chosen from how many masks a run learns, as a sentence; "" = it can."""
    if settings.network.segments:
        return tr("Train", "This network learns from all of them, and from nothing else.")
    if not settings.learns_from_defects:
        return tr("Train", "This network learns from good images alone.")
    if settings.network.criticises:
        return ""
    return tr(
        "Train",
        "They are not used: D_p is the paper's here, and only a critic learns from masks (All settings, Networks).",
    )


def _unused(facts: Facts) -> list[str]:
    if not facts.unlabelled:
        return []
    return [
        tr_n(
            "Train",
            facts.unlabelled,
            "{n} unlabelled image is not used.",
            "{n} unlabelled images are not used.",
        )
    ]
