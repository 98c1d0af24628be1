from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from app.gui.show_in_folder import show_in_folder

PATH = Path("/data/teile ü, neu/a.png")


@pytest.mark.parametrize(
    ("system", "call"),
    [("win32", ("explorer", ["/select,", str(PATH)])), ("darwin", ("open", ["-R", str(PATH)]))],
)
@pytest.mark.parametrize("works", [True, False])
def test_the_file_is_selected_where_the_system_can(
    monkeypatch: pytest.MonkeyPatch, system: str, call: tuple[str, list[str]], works: bool
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(
        QProcess, "startDetached", lambda program, words: asked.append((program, words)) or (works, 7)
    )
    assert show_in_folder(PATH) is works
    assert asked == [call]


@pytest.mark.parametrize("works", [True, False])
def test_elsewhere_the_folder_opens(monkeypatch: pytest.MonkeyPatch, works: bool) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url) or works)
    assert show_in_folder(PATH) is works
    assert [url.toLocalFile() for url in asked] == [str(PATH.parent)]
