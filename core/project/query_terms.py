"""What a search consists of: each term finds rows of an `ImageTable` as a bool array."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from core.project.columns import Column, Mask
from core.project.problem import Problem
from core.project.text_match import Pattern, fold, fold_path, glob

if TYPE_CHECKING:
    from core.project.image_table import ImageTable


class Term(Protocol):
    """One condition of a search."""

    def mask(self, table: ImageTable) -> Mask:
        """The rows that meet it, removed images included."""


@dataclass(frozen=True, slots=True)
class Not:
    """All rows but those of another term."""

    term: Term

    def mask(self, table: ImageTable) -> Mask:
        """The rows that do not meet it."""
        return ~self.term.mask(table)


@dataclass(frozen=True, slots=True)
class PathWords:
    """Any of some words in the file name, in its folder, or in the whole path.

    Without wildcards a word is found anywhere. With them it has to match the whole name, or the end of the folder
    from the start of one of its parts; in a path, what is behind the last "/" stands for the name.
    """

    place: Literal["name", "folder", "path"]
    words: tuple[Pattern, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows with one of the words."""
        found: Mask = np.zeros(len(table), bool)
        folders = [fold_path(text) for text in table.folders.texts]
        codes = table.columns["folder"]
        for word in self.words:
            if self.place != "folder" and "/" not in word.text:
                found |= table.names.containing(word)
            if self.place != "name":
                found |= np.array([_in_folder(word, text) for text in folders], bool)[codes]
            if self.place == "path":
                found |= _across(table, folders, codes, word)
        return found


def _in_folder(word: Pattern, folder: str) -> bool:
    text = fold_path(word.text)
    if word.wild:
        return glob(text.rstrip("/"), prefix="(?:.*/)?").fullmatch(folder) is not None
    return bool(folder) and text in f"{folder}/"


def _across(table: ImageTable, folders: list[str], codes: Column, word: Pattern) -> Mask:
    """Rows in which a word with a "/" ends in the name: its last "/" is the one between folder and name."""
    end, slash, start = fold_path(word.text).rpartition("/")
    if not slash or not start:
        return np.zeros(len(codes), bool)
    if word.wild:
        whole = glob(end, prefix="(?:.*/)?")
        ends = [whole.fullmatch(folder) is not None for folder in folders]
    else:
        ends = [bool(folder) and folder.endswith(end) for folder in folders]
    found: Mask = np.array(ends, bool)[codes]
    if np.any(found):
        found &= table.names.matching(start) if word.wild else table.names.starting(start)
    return found


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column has one of some numbers: codes of an enum, or 0 and 1 for no and yes."""

    column: str
    values: tuple[int, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows with one of the values."""
        values = table.columns[self.column]
        found: Mask = np.zeros(len(values), bool)
        for value in self.values:
            found |= values == value
        return found


@dataclass(frozen=True, slots=True)
class HasProblem:
    """At least one of some problems."""

    problems: Problem

    def mask(self, table: ImageTable) -> Mask:
        """The rows with one of them."""
        found: Mask = (table.columns["problems"] & np.uint32(self.problems)) != 0
        return found


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`; `with_low`, `with_high`: whether the limits themselves belong to it."""

    low: float
    high: float
    with_low: bool = True
    with_high: bool = True


@dataclass(frozen=True, slots=True)
class InRanges:
    """A number that is known and lies in one of some ranges."""

    column: str
    ranges: tuple[Range, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows in one of the ranges."""
        values = table.columns[self.column]
        found: Mask = np.zeros(len(values), bool)
        for part in self.ranges:
            limits: Column = np.array([part.low, part.high])
            if values.dtype == np.float32:
                # 0.3 is to find the 0.3 that was rounded to 32 bits; a limit beyond them becomes infinite.
                with np.errstate(over="ignore"):
                    limits = limits.astype(np.float32)
            low, high = limits
            above = values >= low if part.with_low else values > low
            below = values <= high if part.with_high else values < high
            found |= above & below
        return found & known(table, self.column)


@dataclass(frozen=True, slots=True)
class Known:
    """A number that is known."""

    column: str

    def mask(self, table: ImageTable) -> Mask:
        """The rows where it is."""
        return known(table, self.column)


def known(table: ImageTable, column: str) -> Mask:
    """Where a number is known: a score there is, a size in pixels that was read; the size of a file always is."""
    values = table.columns[column]
    if column == "score":
        return ~np.isnan(values)
    if column == "file_size":
        return np.ones(len(values), bool)
    found: Mask = values > 0
    return found


@dataclass(frozen=True, slots=True)
class DefectTypes:
    """The type of defect is one of some texts."""

    words: tuple[Pattern, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows of these types."""
        return _of_texts(table.defect_types.texts, self.words)[table.columns["defect_type"]]


def _of_texts(texts: Sequence[str], words: Sequence[Pattern]) -> Mask:
    """Which texts are one of the words; none at all never is."""
    return np.array([bool(text) and any(word.equals(fold(text)) for word in words) for text in texts], bool)


@dataclass(frozen=True, slots=True)
class Models:
    """The model that inspected last has one of some names."""

    words: tuple[Pattern, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows that it inspected."""
        names = table.model_names
        fitting = np.array(list(names), np.int32)[_of_texts(list(names.values()), self.words)]
        return np.isin(table.columns["model"], fitting)


@dataclass(frozen=True, slots=True)
class Tags:
    """At least one tag is one of some texts."""

    words: tuple[Pattern, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows with such a tag."""
        hits: dict[tuple[str, ...], bool] = {}
        for tags in set(table.tags.values()):
            hits[tags] = any(word.equals(fold(tag)) for tag in tags for word in self.words)
        return _sparse(table, table.tags, hits.__getitem__)


@dataclass(frozen=True, slots=True)
class Notes:
    """One of some words in the note."""

    words: tuple[Pattern, ...]

    def mask(self, table: ImageTable) -> Mask:
        """The rows with such a note."""
        return _sparse(
            table, table.notes, lambda note: any(word.contained_in(fold(note)) for word in self.words)
        )


def _sparse(table: ImageTable, held: Mapping[int, Any], test: Callable[[Any], bool]) -> Mask:
    found: Mask = np.zeros(len(table), bool)
    found[[row for row, value in held.items() if test(value)]] = True
    return found
