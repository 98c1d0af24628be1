"""Where a run's images come from, as it stands in the run's folder: whoever resumes it needs nothing else."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import TrainingError
from core.files import read_regular, write_atomically
from core.language import later
from core.training.folder import SETTINGS, SOURCE
from core.training.settings import TrainingSettings


class Source(BaseModel):
    """What to open for the images that a run learns from.

    `dataset` is the folder that was opened, absolute: the dataset's, or the project's where `project` is true.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    schema_version: int = Field(1, description="of this document")
    dataset: str = Field(description="the dataset's or the project's folder, absolute")
    project: bool = Field(False, description="whether that is a project")
    layout: str | None = Field(None, description="the layout of a dataset that was asked for")
    defect_types: tuple[str, ...] = Field((), description="the only types of defects that were taken, if any")

    @classmethod
    def of(
        cls,
        folder: Path,
        *,
        project: bool = False,
        layout: str | None = None,
        defect_types: tuple[str, ...] = (),
    ) -> Source:
        """A source at `folder`, which may be relative."""
        return cls(dataset=str(folder.absolute()), project=project, layout=layout, defect_types=defect_types)

    @property
    def folder(self) -> Path:
        """`dataset` as a path."""
        return Path(self.dataset)


def write_source(run: Path, source: Source) -> None:
    """Write `RUN/run.json`.

    Raises:
        OSError: the folder cannot be written.
    """
    with write_atomically(run / SOURCE) as temporary:
        temporary.write_text(source.model_dump_json(indent=2), encoding="utf-8")


def read_source(run: Path) -> Source | None:
    """Read `RUN/run.json`; None where there is none that can be read, as in a run of an older version."""
    try:
        return Source.model_validate_json(read_regular(run / SOURCE))
    except (OSError, ValueError, ValidationError):
        return None


def write_settings(run: Path, settings: TrainingSettings) -> None:
    """Write `RUN/settings.json`.

    Raises:
        OSError: the folder cannot be written.
    """
    with write_atomically(run / SETTINGS) as temporary:
        temporary.write_text(settings.model_dump_json(indent=2), encoding="utf-8")


def read_settings(run: Path) -> TrainingSettings:
    """Read `RUN/settings.json`.

    Raises:
        TrainingError: it is missing, damaged, or of a newer version.
    """
    path = run / SETTINGS
    try:
        return TrainingSettings.model_validate_json(read_regular(path))
    except (OSError, ValueError, ValidationError) as error:
        raise TrainingError(
            later(
                "Training", "The run's settings cannot be read from {path}: {error}.", path=path, error=error
            ),
            later("Training", "Start a new run in another folder."),
            path,
        ) from error
