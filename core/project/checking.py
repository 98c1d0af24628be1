"""The pre-flight of a project: what was measured is kept, and what was found is marked on the images."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from core.datasets.preflight.findings import Kind
from core.datasets.preflight.measurement import Measurement
from core.datasets.preflight.report import PreflightReport
from core.datasets.preflight.run import preflight
from core.files import parse_json
from core.inspection.stamp import FileStamp, stamp_of
from core.project.images import dataset, ids_of
from core.project.problem import Problem
from core.project.project import Project
from core.project.reading import FileFacts, store_facts
from core.project.schema import Image, ImageMeasurement

KEPT_AT_ONCE = 256
"""Measurements in one transaction: a crash loses at most these."""

PROBLEMS: Mapping[Kind, Problem] = {
    Kind.UNREADABLE: Problem.UNREADABLE,
    Kind.ACROSS_SPLITS: Problem.ACROSS_SPLITS,
    Kind.ACROSS_LABELS: Problem.ACROSS_LABELS,
    Kind.EXACT_DUPLICATE: Problem.EXACT_DUPLICATE,
    Kind.NEAR_DUPLICATE: Problem.NEAR_DUPLICATE,
    Kind.BLURRED: Problem.BLURRED,
    Kind.TOO_DARK: Problem.EXPOSURE,
    Kind.TOO_BRIGHT: Problem.EXPOSURE,
    Kind.CLIPPED: Problem.EXPOSURE,
    Kind.ODD_SIZE: Problem.ODD_SIZE,
    Kind.ODD_DEPTH: Problem.ODD_DEPTH,
    Kind.MASK_UNREADABLE: Problem.MASK,
    Kind.MASK_MISSING: Problem.MASK,
    Kind.MASK_EMPTY: Problem.MASK,
    Kind.MASK_SIZE: Problem.MASK,
    Kind.MASK_ON_GOOD: Problem.MASK,
    Kind.SMALL_DEFECT: Problem.SMALL_DEFECT,
}
"""How a finding marks its images; `few_images` marks none."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a pre-flight.

    Attributes:
        report: what was found.
        ids: the images by path.
        problems: what is wrong with every image, by id.
        facts: of the files that were read and differ from those that were read last.
    """

    report: PreflightReport
    ids: Mapping[Path, int]
    problems: Mapping[int, Problem]
    facts: Sequence[FileFacts] = ()


def check(
    project: Project,
    working_size: tuple[int, int] | None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Checked:
    """Look at every image that was not looked at since it changed, and mark what is wrong.

    A cancelled check keeps what it measured and marks nothing. With the project open for reading only it keeps and
    marks nothing either, and the report is the same.

    Raises:
        ProjectError: the project cannot be read or written.
        DatasetError: a mask is damaged.
    """
    images = dataset(project)
    ids = ids_of(project, [sample.path for sample in images.samples])
    paths = {number: path for path, number in ids.items()}
    # Before anything is read: what changes meanwhile has another stamp the next time.
    stamps = {number: stamp for number, path in paths.items() if (stamp := stamp_of(path)) is not None}
    keeper = _Keeper(project, ids, stamps)
    try:
        report = preflight(
            images,
            working_size=working_size,
            known=_known(project, paths, stamps),
            measured=keeper.add,
            progress=progress,
            cancelled=cancelled,
        )
    finally:
        keeper.store()
    problems = dict.fromkeys(ids.values(), Problem(0))
    for finding in report.findings:
        for path in finding.paths:
            number = ids.get(path)
            if number is None:
                continue
            gone = finding.kind is Kind.UNREADABLE and number not in stamps
            problems[number] |= Problem.MISSING if gone else PROBLEMS.get(finding.kind, Problem(0))
    if report.complete and not project.read_only:
        errors = {ids[f.paths[0]]: f.text for f in report.of(Kind.UNREADABLE) if f.paths[0] in ids}
        _mark(project, problems, errors)
    return Checked(report, ids, problems, tuple(keeper.facts))


class _Keeper:
    """Collects measurements, and what they say of the files, and stores both in blocks."""

    def __init__(self, project: Project, ids: Mapping[Path, int], stamps: Mapping[int, FileStamp]) -> None:
        self.facts: list[FileFacts] = []
        self._project = project
        self._ids = ids
        self._stamps = stamps
        self._waiting: dict[int, Measurement] = {}

    def add(self, path: Path, measurement: Measurement) -> None:
        number = self._ids.get(path)
        if number is None or number not in self._stamps or measurement.error or self._project.read_only:
            return
        self._waiting[number] = measurement
        if len(self._waiting) >= KEPT_AT_ONCE:
            self.store()

    def store(self) -> None:
        if not self._waiting:
            return
        statement = insert(ImageMeasurement)
        again = {name: getattr(statement.excluded, name) for name in ("sha256", "document")}
        rows = [
            {"image_id": number, "sha256": one.sha256, "document": json.dumps(one.to_dict())}
            for number, one in self._waiting.items()
        ]
        with self._project.write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["image_id"], set_=again), rows)
            changed = [self._facts(number) for number in self._changed(connection)]
            if changed:
                store_facts(connection, changed)
        self.facts += changed
        self._waiting = {}

    def _changed(self, connection: Connection) -> list[int]:
        """Images whose file is not the one that was read last."""
        columns = (Image.id, Image.sha256, Image.error, Image.file_size, Image.mtime_ns)
        query = select(*columns).where(Image.id.in_(list(self._waiting)))
        return [
            number
            for number, sha256, error, *stamp in connection.execute(query)
            if error or sha256 != self._waiting[number].sha256 or tuple(stamp) != self._stamps[number]
        ]

    def _facts(self, number: int) -> FileFacts:
        one, (size, time) = self._waiting[number], self._stamps[number]
        facts = (one.sha256, one.width, one.height, one.bit_depth, one.channels)
        return FileFacts(number, *facts, file_size=size, mtime_ns=time)


def _known(
    project: Project, paths: Mapping[int, Path], stamps: Mapping[int, FileStamp]
) -> dict[Path, Measurement]:
    """Measurements of images whose bytes are still those that were measured."""
    query = (
        select(ImageMeasurement.image_id, Image.file_size, Image.mtime_ns, ImageMeasurement.document)
        .join(Image, Image.id == ImageMeasurement.image_id)
        .where(Image.sha256 == ImageMeasurement.sha256, Image.sha256 != "", Image.error == "")
    )
    found: dict[Path, Measurement] = {}
    with project.read() as connection:
        for number, size, time, document in connection.execute(query):
            if number in paths and stamps.get(number) == (size, time):
                measurement = _read(document)
                if measurement is not None:
                    found[paths[number]] = measurement
    return found


def _read(document: str) -> Measurement | None:
    """A damaged one is worth no complaint: its image is measured again."""
    try:
        return Measurement.from_dict(parse_json(document))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _mark(project: Project, problems: Mapping[int, Problem], errors: Mapping[int, str]) -> None:
    """Note what is wrong with every image, and why some cannot be read: those are read again once they moved back."""
    images = Image.__table__
    here = update(images).where(images.c.id == bindparam("key"))  # type: ignore[arg-type]
    with project.write() as connection:
        for column, values in (
            ("problems", {number: int(problem) for number, problem in problems.items()}),
            ("error", errors),
        ):
            rows = [{"key": number, "value": value} for number, value in values.items()]
            if rows:
                connection.execute(here.values({column: bindparam("value")}), rows)
