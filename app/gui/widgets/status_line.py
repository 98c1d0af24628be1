"""The one status line: cursor read-out on the left, running jobs on the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from app.gui.jobs import Job, JobRunner
from app.gui.widgets.job_row import JobRow
from core.language import tr

SHOWN = 2
"""Jobs shown at once; more are counted."""


class StatusLine(QStatusBar):
    """Follows a `JobRunner`."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._readout = QLabel(self)
        self._readout.setObjectName("readout")
        self._readout.setContentsMargins(10, 0, 0, 0)
        self._readout.setAccessibleName(tr("Window", "Values under the cursor"))
        # The text may be wider than the room beside the jobs; it must not widen the window.
        self._readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._more = QLabel(self)
        self._more.setProperty("role", "muted")
        self._rows: dict[Job, JobRow] = {}
        jobs = QWidget(self)
        self._layout = QHBoxLayout(jobs)
        self._layout.setContentsMargins(0, 0, 6, 0)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._more)
        self._more.hide()
        self.addWidget(self._readout, 1)
        self.addPermanentWidget(jobs)
        # The line keeps its height when the first job comes.
        self.setMinimumHeight(max(30, self.fontMetrics().height() + 14))
        runner.started.connect(self._on_started)
        runner.ended.connect(self._on_ended)

    @property
    def readout(self) -> str:
        """The text on the left."""
        return self._readout.text()

    def set_readout(self, text: str) -> None:
        """Show the values under the cursor; empty = none."""
        self._readout.setText(text)

    def job_texts(self) -> list[str]:
        """What the jobs on the right say."""
        return [row.text for row in self._rows.values()]

    def _on_started(self, job: Job) -> None:
        if job.visible:
            row = JobRow(job, self)
            self._rows[job] = row
            self._layout.addWidget(row)
            self._arrange()

    def _on_ended(self, job: Job) -> None:
        row = self._rows.pop(job, None)
        if row is not None:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._arrange()

    def _arrange(self) -> None:
        for index, row in enumerate(self._rows.values()):
            row.setVisible(index < SHOWN)
        hidden = len(self._rows) - SHOWN
        self._more.setVisible(hidden > 0)
        self._more.setText(tr("Window", "and {hidden} more", hidden=hidden))
