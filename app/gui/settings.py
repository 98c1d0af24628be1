"""What the window remembers between two starts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

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
