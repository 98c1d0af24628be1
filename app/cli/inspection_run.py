"""A folder inspected into files: rows as they come, pictures beside them, and a record of what made them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import IsuganError
from core.files import read_json, write_atomically
from core.inspection.inspector import Inspector
from core.inspection.result import FailedInspection, Inspection

if TYPE_CHECKING:
    from app.cli.project_use import KeptResults
    from core.images.areas import Area
    from core.inspection.folder import Item
    from core.inspection.ray_run import RayInspector
    from core.inspection.results_csv import MadeFrom, ResultsWriter

RECORD = "run.json"
ROWS_WAIT_SECONDS = 1.0
"""A project is written this often, and the rows with it: a transaction for each image would take longer than it."""


@dataclass(frozen=True)
class InspectionRun:
    """Where results go, and how they are made.

    Attributes:
        inspector: of this process, or a Ray cluster in its place.
        names: name of each file's pictures, see `core.export.names.file_names`.
        kinds: kinds of pictures, see `core.inspection.pictures`; none by default.
        areas: of single images, in place of the model's.
        kept: the project that keeps the results too. A row says that a file is done, so it is written after that.
    """

    writer: ResultsWriter
    inspector: Inspector | RayInspector
    names: Mapping[Path, str]
    kinds: tuple[str, ...] = ()
    areas: Mapping[Path, tuple[Area, ...]] | None = None
    kept: KeptResults | None = None

    def inspect(
        self,
        paths: Sequence[Path],
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Inspect what the writer does not hold yet, and what was changed since: the file, or its areas.

        Pictures are written before the row that says a file is done.

        Raises:
            OSError: the folder cannot be written, or the disk is full.
            ProjectError: the project cannot be written.
        """
        from core.inspection.results_csv import written_path

        writer = self.writer
        done = {path: made for path in paths if (made := writer.done.get(written_path(path))) is not None}
        writer.forget({written_path(path) for path, made in done.items() if made != self._made_from(path)})
        left = [path for path in paths if written_path(path) not in writer.done]
        before = len(paths) - len(left)
        items = self._items(left, cancelled)
        progress(before, len(paths))
        rows = _Rows(writer, self.kept)
        try:
            for number, item in enumerate(items, start=before + 1):
                rows.add(item)
                progress(number, len(paths))
        finally:
            # Its threads end here, and not when the error that broke it off is forgotten.
            if isinstance(items, Generator):
                items.close()
            rows.write()

    def _items(self, paths: Sequence[Path], cancelled: Callable[[], bool]) -> Iterator[Item]:
        from core.inspection.folder import inspect_files
        from core.inspection.pictures import write_pictures

        out = self.writer.out
        if not isinstance(self.inspector, Inspector):
            options: Any = {"kinds": self.kinds, "areas": self.areas, "cancelled": cancelled}
            return self.inspector.inspect(paths, self.names, out, **options)

        def finish(inspection: Inspection) -> None:
            write_pictures(out, self.names[inspection.path], inspection, self.kinds)

        return inspect_files(
            self.inspector,
            paths,
            cancelled=cancelled,
            finish=finish if self.kinds else None,
            areas=self.areas,
        )

    def _made_from(self, path: Path) -> MadeFrom:
        from core.inspection.results_csv import made_from
        from core.inspection.stamp import stamp_of

        areas = (self.areas or {}).get(path, self.inspector.model.header.areas)
        return made_from(stamp_of(path), areas)


class _Rows:
    """Rows that wait until a project has the results too; without one, none waits."""

    def __init__(self, writer: ResultsWriter, kept: KeptResults | None) -> None:
        self._writer = writer
        self._kept = kept
        self._waiting: list[Inspection | FailedInspection] = []
        self._written = time.monotonic()

    def add(self, item: Inspection | FailedInspection) -> None:
        self._waiting.append(item)
        if self._kept is not None:
            self._kept.add(item)
        if self._kept is None or time.monotonic() - self._written >= ROWS_WAIT_SECONDS:
            self.write()

    def write(self) -> None:
        if self._kept is not None:
            self._kept.store()
        for item in self._waiting:
            self._writer.write(item)
        self._waiting = []
        self._written = time.monotonic()


def is_own_picture(path: Path, out: Path) -> bool:
    """Whether `path` is a picture that an earlier run wrote to `out`, perhaps inside the folder given."""
    from core.inspection.pictures import KINDS

    absolute = os.path.abspath(path)  # noqa: PTH100 - resolve() would ask the disk about every part of every path
    return any(absolute.startswith(os.path.abspath(out / f"{kind}s") + os.sep) for kind in KINDS)  # noqa: PTH100


def check_record(out: Path, record: dict[str, Any]) -> None:
    """Insist that results which are there already were made by the same: their rows would not be comparable.

    Raises:
        IsuganError: they were made otherwise.
    """
    path = out / RECORD
    if not path.exists():
        return
    try:
        before = read_json(path)
    except ValueError:
        before = None
    if before == record:
        return
    if isinstance(before, dict) and before | {"way": record["way"]} == record:
        raise IsuganError(
            f"The results in {out} were made with another version of the program, which scores or outlines otherwise.",
            "Choose another --out, and inspect all images anew.",
            out,
        )
    raise IsuganError(
        f"The results in {out} were made with another model, calibration or setting.",
        "Give the same ones to go on, or choose another --out.",
        out,
    )


def write_record(out: Path, record: dict[str, Any]) -> None:
    """Write what makes the results (model, settings, the program's way of making them) beside them.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    with write_atomically(out / RECORD) as temporary:
        temporary.write_text(json.dumps(record, indent=2), encoding="utf-8")
