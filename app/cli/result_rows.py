"""The rows of `results.csv` as values."""

from __future__ import annotations

import csv
import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
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


@dataclass(frozen=True)
class Glance:
    """What is said of rows that may be millions.

    Attributes:
        worst: some with the highest scores, and these; the highest first.
        scored: how many have a score.
        errors: of the files that could not be read.
    """

    counts: VerdictCounts
    worst: list[tuple[float, ResultRow]]
    scored: int
    errors: list[str]


def glance(rows: Iterable[ResultRow], most: int) -> Glance:
    """Look at rows one by one, and keep `most` of the worst."""
    counts, errors = VerdictCounts(), list[str]()

    def scores() -> Iterator[tuple[float, ResultRow]]:
        for row in rows:
            counts.add(row.verdict or "")
            if row.error is not None:
                errors.append(row.error)
            if row.score is not None:
                yield row.score, row

    worst = heapq.nlargest(most, scores(), key=itemgetter(0))
    return Glance(counts, worst, counts.total - len(errors), errors)


def each_row(out: Path) -> Iterator[ResultRow]:
    """The rows of `results.csv`, earlier parts of a resumed run included, one by one."""
    from core.inspection.results_csv import RESULTS

    with (out / RESULTS).open(encoding="utf-8", newline="") as stream:
        yield from map(ResultRow.of, csv.DictReader(stream))


def read_rows(out: Path) -> tuple[list[ResultRow], VerdictCounts]:
    """All of them, and the verdicts in them."""
    rows = list(each_row(out))
    return rows, glance(rows, 0).counts
