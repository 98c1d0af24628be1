"""What the window remembers between two starts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.gui.language import LANGUAGES, SYSTEM
from core.project.lock import user_name

RECENT_MAX = 8


class Settings:
    """A typed face of `QSettings`. Values that make no sense (an edited file) fall back to the default."""

    def __init__(self) -> None:
        self._store = QSettings()

    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        value = self._store.value("theme", "system")
        return value if value in ("system", "light", "dark") else "system"

    def set_theme(self, mode: str) -> None:
        """Remember the theme."""
        self._store.setValue("theme", mode)

    def language(self) -> str:
        """One of `app.gui.language.LANGUAGES`."""
        value = self._store.value("language", SYSTEM)
        return value if value in LANGUAGES else SYSTEM

    def set_language(self, language: str) -> None:
        """Remember the language for the next start."""
        self._store.setValue("language", language)

    def layout(self, name: str) -> QByteArray:
        """A saved geometry or splitter state; empty if there is none."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_layout(self, name: str, state: QByteArray) -> None:
        """Remember a geometry or splitter state."""
        self._store.setValue(f"layout/{name}", state)

    def forget_layout(self) -> None:
        """Back to the layout of a first start."""
        self._store.remove("layout")

    def recent(self, kind: str) -> list[Path]:
        """The recently opened paths of `kind` (`project`, `model` or `folder`), newest first. They may be gone."""
        value = self._store.value(f"recent/{kind}", [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list):
            return []
        return [Path(v) for v in values if isinstance(v, str) and v][:RECENT_MAX]

    def add_recent(self, kind: str, path: Path) -> None:
        """Put `path` first among the recent ones."""
        paths = [path] + [p for p in self.recent(kind) if p != path]
        self._store.setValue(f"recent/{kind}", [str(p) for p in paths[:RECENT_MAX]])

    def clear_recent(self) -> None:
        """Forget the recent projects, models and folders."""
        self._store.remove("recent")

    def shortcuts(self) -> dict[str, list[str]]:
        """The keys that the user chose, by the action's name; what is no such list is left out."""
        value = self._store.value("shortcuts", "{}")
        try:
            found = json.loads(value) if isinstance(value, str) else {}
        except ValueError:
            return {}
        if not isinstance(found, dict):
            return {}
        return {
            name: keys
            for name, keys in found.items()
            if isinstance(keys, list) and all(isinstance(key, str) for key in keys)
        }

    def set_shortcuts(self, chosen: Mapping[str, Sequence[str]]) -> None:
        """Remember the keys that the user chose."""
        self._store.setValue("shortcuts", json.dumps({name: list(keys) for name, keys in chosen.items()}))

    def recent_actions(self) -> list[str]:
        """Names of the actions that were chosen in the palette, newest first. They may be gone."""
        value = self._store.value("palette/recent", [])
        values = [value] if isinstance(value, str) else value
        return [v for v in values if isinstance(v, str) and v] if isinstance(values, list) else []

    def add_recent_action(self, name: str) -> None:
        """Put `name` first among the recent actions."""
        names = [name] + [n for n in self.recent_actions() if n != name]
        self._store.setValue("palette/recent", names[:RECENT_MAX])

    def reviewer(self) -> str:
        """The name that decisions are signed with; at first that of the user of this computer."""
        value = self._store.value("reviewer", "")
        return value.strip() if isinstance(value, str) and value.strip() else user_name()

    def set_reviewer(self, who: str) -> None:
        """Remember who reviews."""
        self._store.setValue("reviewer", who)

    def last_folder(self) -> str:
        """Where a file dialog starts."""
        value = self._store.value("last_folder", "")
        return value if isinstance(value, str) else ""

    def set_last_folder(self, folder: Path) -> None:
        """Remember where the last file dialog ended."""
        self._store.setValue("last_folder", str(folder))

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()
