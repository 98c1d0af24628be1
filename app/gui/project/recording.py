"""Results of an inspection, kept in the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.inspection.result import FailedInspection, Inspection

if TYPE_CHECKING:
    from core.project.project import Project


class Recording:
    """Writes some results of a model; to be called in a job. `scores` are those written, by image."""

    def __init__(self, name: str, model: Path, items: Sequence[Inspection | FailedInspection]) -> None:
        self.scores: dict[int, float | None] = {}
        self._name, self._model = name, model
        # The pictures behind an inspection are not kept, and must not wait in a queue.
        self._items = [replace(item, images=None) if isinstance(item, Inspection) else item for item in items]

    def __call__(self, project: Project) -> None:
        """Images that are not in the project are passed over.

        Raises:
            ProjectError: the project cannot be written.
        """
        from core.project import records
        from core.project.images import ids_of

        # Most often other images are inspected than those that the model was trained on.
        if ids_of(project, [item.path for item in self._items]):
            number = records.add_model(project, self._name, self._model)
            recorded = records.record_inspections(project, number, self._items)
            self.scores = {image: getattr(item, "score", None) for image, item in recorded.items()}
