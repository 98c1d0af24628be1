"""The tables of leave-one-family-out: a row for each family, what it is tested with in common."""

from __future__ import annotations

from collections.abc import Sequence

from core.experiments.figures import FIGURES
from core.experiments.record import AVERAGE, Row, TableRecord
from core.experiments.sheet import Sheet, text_of
from core.experiments.wording import COLUMNS

COMPARED = ("auroc", "aupro")


def family_sheets(record: TableRecord) -> tuple[Sheet, ...]:
    """The recipe without each family beside the whole recipe, then every figure of either."""
    heads = tuple(COLUMNS[name].title for name in COMPARED)
    groups = (("", 1), *((row.system.title, len(heads)) for row in record.rows))
    short = Sheet(
        "In short", groups, ("Family", *heads * len(record.rows)), _rows(record, record.rows, COMPARED)
    )
    head = ("Family", *(COLUMNS[name].title for name in FIGURES))
    details = (
        Sheet(f"Every figure: {row.system.title}", (), head, _rows(record, [row], FIGURES))
        for row in record.rows
    )
    return (short, *details)


def _rows(record: TableRecord, systems: Sequence[Row], names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The systems' figures beside one another: family by family, and on average."""
    lines = [
        (subject.title, [row.entries[place] for row in systems])
        for place, subject in enumerate(record.subjects)
    ]
    averages = [row.average for row in systems if row.average is not None]
    if averages:
        lines.append((AVERAGE, averages))
    return tuple(
        (title, *(text_of(record, entry, name) for entry in entries for name in names))
        for title, entries in lines
    )
