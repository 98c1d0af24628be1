"""What the import page says about a plan. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.views.dataset.counters import PAPER_DEFECTIVE, PAPER_GOOD, TRAIN_DEFECTIVE, TRAIN_GOOD
from core.datasets.dataset import Label, Split
from core.datasets.layout import LAYOUTS
from core.datasets.role_words import LABEL_NAMES, SPLIT_NAMES
from core.language import Later, later, listed, sentences, tr

if TYPE_CHECKING:
    from core.datasets.import_plan import Group, ImportPlan

Counts = dict[Split, dict[Label, int]]

FILES = "files"
_TITLES = {
    "dagm": "DAGM",
    "mvtec": later("Dataset", "MVTec AD"),
    "magnetic_tile": later("Dataset", "Magnetic tile"),
    "good_defective": later("Dataset", "Good / defective folders"),
    "coco": "COCO",
    "labelme": "labelme",
    "flat": later("Dataset", "Plain folder"),
    FILES: later("Dataset", "Image files"),
}
_NOTHING_SAID = later(
    "Dataset",
    "Nothing says what is good: images come in unlabelled, to be labelled here or after the import.",
)
_MEANINGS = {
    "dagm": later(
        "Dataset",
        "Train and Test are the splits; Labels.txt says which images are defective, ellipses mark where.",
    ),
    "mvtec": later(
        "Dataset",
        "train/good is learned from; in test every folder is a defect type; masks come from ground_truth.",
    ),
    "magnetic_tile": later(
        "Dataset",
        "MT_Free is good, every other MT_ folder a defect type; a PNG beside an image is its mask.",
    ),
    "good_defective": later(
        "Dataset",
        "Folders named like good and defective give the labels, those named like train or test the splits.",
    ),
    "coco": later(
        "Dataset",
        "A JSON file outlines the defects: listed images without an outline are good, others unlabelled.",
    ),
    "labelme": later(
        "Dataset",
        "NAME.json beside an image outlines its defects; images without such a file are unlabelled.",
    ),
    "flat": _NOTHING_SAID,
    FILES: _NOTHING_SAID,
}


def title_of(layout: str) -> str:
    """What a layout is called."""
    return str(_TITLES.get(layout, layout))


def meaning_of(layouts: Sequence[str]) -> str:
    """One sentence: what the layout that was recognised means."""
    if len(layouts) != 1:
        titles = listed(title_of(name) for name in layouts)
        return tr("Dataset", "Every folder was recognised by itself: {layouts}.", layouts=titles)
    name = layouts[0]
    if name in _MEANINGS:
        return str(_MEANINGS[name])
    return tr("Dataset", "Read as {layout}.", layout=LAYOUTS[name].expected) if name in LAYOUTS else ""


def name_of(paths: Sequence[Path]) -> str:
    """What was dropped, in a few words."""
    if not paths:
        return tr("Dataset", "images")
    first = paths[0].name or str(paths[0])
    if len(paths) == 1:
        return first
    return tr("Dataset", "{first} and {more} more", first=first, more=len(paths) - 1)


def folder_of(group: Group, plan: ImportPlan) -> str:
    """The group's folder as the table shows it: below what was dropped."""
    for source in plan.sources:
        if group.folder.is_relative_to(source.path):
            below = group.folder.relative_to(source.path).as_posix()
            if len(plan.sources) == 1 and below != ".":
                return below
            return source.path.name if below == "." else f"{source.path.name}/{below}"
    return str(group.folder)


@dataclass(frozen=True)
class Count:
    """One of the large figures: its name, the number, what it consists of, and whether that takes some room."""

    name: Later
    number: int
    detail: str = ""
    detailed: bool = False


def figures(counts: Counts) -> list[Count]:
    """The large figures; each image counts in one of them, and in the total."""

    def number(split: Split, label: Label) -> int:
        return counts.get(split, {}).get(label, 0)

    def of(split: Split) -> Count:
        good, defective = number(split, Label.GOOD), number(split, Label.DEFECTIVE)
        detail = tr("Dataset", "{good} good, {defective} defective", good=good, defective=defective)
        return Count(SPLIT_NAMES[split], good + defective, detail if good or defective else "", True)

    def of_paper(number: int) -> str:
        return tr("Dataset", "paper: {number}", number=number)

    unlabelled = sum(number(split, Label.UNLABELLED) for split in Split)
    total = sum(sum(row.values()) for row in counts.values())
    return [
        Count(TRAIN_GOOD, number(Split.TRAIN, Label.GOOD), of_paper(PAPER_GOOD)),
        Count(TRAIN_DEFECTIVE, number(Split.TRAIN, Label.DEFECTIVE), of_paper(PAPER_DEFECTIVE)),
        of(Split.VALIDATION),
        of(Split.TEST),
        of(Split.UNASSIGNED),
        Count(
            LABEL_NAMES[Label.UNLABELLED], unlabelled, tr("Dataset", "to be labelled") if unlabelled else ""
        ),
        Count(later("Dataset", "Total"), total),
    ]


def paper_line(counts: Counts) -> str:
    """What the paper trained with, and what fewer means."""
    assigned = Split.TRAIN in counts
    row = counts.get(Split.TRAIN if assigned else Split.UNASSIGNED, {})
    good, defective = row.get(Label.GOOD, 0), row.get(Label.DEFECTIVE, 0)
    paper = tr(
        "Dataset",
        "The paper trained with {good} good and {defective} defective images.",
        good=PAPER_GOOD,
        defective=PAPER_DEFECTIVE,
    )
    if not good and not defective:
        return sentences([paper, tr("Dataset", "None of these is labelled yet.")])
    if good >= PAPER_GOOD and defective >= PAPER_DEFECTIVE:
        here = tr("Dataset", "Here are at least as many.")
    elif good < PAPER_GOOD:
        here = tr("Dataset", "With {good} good ones expect more false alarms.", good=good)
    elif defective:
        here = tr(
            "Dataset",
            "With {defective} defective ones the cuts between OK and NG are less certain.",
            defective=defective,
        )
    else:
        here = tr("Dataset", "Without defective ones, training uses synthetic defects alone.")
    after = tr("Dataset", "What trains, validates and tests is chosen after the import.")
    return sentences([paper, here, "" if assigned else after])
