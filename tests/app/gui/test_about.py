"""What the program tells of itself, and of the licences of what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl, qVersion
from PySide6.QtWidgets import QMessageBox, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.gui import licences
from app.gui.about import show_about
from app.gui.licences import LicencesDialog


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the boxes belong to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_the_box_says_which_qt_and_opens_the_licences(window: QWidget) -> None:
    show_about(window)
    box = window.findChild(QMessageBox)
    assert not box.isModal()
    assert f"Qt {qVersion()}" in box.informativeText()
    assert "LGPL-3.0" in box.informativeText()
    next(button for button in box.buttons() if button.text() == "Licences").click()
    dialog = window.findChild(LicencesDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    shown = [page.toPlainText() for page in dialog.findChildren(QTextBrowser)]
    assert len(shown) == 4
    for part in ("Keep Qt replaceable", "MIT License", "GNU LESSER GENERAL PUBLIC", "GNU GENERAL PUBLIC"):
        assert any(part in text for text in shown)
    dialog.close()


def test_links_of_the_page_lead_to_the_web_or_nowhere(window: QWidget) -> None:
    page = LicencesDialog(window).tabs.widget(0)
    assert isinstance(page, QTextBrowser)
    found = {QUrl(part.split('"')[0]).scheme() for part in page.toHtml().split('href="')[1:]}
    assert found == {"https"}


def test_without_the_page_the_licences_of_qt_are_there(
    monkeypatch: pytest.MonkeyPatch, window: QWidget, tmp_path: Path
) -> None:
    monkeypatch.setattr(licences, "PLACES", (tmp_path,))
    monkeypatch.setattr(licences, "ROOT", tmp_path / "resources")
    tabs = LicencesDialog(window).tabs
    assert [tabs.tabText(n).partition(" ")[0] for n in range(tabs.count())] == ["Qt", "GPL-3.0,"]
