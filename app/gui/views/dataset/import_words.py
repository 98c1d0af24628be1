"""What the import page says about a plan. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.views.dataset.counters import PAPER_DEFECTIVE, PAPER_GOOD
from core.datasets.dataset import Label, Split
from core.datasets.layout import LAYOUTS

if TYPE_CHECKING:
    from core.datasets.import_plan import Group, ImportPlan

Counts = dict[Split, dict[Label, int]]

FILES = "files"
_TITLES = {
    "dagm": "DAGM",
    "mvtec": "MVTec AD",
    "magnetic_tile": "Magnetic tile",
    "good_defective": "Good / defective folders",
    "coco": "COCO",
    "labelme": "labelme",
    "flat": "Plain folder",
    FILES: "Image files",
}
_MEANINGS = {
    "dagm": "Train and Test are the splits; Labels.txt says which images are defective, ellipses mark where.",
    "mvtec": "train/good is learned from; in test every folder is a defect type; masks come from ground_truth.",
    "magnetic_tile": "MT_Free is good, every other MT_ folder a defect type; a PNG beside an image is its mask.",
    "good_defective": "Folders named like good and defective give the labels, those named like train or test the "
    "splits.",
    "coco": "A JSON file outlines the defects: listed images without an outline are good, others unlabelled.",
    "labelme": "NAME.json beside an image outlines its defects; images without such a file are unlabelled.",
    "flat": "Nothing says what is good: images come in unlabelled, to be labelled here or after the import.",
    FILES: "Nothing says what is good: images come in unlabelled, to be labelled here or after the import.",
}


def title_of(layout: str) -> str:
    """What a layout is called."""
    return _TITLES.get(layout, layout)


def meaning_of(layouts: Sequence[str]) -> str:
    """One sentence: what the layout that was recognised means."""
    if len(layouts) != 1:
        return f"Every folder was recognised by itself: {', '.join(title_of(name) for name in layouts)}."
    name = layouts[0]
    if name in _MEANINGS:
        return _MEANINGS[name]
    return f"Read as {LAYOUTS[name].expected}." if name in LAYOUTS else ""


def name_of(paths: Sequence[Path]) -> str:
    """What was dropped, in a few words."""
    if not paths:
        return "images"
    first = paths[0].name or str(paths[0])
    return first if len(paths) == 1 else f"{first} and {len(paths) - 1:,} more"


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
    """One of the large figures: its name, the number, and what it consists of."""

    name: str
    number: int
    detail: str = ""


def figures(counts: Counts) -> list[Count]:
    """The large figures; each image counts in one of them, and in the total."""

    def number(split: Split, label: Label) -> int:
        return counts.get(split, {}).get(label, 0)

    def of(name: str, split: Split) -> Count:
        good, defective = number(split, Label.GOOD), number(split, Label.DEFECTIVE)
        detail = f"{good:,} good, {defective:,} defective" if good or defective else ""
        return Count(name, good + defective, detail)

    unlabelled = sum(number(split, Label.UNLABELLED) for split in Split)
    total = sum(sum(row.values()) for row in counts.values())
    return [
        Count("Train good", number(Split.TRAIN, Label.GOOD), f"paper: {PAPER_GOOD}"),
        Count("Train defective", number(Split.TRAIN, Label.DEFECTIVE), f"paper: {PAPER_DEFECTIVE}"),
        of("Validation", Split.VALIDATION),
        of("Test", Split.TEST),
        of("Unassigned", Split.UNASSIGNED),
        Count("Unlabelled", unlabelled, "to be labelled" if unlabelled else ""),
        Count("Total", total),
    ]


def paper_line(counts: Counts) -> str:
    """What the paper trained with, and what fewer means."""
    assigned = Split.TRAIN in counts
    row = counts.get(Split.TRAIN if assigned else Split.UNASSIGNED, {})
    good, defective = row.get(Label.GOOD, 0), row.get(Label.DEFECTIVE, 0)
    line = f"The paper trained with {PAPER_GOOD} good and {PAPER_DEFECTIVE} defective images. "
    if not good and not defective:
        return line + "None of these is labelled yet."
    if good >= PAPER_GOOD and defective >= PAPER_DEFECTIVE:
        line += "Here are at least as many."
    elif good < PAPER_GOOD:
        line += f"With {good:,} good ones expect more false alarms."
    elif defective:
        line += f"With {defective:,} defective ones the cuts between OK and NG are less certain."
    else:
        line += "Without defective ones, training uses synthetic defects alone."
    if not assigned:
        line += " What trains, validates and tests is chosen after the import."
    return line
