"""What the grid shows of one image, and how it asks a model for it."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any, NamedTuple, Protocol

from PySide6.QtCore import QAbstractItemModel, Qt

from core.datasets.role_words import LABELS, SPLITS
from core.language import listed, tr

GOOD = "good"
DEFECTIVE = "defective"
UNLABELLED = "unlabelled"


class Tile(NamedTuple):
    """One image as the grid shows it.

    Attributes:
        key: the image's number in the project.
        name: what stands below the picture.
        path: absolute path of the file.
        label: `good`, `defective` or `unlabelled`.
        split: `train`, `validation`, `test`, or empty.
        reviewed: a person has looked at it.
        problem: a finding of the pre-flight check, or empty.
        has_mask: a mask belongs to it.
        score: anomaly score, larger = worse; None where nothing scored it.
    """

    key: int
    name: str
    path: str
    label: str = UNLABELLED
    split: str = ""
    reviewed: bool = False
    problem: str = ""
    has_mask: bool = False
    score: float | None = None


class ItemRole(IntEnum):
    """The data roles of a grid model; the name is under `DisplayRole`."""

    KEY = Qt.ItemDataRole.UserRole + 1
    PATH = KEY + 1
    LABEL = KEY + 2
    SPLIT = KEY + 3
    REVIEWED = KEY + 4
    PROBLEM = KEY + 5
    HAS_MASK = KEY + 6
    SCORE = KEY + 7


class GridModel(Protocol):
    """What a model adds to `QAbstractListModel` to be painted quickly: one call for a row instead of nine."""

    def tile(self, row: int) -> Tile:
        """The image in `row`, which is in range."""
        ...


def tile_reader(model: QAbstractItemModel) -> Callable[[int], Tile]:
    """A function from row to tile: the model's own `tile`, or else one that asks for role after role."""
    own: Callable[[int], Tile] | None = getattr(model, "tile", None)
    return own if own is not None else lambda row: _by_roles(model, row)


def tile_data(tile: Tile, role: int) -> Any:
    """The answer of a model's `data()` for `role`, so that a model needs to make nothing but tiles."""
    if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
        return tip(tile)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spoken(tile)
    place = _PLACES.get(role)
    return None if place is None else tile[place]


def tip(tile: Tile) -> str:
    """Tooltip: the whole path, and all that the small marks stand for."""
    score = "" if tile.score is None else tr("Window", "score {score}", score=f"{tile.score:.4f}")
    return "\n".join(filter(None, [tile.path, listed([*_marks(tile), score]), tile.problem]))


def spoken(tile: Tile) -> str:
    """What a screen reader says."""
    return listed([tile.name, *_marks(tile), tile.problem])


def _marks(tile: Tile) -> list[str]:
    return [
        str(LABELS.get(tile.label, tile.label)),
        str(SPLITS.get(tile.split, tile.split) or tr("Window", "no split")),
        tr("Window", "reviewed") if tile.reviewed else "",
        tr("Window", "has a mask") if tile.has_mask else "",
    ]


_PLACES: dict[int, int] = {
    int(Qt.ItemDataRole.DisplayRole): Tile._fields.index("name"),
    **{int(role): Tile._fields.index(role.name.lower()) for role in ItemRole},
}


def _by_roles(model: QAbstractItemModel, row: int) -> Tile:
    index = model.index(row, 0)

    def text(role: int) -> str:
        return str(model.data(index, role) or "")

    key, score = model.data(index, ItemRole.KEY), model.data(index, ItemRole.SCORE)
    return Tile(
        key=row if key is None else int(key),
        name=text(Qt.ItemDataRole.DisplayRole),
        path=text(ItemRole.PATH),
        label=text(ItemRole.LABEL) or UNLABELLED,
        split=text(ItemRole.SPLIT),
        reviewed=bool(model.data(index, ItemRole.REVIEWED)),
        problem=text(ItemRole.PROBLEM),
        has_mask=bool(model.data(index, ItemRole.HAS_MASK)),
        score=None if score is None else float(score),
    )
