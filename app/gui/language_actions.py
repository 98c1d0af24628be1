"""View > Language: which one the window speaks from its next start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup

from app.gui.actions import ActionRegistry
from app.gui.errors import Level
from app.gui.language import LANGUAGES
from app.gui.settings import Settings
from core.language import tr

Tell = Callable[[Level, str, str], object]


class LanguageActions(QObject):
    """Keeps the actions up to date and remembers what is chosen. `tell` says when it holds."""

    def __init__(self, actions: ActionRegistry, settings: Settings, tell: Tell, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._tell = tell
        group = QActionGroup(self)
        for language in LANGUAGES:
            group.addAction(actions[f"language_{language}"])
        actions[f"language_{settings.language()}"].setChecked(True)
        actions.connect_all({f"language_{name}": partial(self._choose, name) for name in LANGUAGES})

    def _choose(self, language: str) -> None:
        if language == self._settings.language():
            return
        self._settings.set_language(language)
        self._tell(
            Level.INFO,
            tr("Window", "The language changes at the next start."),
            tr("Window", "Close the window and open it again when it suits you."),
        )
