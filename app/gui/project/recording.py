"""Results of an inspection, kept in the project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.inspection.result import FailedInspection, Inspection

if TYPE_CHECKING:
    from core.project.project import Project


Results = Iterable[Inspection | FailedInspection]


class Recording:
    """Writes some results of a model; to be called in a job, once.

    Attributes:
        scores: those written, by image.
        number: the model's id, once there are some.
        names: those of all models then, by id.
    """

    def __init__(self, name: str, model: Path, paths: Sequence[Path], items: Results) -> None:
        self.scores: dict[int, float | None] = {}
        self.number = 0
        self.names: dict[int, str] = {}
        self._name, self._model = name, model
        self._paths, self._items = paths, items

    def __call__(self, project: Project) -> None:
        """Images that are not in the project are passed over.

        Raises:
            ProjectError: the project cannot be written.
        """
        from core.project import records
        from core.project.images import ids_of

        # Most often other images are inspected than those that the model was trained on.
        if ids_of(project, self._paths):
            self.number = records.add_model(project, self._name, self._model)
            recorded = records.record_inspections(project, self.number, list(self._items))
            self.names = records.model_names(project)
            self.scores = {image: getattr(item, "score", None) for image, item in recorded.items()}
