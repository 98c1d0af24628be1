"""What the project file reports, taken over into the images in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.datasets.dataset import Label, Split
from core.project.image_table import ImageTable
from core.project.problem import OF_A_FILE

if TYPE_CHECKING:
    from core.project.changes import Change, ColumnChange, RowChange
    from core.project.reading import FileFacts

_FACTS = ("width", "height", "bit_depth", "channels")


def take_facts(table: ImageTable, facts: Sequence[FileFacts]) -> list[int]:
    """Take over what reading files gave; returns the ids of images whose look changed."""
    from core.project.reading import problem_of

    ids = [fact.id for fact in facts]
    for name in _FACTS:
        table.set_values(name, ids, [getattr(fact, name) for fact in facts])
    before = table.get_values("problems", ids)
    after = [(old & ~OF_A_FILE) | problem_of(fact) for old, fact in zip(before, facts, strict=True)]
    table.set_values("problems", ids, after)
    return [number for number, old, new in zip(ids, before, after, strict=True) if old != new]


def take_scores(table: ImageTable, scores: Mapping[int, float | None], model: int) -> list[int]:
    """Take over what a model gave; returns the ids of the images of these that are in the table."""
    there = set(table.ids.tolist())
    ids = [image for image in scores if image in there]
    table.set_values("score", ids, [scores[image] for image in ids])
    table.set_value("model", ids, model)
    return ids


def updates_of(table: ImageTable, changes: Iterable[Change]) -> tuple[list[int], bool]:
    """Take over the changes of a step.

    Returns:
        The ids of images that changed, and whether some came or went.
    """
    # A step was applied, so the database library is loaded; at the start of the program it is not.
    from core.project.changes import ColumnChange

    ids: list[int] = []
    membership = False
    has_areas: dict[int, bool] = {}
    moved: dict[str, str] = {}
    for change in changes:
        if isinstance(change, ColumnChange):
            _column(table, change)
            ids += change.ids
            membership |= change.column == "removed"
        elif change.table == "folders":
            moved |= _move(change)
        elif change.table == "masks":
            table.set_value("has_mask", [change.key], change.after is not None)
            ids.append(change.key)
        else:
            image = (change.after or change.before or {}).get("image_id")
            if isinstance(image, int):
                # A step replaces all areas of an image: there are some afterwards if one of its changes brings one.
                has_areas[image] = has_areas.get(image, False) or change.after is not None
    if moved:
        # At once: one folder may take the place of another.
        table.rename_folders(moved)
        ids += table.ids.tolist()
    for image, some in has_areas.items():
        table.set_value("has_areas", [image], some)
        ids.append(image)
    return ids, membership


def _column(table: ImageTable, change: ColumnChange) -> None:
    convert: dict[str, Any] = {"label": Label, "split": Split, "tags": lambda text: tuple(json.loads(text))}
    values = list(map(convert.get(change.column, lambda value: value), change.after))
    table.set_values(change.column, change.ids, values)


def _move(change: RowChange) -> dict[str, str]:
    from core.project.path_text import from_json

    if not (change.before and change.after):
        return {}
    return {str(from_json(change.before["path"])): str(from_json(change.after["path"]))}
