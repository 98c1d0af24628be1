"""What commands do with a project: read its images, and keep runs and results in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.images.names import PROJECT_SUFFIX
from core.inspection.result import FailedInspection, Inspection

if TYPE_CHECKING:
    from core.images.areas import Area
    from core.project.project import Project
    from core.training.events import Event

RESULTS_AT_ONCE = 200
"""Results in one transaction: a crash loses at most these from the project, none from results.csv."""


def is_project(path: Path) -> bool:
    """Whether `path` is called like a project."""
    return path.suffix.lower() == PROJECT_SUFFIX


@dataclass(frozen=True)
class ProjectImages:
    """The images of the projects among some paths.

    Attributes:
        areas: of those that have any.
        roots: for each project, the folder that its images lie below.
    """

    paths: tuple[Path, ...] = ()
    areas: Mapping[Path, tuple[Area, ...]] = field(default_factory=dict)
    roots: tuple[Path, ...] = ()


def images_of(paths: Sequence[Path]) -> ProjectImages:
    """The images of every project among `paths`.

    Raises:
        ProjectError: one cannot be opened.
    """
    found: list[Path] = []
    areas: dict[Path, tuple[Area, ...]] = {}
    roots: list[Path] = []
    for folder in filter(is_project, paths):
        from core.inspection.folder import areas_of
        from core.project.images import dataset
        from core.project.project import Project

        with Project.open(folder) as project:
            images = dataset(project)
        found += [sample.path for sample in images.samples]
        areas |= areas_of(images.samples)
        roots.append(images.root)
    return ProjectImages(tuple(found), areas, tuple(roots))


@contextmanager
def writable(folder: Path | None) -> Iterator[tuple[Project | None, str]]:
    """Open a project for writing; with the reason where that is not possible, and nothing for no folder."""
    if folder is None:
        yield None, ""
        return
    from core.project.project import Project

    with Project.open(folder) as project:
        if project.read_only:
            yield None, not_kept(project)
        else:
            yield project, ""


def not_kept(project: Project) -> str:
    """Why nothing is kept in a project, as a sentence or two; "" = it is."""
    return f"Nothing is kept in {project.folder.name}. {project.read_only}" if project.read_only else ""


class KeptResults:
    """Hands inspections on to a project, several at a time."""

    def __init__(self, project: Project | None, name: str, model: Path) -> None:
        self._project = project
        self._name, self._model = name, model
        self._waiting: list[Inspection | FailedInspection] = []

    def add(self, item: Inspection | FailedInspection) -> None:
        """One more result."""
        if self._project is not None:
            self._waiting.append(item)
            if len(self._waiting) >= RESULTS_AT_ONCE:
                self.store()

    def store(self) -> None:
        """Write what waits.

        Raises:
            ProjectError: the project cannot be written.
        """
        if self._project is None or not self._waiting:
            return
        from core.project.records import add_model, record_inspections

        number = add_model(self._project, self._name, self._model)
        record_inspections(self._project, number, self._waiting)
        self._waiting = []


class KeptRun:
    """Notes a training in the project that it learns from: its settings, its snapshot, how it ends."""

    def __init__(self, project: Project | None, out: Path, settings: dict[str, Any]) -> None:
        self._project = project
        self._out = out.absolute()
        self._settings = settings
        self._run: int | None = None

    def listen(self, event: Event) -> None:
        """To be called with every event: the run is noted as soon as it has taken its snapshot and goes on."""
        from core.training.events import Cancelled, Failed, Loaded, Notice
        from core.training.run import SNAPSHOT

        # Not earlier: until then the folder may hold the snapshot of a run that failed there before.
        if (
            self._project is None
            or self._run is not None
            or isinstance(event, Notice | Loaded | Failed | Cancelled)
        ):
            return
        from core.datasets.snapshot import Snapshot
        from core.project import records

        text = (self._out / SNAPSHOT).read_text(encoding="utf-8")
        snapshot = records.add_snapshot(self._project, Snapshot.from_json(text))
        self._run = records.begin_run(self._project, self._out.name, self._out, self._settings, snapshot)

    def end(self, model: Path | None, state: str) -> None:
        """Note how it ended, and its model where there is one."""
        if self._project is None or self._run is None:
            return
        from core.project import records

        records.set_run_state(self._project, self._run, state)
        if model is not None:
            records.add_model(self._project, self._out.name, model, self._run)
