"""What an undoable step changed: enough to take it back and to do it again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.datasets.dataset import Label, Split
from core.project.path_text import from_json, plain_text, to_json

Column = Literal["label", "split", "defect_type", "reviewed", "tags", "note", "removed"]
COLUMNS: tuple[str, ...] = get_args(Column)
"""Columns of an image that a user edits."""

BLOCK = 5000
"""Images in one change: a step of more has several, so that packing one never holds the interpreter's lock long."""

Value = str | int | float | bool | None
Id = Annotated[int, Field(ge=1, lt=2**63)]

_LABELS, _SPLITS = frozenset(Label), frozenset(Split)


def _is_tags(value: bool | str) -> bool:
    try:
        tags = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(tags, list) and all(isinstance(tag, str) for tag in tags)


_ALLOWED: Mapping[str, Callable[[bool | str], bool]] = {
    "label": lambda value: isinstance(value, str) and value in _LABELS,
    "split": lambda value: isinstance(value, str) and value in _SPLITS,
    "defect_type": lambda value: isinstance(value, str),
    "reviewed": lambda value: isinstance(value, bool),
    "tags": _is_tags,
    "note": lambda value: isinstance(value, str),
    "removed": lambda value: isinstance(value, bool),
}


def clean(column: str, value: bool | str) -> bool | str:
    """The value as the column keeps it.

    Raises:
        ValueError: no column that a user edits, or a value that it cannot have.
    """
    if column not in _ALLOWED:
        raise ValueError(f"{column} cannot be edited")
    if isinstance(value, str):
        value = plain_text(value)
    if not _ALLOWED[column](value):
        raise ValueError(f"{column} cannot be {value!r:.40}")
    return value


class ColumnChange(BaseModel):
    """One column of many images: `before[i]` became `after[i]` in image `ids[i]`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column
    ids: tuple[Id, ...]
    before: tuple[bool | str, ...]
    after: tuple[bool | str, ...]

    @model_validator(mode="after")
    def _is_possible(self) -> ColumnChange:
        if not len(self.ids) == len(self.before) == len(self.after):
            raise ValueError("not one value for each image")
        if not all(map(_ALLOWED[self.column], {*self.before, *self.after})):
            raise ValueError(f"a value that {self.column} cannot have")
        return self

    def inverse(self) -> ColumnChange:
        """What takes it back."""
        return self.model_copy(update={"before": self.after, "after": self.before})


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _MaskRow(_Row):
    folder_id: Id | None
    name: str | None
    document: str | None


class _AreaRow(_Row):
    image_id: Id | None
    document: str


class _FolderRow(_Row):
    path: str
    relative: str | None


class _ReviewRow(_Row):
    undone: bool


_ROWS: Mapping[str, type[_Row]] = {
    "masks": _MaskRow,
    "areas": _AreaRow,
    "folders": _FolderRow,
    "reviews": _ReviewRow,
}


_STAY = ("folders", "reviews")


class RowChange(BaseModel):
    """One row of another table, by its key; None = it is not there. Of a decision, only whether it is undone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: Literal["masks", "areas", "folders", "reviews"]
    key: Id
    before: dict[str, Value] | None
    after: dict[str, Value] | None

    @model_validator(mode="after")
    def _is_possible(self) -> RowChange:
        if self.table in _STAY and (self.before is None or self.after is None):
            raise ValueError(f"{self.table} neither come nor go")
        for row in (self.before, self.after):
            if row is not None:
                _ROWS[self.table].model_validate(row)
                for value in row.values():
                    from_json(value)
        return self

    def inverse(self) -> RowChange:
        """What takes it back."""
        return self.model_copy(update={"before": self.after, "after": self.before})


Change = ColumnChange | RowChange


def column_changes(
    column: str, ids: Sequence[int], before: Sequence[bool | str], after: Sequence[bool | str]
) -> list[ColumnChange]:
    """The change of one column of `COLUMNS`, in blocks; the values are not checked again."""
    return [
        ColumnChange.model_construct(
            column=column,  # type: ignore[arg-type]
            ids=tuple(ids[start : start + BLOCK]),
            before=tuple(before[start : start + BLOCK]),
            after=tuple(after[start : start + BLOCK]),
        )
        for start in range(0, len(ids), BLOCK)
    ]


def row_values(row: Any) -> dict[str, Value]:
    """A database row as the values of a `RowChange`."""
    return {name: to_json(value) for name, value in row._mapping.items()}
