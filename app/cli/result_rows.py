"""The rows of `results.csv` as values."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.cli.verdicts import VerdictCounts


@dataclass(frozen=True)
class ResultRow:
    """One image; the columns of `core.inspection.results_csv`, None where a cell is empty."""

    path: str
    score: float | None
    verdict: str | None
    ng_cut: float | None
    review_cut: float | None
    defects: int | None
    area_px: float | None
    area_percent: float | None
    repair_seconds: float | None
    error: str | None
    file_bytes: int | None
    file_modified: str | None
    areas: str | None

    @classmethod
    def of(cls, cells: Mapping[str, str]) -> ResultRow:
        """Read one row as `csv.DictReader` gives it."""

        def number(name: str) -> float | None:
            return float(cells[name]) if cells[name] else None

        def count(name: str) -> int | None:
            return int(cells[name]) if cells[name] else None

        return cls(
            path=cells["path"],
            score=number("score"),
            verdict=cells["verdict"] or None,
            ng_cut=number("ng_cut"),
            review_cut=number("review_cut"),
            defects=count("defects"),
            area_px=number("area_px"),
            area_percent=number("area_percent"),
            repair_seconds=number("repair_seconds"),
            error=cells["error"] or None,
            file_bytes=count("file_bytes"),
            file_modified=cells["file_modified"] or None,
            areas=cells["areas"] or None,
        )


def read_rows(out: Path) -> tuple[list[ResultRow], VerdictCounts]:
    """The rows of `results.csv`, earlier parts of a resumed run included, and the verdicts in them."""
    from core.inspection.results_csv import RESULTS

    counts = VerdictCounts()
    with (out / RESULTS).open(encoding="utf-8", newline="") as stream:
        rows = [ResultRow.of(cells) for cells in csv.DictReader(stream)]
    for row in rows:
        counts.add(row.verdict or "")
    return rows, counts
