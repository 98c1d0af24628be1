"""Several runs side by side: their curves, their figures, the settings that differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.gui.project.session import ProjectSession
from app.gui.views.train.differences import Differences
from app.gui.views.train.run_row import RunRow
from app.gui.views.train.tasks import SeenRun, read_runs
from app.gui.views.train.widgets.loss_plot import LossPlot
from core.language import tr, tr_n

MOST = 8
"""Runs that are compared at once: more colours cannot be told apart."""


class ComparePage(QWidget):
    """Reads the logs in a job of the project."""

    def __init__(self, project: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._rows: list[RunRow] = []
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.plot = LossPlot(self)
        self.table = Differences(self)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.plot)
        splitter.addWidget(self.table)
        splitter.setSizes([380, 320])
        self.plot.setMinimumHeight(260)
        self.table.setMinimumHeight(120)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(splitter, 1)

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """Compare these; the same ones again only brings the table up to date."""
        rows = list(rows)[:MOST]
        fresh = [row.folder for row in rows] != [row.folder for row in self._rows]
        self._rows = rows
        self.title.setText(tr_n("Train", len(rows), "{n} run compared", "{n} runs compared"))
        self.table.set_runs(rows)
        if fresh:
            work = read_runs([row.folder for row in rows])
            job = self._project.start("compare", tr("Train", "Reading the logs"), work, visible=False)
            job.succeeded.connect(self._show)

    def _show(self, seen: list[SeenRun]) -> None:
        if [one.folder for one in seen] == [row.folder for row in self._rows]:
            names = [row.name for row in self._rows]
            # Two runs may have the same name; the folder tells them apart.
            titles = [
                n if names.count(n) == 1 else f"{n} ({r.folder.name})"
                for n, r in zip(names, self._rows, strict=True)
            ]
            self.plot.show_runs({t: one.log.curves.curves() for t, one in zip(titles, seen, strict=True)})
