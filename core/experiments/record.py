"""A table in one record, which is then written as CSV, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from statistics import fmean
from typing import Any

from core.experiments.cells import Cell
from core.experiments.figures import FIGURES, Summary, figures_of, summary
from core.experiments.paper import Printed, printed, printed_average
from core.experiments.subjects import Subject
from core.experiments.systems import OF_PAPER, System, TableName

TITLES: dict[TableName, str] = {
    "table2": "Table 2: ISU-GAN and other systems",
    "table3": "Table 3: the parts of ISU-GAN",
    "ablation": "Ablation: what each part brings",
    "families": "Leave one family out: defects that nobody thought of",
}
AVERAGE = "Average"


@dataclass(frozen=True)
class CellRow:
    """How a cell stands.

    Attributes:
        document: its `result.json`; None while it is not done.
        error: why it failed; "" otherwise.
    """

    cell: Cell
    document: Mapping[str, Any] | None
    error: str

    @property
    def status(self) -> str:
        """`done`, `failed` or `missing`."""
        return "done" if self.document is not None else "failed" if self.error else "missing"

    @cached_property
    def figures(self) -> dict[str, float | None]:
        """By the names of `FIGURES`; None for all while it is not done."""
        return dict.fromkeys(FIGURES) if self.document is None else figures_of(dict(self.document))


@dataclass(frozen=True)
class Entry:
    """A system on a surface, or on the average of all.

    Attributes:
        figures: by the names of `FIGURES`, over the seeds that are done.
        printed: what the paper prints for it.
        seeds: so many seeds are done.
    """

    figures: Mapping[str, Summary]
    printed: Printed | None
    seeds: int


@dataclass(frozen=True)
class Row:
    """A system.

    Attributes:
        entries: for each of the record's surfaces.
        average: over them, as the paper's last column; None with one surface.
    """

    system: System
    entries: tuple[Entry, ...]
    average: Entry | None


@dataclass(frozen=True)
class TableRecord:
    """Everything that a table shows.

    Attributes:
        created: when, local time.
        subjects: the surfaces, in the order of the columns.
        seeds: in all, done or not.
        rows: a system each.
        cells: how each stands.
    """

    table: TableName
    created: str
    subjects: tuple[Subject, ...]
    seeds: tuple[int, ...]
    rows: tuple[Row, ...]
    cells: tuple[CellRow, ...]

    @property
    def title(self) -> str:
        """The headline."""
        return TITLES[self.table]

    @property
    def of_paper(self) -> bool:
        """Whether it is a table of the paper's."""
        return self.table in OF_PAPER

    @property
    def notes_title(self) -> str:
        """The head above what a reader must know."""
        return "What differs from the paper" if self.of_paper else "What the figures hold for"

    @property
    def has_printed(self) -> bool:
        """Whether there is anything of the paper to compare with."""
        return any(entry.printed for row in self.rows for entry in row.entries)


def record_of(table: TableName, cells: Sequence[Cell]) -> TableRecord:
    """Read what of a table's cells is done."""
    found = tuple(_stand(cell) for cell in cells)
    subjects = {cell.subject.name: cell.subject for cell in cells}
    systems = {cell.system.name: cell.system for cell in cells}
    return TableRecord(
        table,
        datetime.now().astimezone().isoformat(" ", timespec="seconds"),
        tuple(subjects.values()),
        tuple(dict.fromkeys(cell.seed for cell in cells)),
        tuple(_row(table, system, subjects, found) for system in systems.values()),
        found,
    )


def _stand(cell: Cell) -> CellRow:
    document = cell.result()
    return CellRow(cell, document, "" if document is not None else cell.failure() or "")


def _row(table: TableName, system: System, subjects: Mapping[str, Subject], cells: Iterable[CellRow]) -> Row:
    done = [row for row in cells if row.cell.system.name == system.name and row.document is not None]
    entries = tuple(
        _entry(
            [row.figures for row in done if row.cell.subject.name == name],
            printed(table, system.name, subject.dagm_class),
        )
        for name, subject in subjects.items()
    )
    if len(subjects) == 1:
        return Row(system, entries, None)
    classes = [subject.dagm_class for subject in subjects.values()]
    of_all = _averages(done, len(subjects))
    return Row(system, entries, _entry(of_all, printed_average(table, system.name, classes)))


def _entry(figures: Sequence[Mapping[str, float | None]], of_paper: Printed | None) -> Entry:
    summaries = {name: summary([one[name] for one in figures]) for name in FIGURES}
    return Entry(summaries, of_paper, len(figures))


def _averages(done: Sequence[CellRow], subjects: int) -> list[dict[str, float | None]]:
    """For each seed that is done on all surfaces, the means over them; None where one of them lacks the figure."""
    means: list[dict[str, float | None]] = []
    for seed in dict.fromkeys(row.cell.seed for row in done):
        of_seed = [row.figures for row in done if row.cell.seed == seed]
        if len(of_seed) == subjects:
            means.append({name: _mean([one[name] for one in of_seed]) for name in FIGURES})
    return means


def _mean(values: Sequence[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return fmean(there) if len(there) == len(values) else None
