"""Keeps a run's header up to date, the GPU's memory and load with it."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui.jobs import Job, JobContext, JobRunner
from app.gui.views.train.live_run import LiveRun
from app.gui.views.train.run_row import RunRow
from app.gui.views.train.status_of import status_of_live, status_of_row
from app.gui.views.train.widgets.run_header import RunHeader
from app.gui.views.train.widgets.run_status import GpuUse
from core.language import tr
from core.training.log import RunLog

GPU_SECONDS = 2.0
"""The GPU is asked this often, while it trains and somebody looks."""


class StatusFeed(QObject):
    """The header is its own widget; the view places it."""

    def __init__(self, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.header = RunHeader(parent)
        self._runner = runner
        self._live: LiveRun | None = None
        self._gpu: GpuUse | None = None
        self._job: Job | None = None
        self._asked = 0.0
        # Once there was no answer there is no GPU to ask.
        self._has_gpu = True

    def follow(self, live: LiveRun) -> None:
        """Show the run that trains; `refresh` when it has told something."""
        self._live = live
        self.refresh()

    def show_row(self, row: RunRow, log: RunLog | None) -> None:
        """Show a run from the disk."""
        self._live = None
        self.header.set_status(status_of_row(row, log))

    def refresh(self) -> None:
        """Something is new."""
        if self._live is None:
            return
        self.header.set_status(status_of_live(self._live, self._gpu))
        # Asking loads torch; once steps come, the trainer has done that.
        due = time.monotonic() - self._asked >= GPU_SECONDS
        if self._has_gpu and self._live.last is not None and self._job is None and due:
            self._ask()

    def _ask(self) -> None:
        def work(_context: JobContext) -> Any:
            from core.training.gpu import gpu_use

            return gpu_use()

        self._asked = time.monotonic()
        self._job = self._runner.start(tr("Train", "Asking the GPU"), work, visible=False)
        self._job.succeeded.connect(self._take)
        self._job.finished.connect(self._end)

    def _take(self, use: Any) -> None:
        self._has_gpu = use is not None
        self._gpu = None if use is None else GpuUse(use.name, use.used, use.total, use.load)

    def _end(self) -> None:
        self._job = None
