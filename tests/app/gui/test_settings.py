"""The window's memory, and what a damaged one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from app.gui.settings import RECENT_MAX, Settings


def test_fresh_settings_have_defaults(settings: Settings) -> None:
    assert settings.theme() == "system"
    assert settings.layout("window").isEmpty()
    assert settings.recent("model") == []
    assert settings.last_folder() == ""


def test_values_survive_a_restart(settings: Settings, own_home: Path) -> None:
    settings.set_theme("dark")
    settings.set_layout("window", QByteArray(b"\x00\x01"))
    settings.add_recent("folder", Path("/data/ä 🙂"))
    settings.set_last_folder(Path("/data"))
    settings.sync()
    again = Settings()
    assert again.theme() == "dark"
    assert again.layout("window") == QByteArray(b"\x00\x01")
    assert again.recent("folder") == [Path("/data/ä 🙂")]
    assert again.last_folder() == str(Path("/data"))
    assert Path(QSettings().fileName()).is_relative_to(own_home)


def test_recent_is_short_newest_first_and_without_repeats(settings: Settings) -> None:
    for number in range(RECENT_MAX + 3):
        settings.add_recent("model", Path(f"/m{number}"))
    settings.add_recent("model", Path("/m5"))
    found = settings.recent("model")
    assert found[:2] == [Path("/m5"), Path(f"/m{RECENT_MAX + 2}")]
    assert len(found) == len(set(found)) == RECENT_MAX
    settings.clear_recent()
    assert settings.recent("model") == []


def test_keys_and_recent_actions_survive_a_restart(settings: Settings) -> None:
    chosen = {"open_model": ["F8", "Ctrl+M"], "open_demo": []}
    settings.set_shortcuts(chosen)
    for name in ("fit", "open_demo", "fit"):
        settings.add_recent_action(name)
    settings.sync()
    assert Settings().shortcuts() == chosen
    assert Settings().recent_actions() == ["fit", "open_demo"]


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("no json", {}),
        ("[1]", {}),
        ('{"a": ["F8"], "b": "F9", "c": [3], "d": {}}', {"a": ["F8"]}),
    ],
)
def test_damaged_keys_are_left_out(settings: Settings, stored: str, read: dict[str, list[str]]) -> None:
    QSettings().setValue("shortcuts", stored)
    assert settings.shortcuts() == read


@pytest.mark.parametrize("junk", [7, "pink", ["a", 3], {"x": 1}])
def test_junk_falls_back(settings: Settings, junk: object) -> None:
    store = QSettings()
    for key in ("theme", "layout/window", "recent/model", "last_folder", "shortcuts", "palette/recent"):
        store.setValue(key, junk)
    assert settings.theme() == "system"
    assert settings.layout("window").isEmpty()
    assert all(isinstance(path, Path) for path in settings.recent("model"))
    assert isinstance(settings.last_folder(), str)
    assert settings.shortcuts() == {}
    assert all(isinstance(name, str) for name in settings.recent_actions())
