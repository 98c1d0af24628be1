"""The tables that a record is shown as, in words: the paper's own beside ours, then every figure of every surface."""

from __future__ import annotations

from dataclasses import dataclass

from core.experiments.figures import FIGURES
from core.experiments.paper import Printed
from core.experiments.record import AVERAGE, Entry, TableRecord
from core.experiments.systems import TableName
from core.experiments.wording import COLUMNS, NONE, as_printed, shown

COMPARED: dict[TableName, tuple[str, str]] = {"table2": ("accuracy", "f1"), "table3": ("f1", "mse")}
"""The figures that the paper's tables print."""
PAPER = "paper"


@dataclass(frozen=True)
class Sheet:
    """One table.

    Attributes:
        groups: heads above the heads, each with the number of columns it spans.
        head: of every column.
        rows: as many texts each as `head`.
    """

    title: str
    groups: tuple[tuple[str, int], ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def one_line_head(self) -> tuple[str, ...]:
        """The heads where there is one line of them only: each says its group; the paper's stands beside ours."""
        groups = [name for name, span in self.groups for _ in range(span)] or [""] * len(self.head)
        return tuple(
            text if text == PAPER else f"{group} {text}".strip()
            for group, text in zip(groups, self.head, strict=True)
        )


def sheets_of(record: TableRecord) -> tuple[Sheet, ...]:
    """The sheet beside the paper, one for each surface, and one for their average."""
    names = [subject.title for subject in record.subjects]
    details = [
        _details(record, name, [row.entries[n] for row in record.rows]) for n, name in enumerate(names)
    ]
    averages = [row.average for row in record.rows if row.average is not None]
    if averages:
        details.append(_details(record, AVERAGE, averages))
    return (_beside(record), *details)


def _beside(record: TableRecord) -> Sheet:
    compared = COMPARED[record.table]
    columns = 2 if record.has_printed else 1
    names = [subject.title for subject in record.subjects]
    if len(names) > 1:
        names.append(AVERAGE)
    rows = []
    for row in record.rows:
        texts = [row.system.title]
        for entry in (*row.entries, *([row.average] if row.average else [])):
            for name in compared:
                texts.append(_shown(record, entry, name))
                if record.has_printed:
                    texts.append(as_printed(name, _of_paper(entry.printed, name)))
        rows.append(tuple(texts))
    heads = [text for name in compared for text in (COLUMNS[name].title, PAPER)[:columns]]
    return Sheet(
        "Beside the paper" if record.has_printed else "In short",
        (("", 1), *((name, len(heads)) for name in names)),
        ("System", *heads * len(names)),
        tuple(rows),
    )


def _details(record: TableRecord, name: str, entries: list[Entry]) -> Sheet:
    rows = [
        (row.system.title, str(entry.seeds), *(_shown(record, entry, figure) for figure in FIGURES))
        for row, entry in zip(record.rows, entries, strict=True)
    ]
    head = ("System", "Seeds", *(COLUMNS[figure].title for figure in FIGURES))
    return Sheet(f"Every figure: {name}", (), head, tuple(rows))


def _shown(record: TableRecord, entry: Entry, name: str) -> str:
    return shown(name, entry.figures[name], spread=len(record.seeds) > 1) if entry.seeds else NONE


def _of_paper(printed: Printed | None, name: str) -> float | None:
    value: float | None = None if printed is None else getattr(printed, name)
    return value
