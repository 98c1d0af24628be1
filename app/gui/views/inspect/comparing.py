"""Comparing two models: the actions and the list on one side, the session on the other."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui import dialogs
from app.gui.actions import ActionRegistry
from app.gui.settings import Settings
from app.gui.views.inspect.compare_bar import CompareBar
from app.gui.views.inspect.filter_chips import ALL
from app.gui.views.inspect.flips import FLIPS, KINDS
from app.gui.views.inspect.list_panel import ListPanel
from app.gui.views.inspect.session import InspectSession


class Comparing(QObject):
    """Lives as long as the view. `bar` stands above the list while there are two models."""

    def __init__(
        self,
        session: InspectSession,
        panel: ListPanel,
        actions: ActionRegistry,
        settings: Settings,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self._actions = actions
        self.bar = CompareBar(actions["compare_swap"], actions["compare_stop"], panel)
        panel.set_bar(self.bar)
        self.bar.chosen.connect(session.show_other)
        session.comparison.changed.connect(self._on_changed)
        session.comparison.updated.connect(panel.update_paths)
        session.model_changed.connect(lambda _model: self._on_changed())
        session.files_changed.connect(self._arrange)
        session.busy_changed.connect(self._arrange)
        panel.filtered.connect(lambda _word: self._arrange())
        actions.connect_all(
            {
                "compare_model": lambda: dialogs.ask_model(parent, settings, session.compare),
                "compare_swap": lambda: session.show_other(not session.comparison.shown),
                "compare_flips": self._toggle_flips,
                "compare_stop": session.stop_comparing,
                "find_inspected": panel.start_search,
            }
        )
        self._on_changed()

    def _on_changed(self) -> None:
        first, other = self._session.model, self._session.comparison
        if first is not None and other.model is not None:
            self.bar.set_names(first.name, other.model.name)
        self.bar.set_shown(other.shown)
        self._panel.set_other(other.store if other.model is not None else None)
        self._arrange()

    def _toggle_flips(self) -> None:
        self._panel.set_filter(ALL if self._only_flips() else FLIPS)

    def _only_flips(self) -> bool:
        return self._panel.filter == FLIPS or self._panel.filter in KINDS

    def _arrange(self) -> None:
        session, actions = self._session, self._actions
        images, comparing = len(session.store) > 0, session.comparison.model is not None
        actions.allow(
            compare_model=images and session.model is not None,
            compare_swap=comparing and images,
            compare_flips=comparing and images,
            compare_stop=comparing,
            find_inspected=images,
        )
        actions["compare_swap"].setChecked(session.comparison.shown)
        actions["compare_flips"].setChecked(self._only_flips())
