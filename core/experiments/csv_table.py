"""A table for programs: a row for every cell with raw values, then one for every mean."""

from __future__ import annotations

import csv
import io
from typing import Any

from core.experiments.figures import FIGURES
from core.experiments.paper import Printed, printed
from core.experiments.record import AVERAGE, CellRow, Entry, TableRecord
from core.words import cell_text

SPREADS = tuple(f"{name}_spread" for name in FIGURES)
PRINTED = tuple(f"paper_{name}" for name in Printed._fields)
CSV_COLUMNS = (
    *("kind", "surface", "system", "seed", "seeds", "status"),
    *FIGURES,
    *SPREADS,
    *PRINTED,
    *("device", "notes", "error"),
)
"""`kind`: cell, mean (over seeds) or average (over seeds, of means over surfaces); accuracy in per cent, time in
seconds. Those of `PRINTED` only in the paper's own tables."""


def csv_text(record: TableRecord) -> str:
    """The file's text; figures in full precision, empty where there is none."""
    stream = io.StringIO()
    columns = [name for name in CSV_COLUMNS if record.of_paper or name not in PRINTED]
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in record.cells:
        writer.writerow(_safe(_cell(record, row)))
    for of_system in record.rows:
        for subject, entry in zip(record.subjects, of_system.entries, strict=True):
            writer.writerow(_safe(_mean("mean", subject.name, of_system.system.name, entry)))
        if of_system.average is not None:
            writer.writerow(_safe(_mean("average", AVERAGE, of_system.system.name, of_system.average)))
    return stream.getvalue()


def _cell(record: TableRecord, row: CellRow) -> dict[str, Any]:
    cell = row.cell
    return {
        "kind": "cell",
        "surface": cell.subject.name,
        "system": cell.system.name,
        "seed": cell.seed,
        "status": row.status,
        **row.figures,
        **_printed(printed(record.table, cell.system.name, cell.subject.dagm_class)),
        "device": (row.document or {}).get("device"),
        "notes": "; ".join(cell.notes),
        "error": row.error,
    }


def _mean(kind: str, surface: str, system: str, entry: Entry) -> dict[str, Any]:
    return {
        "kind": kind,
        "surface": surface,
        "system": system,
        "seeds": entry.seeds,
        **{name: entry.figures[name].mean for name in FIGURES},
        **dict(zip(SPREADS, (entry.figures[name].spread for name in FIGURES), strict=True)),
        **_printed(entry.printed),
    }


def _printed(there: Printed | None) -> dict[str, Any]:
    return {} if there is None else dict(zip(PRINTED, there, strict=True))


def _safe(row: dict[str, Any]) -> dict[str, Any]:
    """Texts from outside (a folder's name, an error) must not begin a formula in a spreadsheet."""
    return {name: cell_text(value) if isinstance(value, str) else value for name, value in row.items()}
