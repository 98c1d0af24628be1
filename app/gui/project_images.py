"""The open project's images in Inspect, as one action."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.gui.actions import ActionRegistry
from app.gui.project.session import ProjectSession
from app.gui.views.inspect.session import InspectSession

ACTION = "open_project_images"


class ProjectImages(QObject):
    """Lists them in Inspect; the action applies where a project with images is open."""

    def __init__(
        self, project: ProjectSession, session: InspectSession, actions: ActionRegistry, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._project, self._session, self._actions = project, session, actions
        actions.connect_all({ACTION: self._open})
        project.opened.connect(self._refresh)
        project.images_changed.connect(self._refresh)
        self._refresh()

    def _open(self) -> None:
        if self._project.project is not None:
            self._session.open_project(self._project.project)

    def _refresh(self) -> None:
        there = self._project.project is not None and bool(self._project.table.shown().any())
        self._actions.allow(**{ACTION: there})
