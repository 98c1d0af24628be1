"""Whose work is in the program, and on what terms: the texts that go with it, in a window of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from core.language import Later, later, tr
from resources import LICENCES, ROOT

PAGE = "licences.md"
PLACES = (ROOT.parent, ROOT.parent / "docs")
"""Where the packaged program has the page and its own licence, and where a copy of the source has the page."""
WIDE, TALL = 80, 34
"""Letters and lines that the window has room for."""
LOCAL_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:)[^)]*\)")


class Text(NamedTuple):
    """One text: what it is called, its file, and whether it is written in Markdown."""

    title: Later
    path: Path
    markdown: bool = False


def texts() -> Iterator[Text]:
    """Those that lie beside the program. An installed package lacks the page, and has Qt's licences all the same."""
    wanted = (
        *(Text(later("Window", "Overview"), place / PAGE, markdown=True) for place in PLACES),
        Text(later("Window", "This program (MIT)"), ROOT.parent / "LICENSE"),
        Text(later("Window", "Qt and PySide6 (LGPL-3.0)"), LICENCES / "LGPL-3.0.txt"),
        Text(later("Window", "GPL-3.0, which the LGPL refers to"), LICENCES / "GPL-3.0.txt"),
    )
    return (text for text in wanted if text.path.is_file())


class LicencesDialog(QDialog):
    """A non-modal window with a tab for each text; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Window", "Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for text in texts():
            self.tabs.addTab(_shown(text, self.tabs), str(text.title))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        metrics = self.fontMetrics()
        room = self.screen().availableSize() * 0.94
        wanted = metrics.averageCharWidth() * WIDE * 1.4, metrics.lineSpacing() * TALL
        self.resize(min(round(wanted[0]), room.width()), min(wanted[1], room.height()))


def _shown(text: Text, parent: QWidget) -> QTextBrowser:
    browser = QTextBrowser(parent)
    browser.setAccessibleName(str(text.title))
    content = text.path.read_text(encoding="utf-8")
    if text.markdown:
        browser.setOpenExternalLinks(True)
        # Its neighbours in the project are not handed on.
        browser.setMarkdown(LOCAL_LINK.sub(r"\1", content))
    else:
        browser.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        browser.setPlainText(content)
    return browser
