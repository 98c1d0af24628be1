"""A folder inspected into files: rows as they come, pictures beside them, and a record of what made them."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from app.cli.verdicts import VerdictCounts
from core.errors import IsuganError
from core.files import write_atomically
from core.inspection.inspector import Inspector
from core.inspection.result import FailedInspection, Inspection

if TYPE_CHECKING:
    from core.images.areas import Area
    from core.inspection.results_csv import ResultsWriter

RECORD = "run.json"


@dataclass(frozen=True)
class InspectionRun:
    """Where results go, and how they are made.

    Attributes:
        names: name of each file's pictures, see `picture_names`.
        kinds: kinds of pictures, see `core.inspection.pictures`; none by default.
        areas: of single images, in place of the model's.
        heard: called with every result after its row was written.
    """

    writer: ResultsWriter
    inspector: Inspector
    names: Mapping[Path, str]
    kinds: tuple[str, ...] = ()
    areas: Mapping[Path, tuple[Area, ...]] | None = None
    heard: Callable[[Inspection | FailedInspection], None] = lambda item: None

    def inspect(
        self,
        paths: Sequence[Path],
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Inspect what the writer does not hold yet. Pictures are written before the row that says a file is done.

        Raises:
            OSError: the folder cannot be written, or the disk is full.
        """
        from core.inspection.folder import inspect_files
        from core.inspection.pictures import write_pictures

        writer = self.writer

        def finish(inspection: Inspection) -> None:
            write_pictures(writer.out, self.names[inspection.path], inspection, self.kinds)

        done = {str(path) for path in writer.done}
        left = [path for path in paths if written_name(path) not in done]
        before = len(paths) - len(left)
        items = inspect_files(
            self.inspector,
            left,
            cancelled=cancelled,
            finish=finish if self.kinds else None,
            areas=self.areas,
        )
        progress(before, len(paths))
        try:
            for number, item in enumerate(items, start=before + 1):
                writer.write(item)
                self.heard(item)
                progress(number, len(paths))
        finally:
            # Its threads end here, and not when the error that broke it off is forgotten.
            if isinstance(items, Generator):
                items.close()


def picture_names(given: Sequence[Path], paths: Sequence[Path]) -> dict[Path, str]:
    """A name for each file's pictures: its place below the folder given, without suffix; none twice.

    The result depends on `given` and `paths` only, so that a resumed run gives the same names.
    """
    taken: set[str] = set()
    names: dict[Path, str] = {}
    for path in paths:
        root = next(
            (folder for folder in given if path != folder and path.is_relative_to(folder)), path.parent
        )
        inner = PurePath(*(part for part in path.relative_to(root).parts if part != ".."))
        stem = inner.with_suffix("").as_posix()
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names[path] = name
    return names


def is_own_picture(path: Path, out: Path) -> bool:
    """Whether `path` is a picture that an earlier run wrote to `out`, perhaps inside the folder given."""
    from core.inspection.pictures import KINDS

    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would ask the disk about every part of every path
    return any(absolute.startswith(os.path.abspath(out / f"{kind}s") + os.sep) for kind in KINDS)  # noqa: PTH100


def keep_record(out: Path, record: dict[str, Any], resume: bool) -> None:
    """Write what makes the results (model, settings) beside them; when resuming, insist that it is the same.

    Raises:
        IsuganError: the results there were made otherwise; their rows would not be comparable.
    """
    path = out / RECORD
    if resume and path.exists():
        try:
            before = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            before = None
        if before != record:
            raise IsuganError(
                f"The results in {out} were made with another model, calibration or setting.",
                "Give the same ones to go on, or choose another --out.",
                out,
            )
    else:
        with write_atomically(path) as temporary:
            temporary.write_text(json.dumps(record, indent=2), encoding="utf-8")


def read_rows(out: Path) -> tuple[list[dict[str, str]], VerdictCounts]:
    """The rows of `results.csv`, earlier parts of a resumed run included, and the verdicts in them."""
    from core.inspection.results_csv import RESULTS

    counts = VerdictCounts()
    with (out / RESULTS).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        counts.add(row["verdict"])
    return rows, counts


def written_name(path: Path) -> str:
    """A path as `results.csv` holds it: bytes that are no text are escaped."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
