"""The tables that a record is shown as, in words: what it is about, the paper's beside it, then every figure of every
surface."""

from __future__ import annotations

from core.experiments.family_sheets import family_sheets
from core.experiments.figures import FIGURES
from core.experiments.paper import Printed
from core.experiments.record import AVERAGE, Entry, TableRecord
from core.experiments.sheet import PAPER, Sheet, text_of
from core.experiments.systems import TableName
from core.experiments.wording import COLUMNS, as_printed

COMPARED: dict[TableName, tuple[str, ...]] = {
    "table2": ("accuracy", "f1"),
    "table3": ("f1", "mse"),
    "ablation": ("auroc", "f1", "aupro", "mse", "training_seconds"),
}
"""The figures that the paper's tables print, and those that an ablation is about."""


def sheets_of(record: TableRecord) -> tuple[Sheet, ...]:
    """The figures that the table is about, one sheet for each surface, and one for their average."""
    if record.table == "families":
        return family_sheets(record)
    names = [subject.title for subject in record.subjects]
    details = [
        _details(record, name, [row.entries[n] for row in record.rows]) for n, name in enumerate(names)
    ]
    averages = [row.average for row in record.rows if row.average is not None]
    if averages:
        details.append(_details(record, AVERAGE, averages))
    compared = COMPARED[record.table]
    if record.of_paper or len(names) == 1:
        return (_beside(record, compared), *details)
    # Beside one another, figures of many surfaces would be a table that nobody can read.
    return (*(_beside(record, (name,)) for name in compared), *details)


def _beside(record: TableRecord, compared: tuple[str, ...]) -> Sheet:
    columns = 2 if record.has_printed else 1
    names = [subject.title for subject in record.subjects]
    if len(names) > 1:
        names.append(AVERAGE)
    rows = []
    for row in record.rows:
        texts = [row.system.title]
        for entry in (*row.entries, *([row.average] if row.average else [])):
            for name in compared:
                texts.append(text_of(record, entry, name))
                if record.has_printed:
                    texts.append(as_printed(name, _of_paper(entry.printed, name)))
        rows.append(tuple(texts))
    heads = [text for name in compared for text in (COLUMNS[name].title, PAPER)[:columns]]
    alone = COLUMNS[compared[0]].title if len(compared) == 1 else "In short"
    return Sheet(
        "Beside the paper" if record.has_printed else alone,
        (("", 1), *((name, len(heads)) for name in names)),
        ("System", *heads * len(names)),
        tuple(rows),
    )


def _details(record: TableRecord, name: str, entries: list[Entry]) -> Sheet:
    rows = [
        (row.system.title, str(entry.seeds), *(text_of(record, entry, figure) for figure in FIGURES))
        for row, entry in zip(record.rows, entries, strict=True)
    ]
    head = ("System", "Seeds", *(COLUMNS[figure].title for figure in FIGURES))
    return Sheet(f"Every figure: {name}", (), head, tuple(rows))


def _of_paper(printed: Printed | None, name: str) -> float | None:
    value: float | None = None if printed is None else getattr(printed, name)
    return value
