"""Undo and Redo of the window: what the view at hand has drawn comes first, then the steps of the project."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject

from app.gui.actions import SPECS, ActionRegistry
from app.gui.project.session import ProjectSession
from core.language import tr


class ViewHistory(Protocol):
    """Steps of a view, in front of those of the project. `undo_text`, `redo_text`: "" = there is none."""

    @property
    def editable(self) -> bool:
        """Whether either is possible just now."""

    @property
    def undo_text(self) -> str:
        """What undo would take back."""

    @property
    def redo_text(self) -> str:
        """What redo would do again."""

    def undo(self) -> None:
        """Take the last step back."""

    def redo(self) -> None:
        """Do again what was undone last."""


class HistoryActions(QObject):
    """Keeps the two actions up to date. A view tells with `refresh` that its own steps changed."""

    def __init__(
        self, session: ProjectSession, actions: ActionRegistry, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._views: dict[str, ViewHistory] = {}
        self._view = ""
        session.opened.connect(self.refresh)
        session.history_changed.connect(self.refresh)
        actions.connect_all({"undo": self._undo, "redo": self._redo})
        self.refresh()

    def add(self, view: str, history: ViewHistory) -> None:
        """A view, one of `actions.VIEWS`, has steps of its own; it answers for those of the project as well."""
        self._views[view] = history

    def set_view(self, view: str) -> None:
        """Say which view is shown."""
        self._view = view
        self.refresh()

    def refresh(self) -> None:
        """Texts and state of the actions."""
        history = self._views.get(self._view) or self._session
        undo, redo = history.undo_text, history.redo_text
        nothing = {"undo": tr("Actions", "Nothing to undo"), "redo": tr("Actions", "Nothing to redo")}
        for name, text in (("undo", undo), ("redo", redo)):
            action, spec = self._actions[name], SPECS[name]
            plain = text.replace("&", "&&")
            action.setText(
                tr("Actions", "{action}: {what}", action=spec.shown, what=plain) if text else spec.shown
            )
            action.setToolTip(
                tr("Actions", "{action}: {what}", action=spec.plain, what=text) if text else nothing[name]
            )
        self._actions.allow(undo=history.editable and bool(undo), redo=history.editable and bool(redo))

    def _undo(self) -> None:
        (self._views.get(self._view) or self._session).undo()

    def _redo(self) -> None:
        (self._views.get(self._view) or self._session).redo()
