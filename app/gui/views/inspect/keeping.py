"""Results that outlive the window: found again when the same images meet the same model, never computed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QStandardPaths

from app.gui.engine import LoadedModel
from core.errors import IsuganError
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

if TYPE_CHECKING:
    from app.gui.project.session import ProjectSession
    from core.images.areas import Area
    from core.inspection.results_file import MadeWith, ResultsFile

NAME = "results.sqlite"
Found = TypeVar("Found")


@dataclass(frozen=True)
class NotKept:
    """Results of this job are shown, and cannot be kept."""

    error: IsuganError


def results_place(project: ProjectSession) -> Path:
    """Where results are kept: with the open project where it may be written, else in the user's cache."""
    if project.project is not None and project.editable:
        return project.project.folder / "cache" / NAME
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return Path(cache) / NAME


class Kept:
    """The kept results of one model under one choice of settings. Where they cannot be read or written, the work
    goes on without, and `told` hears why, once."""

    def __init__(
        self, file: ResultsFile | None, made_with: MadeWith | None, told: Callable[[NotKept], object]
    ) -> None:
        self._file = file
        self._made_with = made_with
        self._told = told

    def known(self, paths: Sequence[Path]) -> Iterator[Inspection]:
        """Results that were made before."""
        return self._read(lambda file, made_with: file.known(made_with, paths))

    def packed(self, paths: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
        """The same as they are kept; see `core.inspection.packing`."""
        return self._read(lambda file, made_with: file.packed(made_with, paths))

    def keep(self, item: Inspection | FailedInspection, packed: bytes = b"") -> None:
        """Keep a result, and its packed form where there is one already. What could not be read is tried again the
        next time."""
        if self._file is None or self._made_with is None or isinstance(item, FailedInspection):
            return
        try:
            self._file.keep(self._made_with, item, packed)
        except IsuganError as error:
            self._give_up(error)

    def _read(self, read: Callable[[ResultsFile, MadeWith], Iterator[Found]]) -> Iterator[Found]:
        if self._file is None or self._made_with is None:
            return
        try:
            yield from read(self._file, self._made_with)
        except IsuganError as error:
            self._give_up(error)

    def _give_up(self, error: IsuganError) -> None:
        self._file = None
        self._told(NotKept(error))


@contextmanager
def kept_results(
    place: Path | None,
    model: LoadedModel,
    settings: SegmentSettings,
    areas: Mapping[Path, tuple[Area, ...]],
    told: Callable[[NotKept], object],
) -> Iterator[Kept]:
    """What is kept in `place`; nothing without a place, or for a model that is in no file. To be used in a job."""
    if place is None or not model.sha256:
        yield Kept(None, None, told)
        return
    from core.inspection.results_file import MadeWith, ResultsFile

    try:
        file = ResultsFile(place)
    except IsuganError as error:
        told(NotKept(error))
        yield Kept(None, None, told)
        return
    try:
        yield Kept(file, MadeWith(model.sha256, settings, areas), told)
    finally:
        try:
            file.close()
        except IsuganError as error:
            told(NotKept(error))
