"""While the folders that were dropped are looked through: how far it is, and the first pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.gui.jobs import JobRunner
from app.gui.views.dataset.import_pictures import Pictures, Read
from app.gui.views.dataset.import_words import name_of
from core.language import sentences, tr, tr_n

MOST_PICTURES = 60
MANY = 4000
"""Images from here on are not counted one by one."""


class LookingPane(QWidget):
    """Emits `cancelled()`."""

    cancelled = Signal()

    def __init__(self, runner: JobRunner, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._text = QLabel(self)
        self._text.setProperty("role", "muted")
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setMaximumWidth(320)
        self._bar.setAccessibleName(tr("Dataset", "Looking through the folders"))
        self.pictures = Pictures(runner, MOST_PICTURES, read, self)
        self.pictures.setAccessibleName(tr("Dataset", "First images found"))
        self.pictures.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cancel = QPushButton(tr("Dataset", "Cancel"), self)
        self.cancel.setToolTip(tr("Dataset", "Go back without importing (Esc)"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        layout.addWidget(self.pictures, 1)
        layout.addLayout(row)

    @property
    def text(self) -> str:
        """What the pane says."""
        return f"{self._title.text()} {self._text.text()}"

    def start(self, paths: Sequence[Path]) -> None:
        """Begin with other folders."""
        self._count = 0
        self.pictures.clear()
        self._title.setText(tr("Dataset", "Looking through {what}…", what=name_of(paths)))
        self._text.setText(tr("Dataset", "Nothing is imported yet."))
        self._bar.setRange(0, 0)

    def add(self, paths: Sequence[Path]) -> None:
        """Some more images were found."""
        self._count += len(paths)
        found = (
            tr("Dataset", "More than {many} image files so far.", many=MANY)
            if self._count > MANY
            else tr_n("Dataset", self._count, "{n} image file so far.", "{n} image files so far.")
        )
        self._text.setText(sentences([found, tr("Dataset", "Nothing is imported yet.")]))
        self.pictures.add(paths)

    def stop(self) -> None:
        """Another page is shown: no more moving and reading."""
        self._bar.setRange(0, 1)
        self.pictures.clear()
