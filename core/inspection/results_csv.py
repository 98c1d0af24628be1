"""The results of a folder run as two CSV files, row by row, so that an interruption loses nothing."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TextIO

from core.errors import IsuganError
from core.files import write_atomically
from core.images.areas import Area
from core.inspection.result import FailedInspection, Inspection
from core.inspection.stamp import FileStamp
from core.language import later
from core.words import FORMULA, cell_text

RESULTS = "results.csv"
DEFECTS = "defects.csv"
RESULT_COLUMNS = (
    "path",
    "score",
    "verdict",
    "ng_cut",
    "review_cut",
    "defects",
    "area_px",
    "area_percent",
    "repair_seconds",
    "error",
    "file_bytes",
    "file_modified",
    "areas",
)
DEFECT_COLUMNS = (
    "path",
    "defect",
    "area_px",
    "area_percent",
    "length_px",
    "mean_ssim",
    "contrast",
    "x",
    "y",
    "left",
    "top",
    "width",
    "height",
)
EARLIER_NAMES = {"threshold": "ng_cut", "review_threshold": "review_cut"}
"""What columns were called in earlier versions."""
Item = Inspection | FailedInspection

_FIGURES = ("score", "ng_cut", "review_cut", "area_px", "area_percent", "repair_seconds")
_COUNTS = ("defects", "file_bytes")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class MadeFrom(NamedTuple):
    """What a row was made from, as it stands there: size and time of the file, and a short hash of what was inspected
    of it ("" = all). Another one means that the row does not hold any more."""

    file_bytes: str
    file_modified: str
    areas: str


def made_from(stamp: FileStamp | None, areas: tuple[Area, ...]) -> MadeFrom:
    """The last columns of a result's row."""
    digest = hashlib.sha256("|".join(area.model_dump_json() for area in areas).encode()).hexdigest()
    size, modified = "", ""
    if stamp is not None:
        size = str(stamp.size)
        when = _EPOCH + timedelta(microseconds=stamp.mtime_ns // 1000)
        modified = when.isoformat(timespec="microseconds")
    return MadeFrom(size, modified, digest[:12] if areas else "")


class ResultsWriter:
    """Appends to `results.csv` and `defects.csv` in a folder.

    Every row is flushed. A file's defects are written before its result row: a row in `results.csv` says that the file
    is complete, and on `resume` whatever has none is dropped and done again. `done` holds what the complete ones were
    made from when it was opened, by path as it is written; `notice` says what became of a table of an earlier version,
    "" = nothing.

    Args:
        out: the folder; made if missing.
        resume: go on with what is there instead of starting anew.

    Raises:
        IsuganError: the folder cannot be written, or holds results and `resume` is false, or a table that is none of
            this program's; nothing is changed then.
    """

    def __init__(self, out: Path, resume: bool = False) -> None:
        self.out = Path(out)
        self.done: dict[str, MadeFrom] = {}
        self.notice = ""
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            if _holds_results(self.out):
                if not resume:
                    raise IsuganError(
                        later("Inspection", "{folder} already holds results.", folder=self.out),
                        later("Inspection", "Use --resume to go on, or another folder."),
                        self.out,
                    )
                self._keep_complete()
            self._results = self._open(RESULTS, RESULT_COLUMNS)
            self._defects = self._open(DEFECTS, DEFECT_COLUMNS)
        except OSError as error:
            raise IsuganError(
                later(
                    "Inspection",
                    "Results cannot be written to {folder}: {error}.",
                    folder=self.out,
                    error=error.strerror,
                ),
                later("Inspection", "Choose another folder."),
                self.out,
            ) from error

    def _open(self, name: str, columns: tuple[str, ...]) -> TextIO:
        path = self.out / name
        fresh = not path.exists() or path.stat().st_size == 0
        stream = path.open("a", newline="", encoding="utf-8")
        if fresh:
            csv.writer(stream).writerow(columns)
            stream.flush()
        return stream

    def forget(self, paths: Collection[str]) -> None:
        """Drop the rows of files that are to be done again.

        Raises:
            OSError: the disk is full or gone.
        """
        if paths:
            self.close()
            self._keep(lambda row: row[0] not in paths)
            self._results = self._open(RESULTS, RESULT_COLUMNS)
            self._defects = self._open(DEFECTS, DEFECT_COLUMNS)

    def _keep_complete(self) -> None:
        """Drop what an interruption left half-written: torn lines, and defects of files without a result row."""
        self.notice = _notice(_columns(self.out / RESULTS, RESULT_COLUMNS))
        _columns(self.out / DEFECTS, DEFECT_COLUMNS)
        self._keep(_is_whole)

    def _keep(self, wanted: Callable[[list[str]], bool]) -> None:
        results = [row for row in _rows(self.out / RESULTS) if wanted(row)]
        self.done = {row[0]: MadeFrom(*row[-3:]) for row in results}
        defects = [
            row
            for row in _rows(self.out / DEFECTS)
            if len(row) == len(DEFECT_COLUMNS) and row[0] in self.done
        ]
        # In this order: a crash in between leaves defects without a row, which the next resume drops.
        _rewrite(self.out / RESULTS, RESULT_COLUMNS, results)
        _rewrite(self.out / DEFECTS, DEFECT_COLUMNS, defects)

    def write(self, item: Item) -> None:
        """Append one file's rows.

        Raises:
            OSError: the disk is full or gone.
        """
        if isinstance(item, Inspection):
            csv.writer(self._defects).writerows(_defect_rows(item))
            self._defects.flush()
        row = _result_row(item)
        csv.writer(self._results).writerow(row)
        self._results.flush()

    def close(self) -> None:
        """Close both files."""
        self._defects.close()
        self._results.close()

    def __enter__(self) -> ResultsWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.close()


def _holds_results(folder: Path) -> bool:
    return (folder / RESULTS).exists() or (folder / DEFECTS).exists()


def check_free(out: Path) -> None:
    """Insist that there are no results in `out` that would be replaced.

    Raises:
        IsuganError: there are.
    """
    if _holds_results(out):
        raise IsuganError(
            later("Inspection", "{folder} already holds results.", folder=out),
            later("Inspection", "Choose another folder."),
            out,
        )


def write_results(out: Path, items: Iterable[Item]) -> None:
    """Write both files with the rows of `items` into `out`, each atomically.

    Raises:
        IsuganError: there are results in `out` already.
        OSError: the folder cannot be written.
    """
    check_free(out)
    # The defects are in place before the rows that name them.
    with (
        write_atomically(out / RESULTS) as results,
        results.open("w", newline="", encoding="utf-8") as result_stream,
        write_atomically(out / DEFECTS) as defects,
        defects.open("w", newline="", encoding="utf-8") as defect_stream,
    ):
        result_rows, defect_rows = csv.writer(result_stream), csv.writer(defect_stream)
        result_rows.writerow(RESULT_COLUMNS)
        defect_rows.writerow(DEFECT_COLUMNS)
        for item in items:
            result_rows.writerow(_result_row(item))
            if isinstance(item, Inspection):
                defect_rows.writerows(_defect_rows(item))


def _result_row(item: Item) -> list[object]:
    if isinstance(item, FailedInspection):
        return [written_path(item.path), *[""] * 8, cell_text(item.error), *made_from(item.stamp, ())]
    return [
        written_path(item.path),
        f"{item.score:.6f}",
        item.verdict.value,
        "" if item.ng_cut is None else f"{item.ng_cut:.6f}",
        "" if item.review_cut is None else f"{item.review_cut:.6f}",
        len(item.defects),
        f"{item.area_px:.1f}",
        f"{item.area_percent:.4f}",
        f"{item.repair_seconds:.4f}",
        "",
        *made_from(item.stamp, item.areas),
    ]


def _defect_rows(item: Inspection) -> list[list[object]]:
    return [
        [
            written_path(item.path),
            number,
            f"{d.area_px:.1f}",
            f"{d.area_percent:.4f}",
            f"{d.length_px:.1f}",
            f"{d.mean_ssim:.4f}",
            f"{d.contrast:.4f}",
            *(f"{value:.1f}" for value in (d.x, d.y, d.left, d.top, d.width, d.height)),
        ]
        for number, d in enumerate(item.defects, 1)
    ]


def written_path(path: Path) -> str:
    """A path as UTF-8 text; bytes that are no UTF-8 are shown escaped, since a CSV cannot hold them.

    One that a spreadsheet would take for a formula is written as what it also is, `./=1+1.png`.
    """
    text = str(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return f".{os.sep}{text}" if text.startswith(FORMULA) else text


def _columns(path: Path, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the first line of a table with these `columns`, or with earlier names of them, or without the last.

    Raises:
        IsuganError: it is another table.
    """
    if not path.exists():
        return columns
    with path.open(newline="", encoding="utf-8", errors="replace") as stream:
        first = stream.readline()
    if not first.endswith("\n") and ",".join(columns).startswith(first.rstrip("\r")):
        # The run was cut off in it.
        return columns
    found = tuple(first.rstrip("\r\n").split(","))
    if tuple(EARLIER_NAMES.get(name, name) for name in found) not in (
        columns,
        columns[: -len(MadeFrom._fields)],
    ):
        raise IsuganError(
            later(
                "Inspection", "{path} is no table that this version of the program goes on with.", path=path
            ),
            later("Inspection", "Choose another folder."),
            path,
        )
    return found


def _notice(found: tuple[str, ...]) -> str:
    """What becomes of a table with these columns."""
    if len(found) < len(RESULT_COLUMNS):
        return (
            f"{RESULTS} was of an earlier version, which did not note what its rows were made from: "
            "it was begun anew, and every file inspected again."
        )
    renamed = {old: new for old, new in EARLIER_NAMES.items() if old in found}
    if not renamed:
        return ""
    return f"In {RESULTS} {', '.join(f'{old} is now called {new}' for old, new in renamed.items())}."


def _is_whole(row: list[str]) -> bool:
    """Whether it is a row as `_result_row` makes it; another one is done again."""
    if len(row) != len(RESULT_COLUMNS) or row[0].startswith(FORMULA):
        return False
    cells = dict(zip(RESULT_COLUMNS, row, strict=True))
    try:
        for name in _FIGURES:
            float(cells[name] or 0)
        for name in _COUNTS:
            int(cells[name] or 0)
    except ValueError:
        return False
    return True


def _rows(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    try:
        with path.open(newline="", encoding="utf-8", errors="replace") as stream:
            rows = list(csv.reader(stream))
    except csv.Error as error:
        raise IsuganError(
            later("Inspection", "{path} is damaged: {error}.", path=path, error=error),
            later("Inspection", "Choose another folder."),
            path,
        ) from error
    # A line without its end was being written when the run was cut off.
    torn = not path.read_bytes().endswith(b"\n")
    return rows[1 : len(rows) - torn]


def _rewrite(path: Path, columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    with write_atomically(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
