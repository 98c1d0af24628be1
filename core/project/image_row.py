"""One image of a project as the list of images shows it."""

from __future__ import annotations

from dataclasses import dataclass

from core.datasets.dataset import Label, Split
from core.project.problem import NO_PROBLEM, Problem


@dataclass(frozen=True, slots=True)
class ImageRow:
    """What the store yields and `core.project.image_table.ImageTable` takes.

    Attributes:
        id: the image's number in the project, unique.
        folder, name: where the file is; `folder` is any text that stands for one folder.
        removed: taken out of the project; the row stays, so that this can be undone.
        has_mask, has_areas: whether there is a mask, and areas of its own.
        width, height: pixels; bit_depth: bits per channel; all of them and `channels` are 0 until the file was read.
        file_size: bytes.
        score: that of the latest inspection, larger = worse; None = not inspected.
        model: the id of the model that inspected it last; 0 = none did.
    """

    id: int
    folder: str
    name: str
    label: Label = Label.UNLABELLED
    split: Split = Split.UNASSIGNED
    defect_type: str = ""
    reviewed: bool = False
    removed: bool = False
    has_mask: bool = False
    has_areas: bool = False
    problems: Problem = NO_PROBLEM
    width: int = 0
    height: int = 0
    bit_depth: int = 0
    channels: int = 0
    file_size: int = 0
    score: float | None = None
    model: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""
