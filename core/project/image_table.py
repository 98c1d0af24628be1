"""All images of a project in memory, so that counting, filtering and sorting them never waits for the disk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.images.find import natural_key
from core.project.chips import LABELS, SPLITS, Chips, Counters, Facets, count, facets
from core.project.columns import Column, Columns, Mask, Rows, TextCodes
from core.project.image_row import ImageRow
from core.project.name_index import NameIndex
from core.project.ordering import SortKey, by_path, order
from core.project.problem import Problem
from core.project.query import Query
from core.project.row_lookup import Ids, RowLookup

_TYPES = {
    "id": np.int64,
    "folder": np.int32,
    "label": np.uint8,
    "split": np.uint8,
    "defect_type": np.int32,
    "reviewed": np.bool_,
    "removed": np.bool_,
    "has_mask": np.bool_,
    "has_areas": np.bool_,
    "problems": np.uint32,
    "width": np.int32,
    "height": np.int32,
    "bit_depth": np.uint8,
    "channels": np.uint8,
    "file_size": np.int64,
    "score": np.float32,
    "model": np.int32,
}
_FIELDS = (*_TYPES, "name", "tags", "note")
_FIXED = ("id", "name")
_LABEL_CODES = {label: code for code, label in enumerate(LABELS)}
_SPLIT_CODES = {split: code for code, split in enumerate(SPLITS)}


def _by_field(rows: Sequence[ImageRow]) -> dict[str, tuple[Any, ...]]:
    """The values of each field; `rows` is not empty."""
    return dict(zip(_FIELDS, zip(*map(attrgetter(*_FIELDS), rows), strict=True), strict=True))


class ImageTable:
    """One row per image in typed columns; a row never moves and is never taken out. For one thread.

    Attributes:
        columns: the numbers of `ImageRow`'s fields: `label` and `split` as indices into the enums, `folder` and
            `defect_type` as codes of the next two, `score` NaN where there is none. To be read only.
        folders, defect_types: the texts that rows share.
        model_names: of the project's models, by id.
        names: the file names.
        tags, notes: by row, only of rows that have some. To be read only.
    """

    def __init__(self) -> None:
        self.columns = Columns(_TYPES)
        self.folders = TextCodes()
        self.defect_types = TextCodes()
        self.model_names: Mapping[int, str] = {}
        self.names = NameIndex()
        self.tags: dict[int, tuple[str, ...]] = {}
        self.notes: dict[int, str] = {}
        self._lookup = RowLookup()
        self._folder_keys: list[str] = []
        self._by_path: NDArray[np.int32] | None = None

    def __len__(self) -> int:
        """Rows, removed images included."""
        return len(self.columns)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The id of each row."""
        return self.columns["id"]

    def append(self, rows: Sequence[ImageRow]) -> None:
        """Add images.

        Raises:
            ValueError: an id that is there already, or twice among `rows`; nothing was added then.
        """
        if not rows:
            return
        values = _by_field(rows)
        encoded = {name: self._encode(name, values[name]) for name in _TYPES}
        self._lookup.append(encoded["id"])
        first = len(self)
        self.columns.extend(encoded)
        self.names.append(values["name"])
        for name in ("tags", "note"):
            self._write_sparse(name, range(first, len(self)), values[name])
        self._by_path = None

    def put(self, rows: Sequence[ImageRow]) -> None:
        """Add the images that are not there yet, and bring those that are up to date (but never their names).

        Raises:
            ValueError: an id twice among the new ones; nothing was changed then.
        """
        there = self._lookup.has([row.id for row in rows]).tolist()
        self.append([row for row, known in zip(rows, there, strict=True) if not known])
        if old := [row for row, known in zip(rows, there, strict=True) if known]:
            values = _by_field(old)
            for name in _FIELDS:
                if name not in _FIXED:
                    self.set_values(name, values["id"], values[name])

    def rows_of(self, ids: Ids) -> Rows:
        """The rows of ids, in their order.

        Raises:
            KeyError: an id that no row has.
        """
        return self._lookup.rows_of(ids)

    def row(self, row: int) -> ImageRow:
        """Everything about the image in a row."""
        values = {name: self._decode(name, self.columns[name][row : row + 1])[0] for name in _TYPES}
        return ImageRow(
            name=self.names[row], tags=self.tags.get(row, ()), note=self.notes.get(row, ""), **values
        )

    def folder_of(self, row: int) -> str:
        """The folder of the image in a row."""
        return self.folders.texts[int(self.columns["folder"][row])]

    def get_values(self, column: str, ids: Ids) -> list[Any]:
        """One field of `ImageRow` for many images, as the values that an `ImageRow` holds.

        Raises:
            KeyError: an unknown id or column.
        """
        rows = self.rows_of(ids)
        if column == "tags":
            return [self.tags.get(row, ()) for row in rows.tolist()]
        if column == "note":
            return [self.notes.get(row, "") for row in rows.tolist()]
        if column == "name":
            return [self.names[row] for row in rows.tolist()]
        return self._decode(column, self.columns[column][rows])

    def set_value(self, column: str, ids: Ids, value: Any) -> None:
        """Set one field of `ImageRow` to the same value in many images; else as `set_values`."""
        self.set_values(column, ids, [value] * len(ids))

    def set_values(self, column: str, ids: Ids, values: Sequence[Any]) -> None:
        """Set one field of `ImageRow` in many images, to one value for each.

        Raises:
            KeyError: an unknown id, column, label or split.
            ValueError: a column that never changes (`id`, `name`), or not as many values as ids.
        """
        if column in _FIXED:
            raise ValueError(f"The {column} of an image does not change.")
        if len(ids) != len(values):
            raise ValueError(f"{len(values)} values for {len(ids)} images")
        rows = self.rows_of(ids)
        if column in ("tags", "note"):
            self._write_sparse(column, rows.tolist(), values)
            return
        self.columns.write(column, rows, self._encode(column, values))
        if column == "folder":
            self._by_path = None

    def rename_folders(self, names: dict[str, str]) -> None:
        """Put new folders in the place of old ones, for all images in them."""
        self.folders.rename(names)
        self._folder_keys.clear()
        self._by_path = None

    def shown(self) -> Mask:
        """Rows of images that were not removed."""
        return ~self.columns["removed"]

    def select(self, query: Query | None = None, chips: Chips | None = None) -> Mask:
        """Rows that are to be shown: not removed, found by the query, let through by the chips."""
        mask = self.shown()
        if chips is not None:
            mask &= chips.mask(self.columns)
        if query is not None:
            mask &= query.mask(self)
        return mask

    def order(self, mask: Mask, key: SortKey = SortKey.NAME, *, descending: bool = False) -> Rows:
        """The rows of a mask, sorted; equal ones by path, those without a score last."""
        if self._by_path is None:
            self._folder_keys += map(natural_key, self.folders.texts[len(self._folder_keys) :])
            self._by_path = by_path(self._folder_keys, self.columns["folder"], self.names.order)
        rows = self._by_path[mask[self._by_path]].astype(np.int64)
        return order(rows, self.columns, key, descending=descending)

    def counters(self) -> Counters:
        """The figures above the images, of all that were not removed."""
        return count(self.columns, self.shown())

    def facets(self, mask: Mask | None = None) -> Facets:
        """What is counted on the chips, of the images in `mask` (all) that were not removed."""
        shown = self.shown() if mask is None else self.shown() & mask
        return facets(self.columns, self.defect_types.texts, shown)

    def _encode(self, column: str, values: Sequence[Any]) -> Column:
        if column == "label":
            values = [_LABEL_CODES[value] for value in values]
        elif column == "split":
            values = [_SPLIT_CODES[value] for value in values]
        elif column == "folder":
            return self.folders.encode(values)
        elif column == "defect_type":
            return self.defect_types.encode(values)
        elif column == "score":
            values = [np.nan if value is None else value for value in values]
        return np.array(values, self.columns.dtype(column))

    def _decode(self, column: str, values: Column) -> list[Any]:
        decode: dict[str, Callable[[Any], Any]] = {
            "label": LABELS.__getitem__,
            "split": SPLITS.__getitem__,
            "folder": self.folders.texts.__getitem__,
            "defect_type": self.defect_types.texts.__getitem__,
            "problems": Problem,
            "score": lambda score: None if np.isnan(score) else score,
        }
        plain: list[Any] = values.tolist()
        if column not in decode:
            return plain
        found = {value: decode[column](value) for value in set(plain)}
        return [found[value] for value in plain]

    def _write_sparse(self, column: str, rows: Sequence[int], values: Sequence[Any]) -> None:
        held: dict[int, Any] = self.tags if column == "tags" else self.notes
        for row, value in zip(rows, values, strict=True):
            if value:
                held[row] = tuple(map(sys.intern, value)) if column == "tags" else value
            elif row in held:
                del held[row]
