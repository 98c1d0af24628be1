"""One run: how it stands, its curves, its figures, its pictures. The one that trains, or one from the disk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.jobs import JobRunner
from app.gui.project.session import ProjectSession
from app.gui.views.train import tasks
from app.gui.views.train.live_run import LiveRun
from app.gui.views.train.mask_gain import MaskGain
from app.gui.views.train.run_row import RunRow, State
from app.gui.views.train.session import TrainSession
from app.gui.views.train.status_feed import StatusFeed
from app.gui.views.train.widgets.loss_plot import LossPlot
from app.gui.views.train.widgets.probe_strip import ProbeStrip
from app.gui.views.train.widgets.validation_plot import ValidationPlot
from core.language import sentence, tr
from core.training.curve_text import curve_text
from core.training.curves import similarity_mark
from core.training.events import Preview, Validated

NARROW = 44
"""Heights of a line of text: a page less wide has its pictures below the curves, not beside them."""


class RunPage(QWidget):
    """Draws what its `TrainSession` has; reads logs and pictures in jobs of the project."""

    def __init__(
        self,
        session: TrainSession,
        project: ProjectSession,
        runner: JobRunner,
        actions: ActionRegistry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._project = project
        self._row: RunRow | None = None
        self._read: tuple[Path, State] | None = None
        self._live: LiveRun | None = None
        self._seen: tasks.SeenRun | None = None
        self._points: Sequence[Validated] = ()
        self.feed = StatusFeed(runner, self)
        self.header = self.feed.header
        self.inspect = _button(actions["run_inspect"], self)
        self.inspect.setProperty("primary", True)
        self.losses = LossPlot(self)
        self.validation = ValidationPlot(self)
        self.gain = MaskGain(project, self)
        self.gain.told.connect(self.validation.set_gain)
        self.probes = ProbeStrip(self._load_epoch, self)
        self._build()
        session.ticked.connect(self._on_events)
        self.header.pause_asked.connect(lambda: session.pause(True))
        self.header.resume_asked.connect(actions["run_resume"].trigger)
        self.header.stop_asked.connect(session.stop_and_keep)
        self.header.cancel_asked.connect(session.discard)

    @property
    def folder(self) -> Path | None:
        """Of the run that is shown."""
        return None if self._row is None else self._row.folder

    def show_row(self, row: RunRow) -> None:
        """Show a run; the same one again only says how it stands now."""
        live = self._session.live
        live = live if live is not None and live.plan.folder == row.folder else None
        fresh = self._row is None or self._row.folder != row.folder or live is not self._live
        self._row, self._live = row, live
        self._say(row)
        if fresh and live is not None:
            self._read = None
            self._show_live(live)
        elif live is None and self._read != (row.folder, row.state):
            self._read = (row.folder, row.state)
            self._start_reading(row)

    def ask_discard(self) -> None:
        """Cancel the run that trains, if that is really wanted."""
        self.header.cancel.click()

    def save_state(self) -> QByteArray:
        """Of the splitters."""
        return self.columns.saveState()

    def restore_state(self, state: QByteArray) -> None:
        """Take it back."""
        if state.isEmpty() or not self.columns.restoreState(state):
            self.columns.setSizes([560, 440])
        self._turn()
        self.plots.setSizes([520, 340])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Curves and pictures stand side by side where there is room."""
        super().resizeEvent(event)
        self._turn()

    def clear(self) -> None:
        """No run is shown."""
        self._row = self._read = self._live = None
        self.gain.forget()
        self.losses.clear()
        self.probes.clear()

    def _build(self) -> None:
        # Their legends wrap and their texts come and go: the window must not grow for that.
        left = _titled(tr("Train", "Losses"), self.losses, self, 25)
        right = _titled(tr("Train", "Validation"), self.validation, self, 18)
        self.plots = QSplitter(Qt.Orientation.Vertical, self)
        self.plots.setChildrenCollapsible(False)
        self.plots.addWidget(left)
        self.plots.addWidget(right)
        self.columns = QSplitter(self)
        self.columns.setChildrenCollapsible(False)
        self.columns.addWidget(self.plots)
        self.columns.addWidget(_titled(tr("Train", "Fixed validation images"), self.probes, self, 19))
        # With large text there is more of it than a small screen has room for.
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.columns)
        self.header.add_button(self.inspect)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(scroll, 1)
        self.restore_state(QByteArray())

    def _turn(self) -> None:
        narrow = self.width() < NARROW * self.fontMetrics().height()
        self.columns.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _say(self, row: RunRow) -> None:
        self.inspect.setVisible(row.model is not None and self._live is None)
        self.gain.ask(row, self._session.rows)
        if self._live is not None:
            self.feed.refresh()
            if self._live.validated is not self._points:
                self._validated(self._live.validated)
        elif self._seen is not None and self._seen.folder == row.folder:
            self.feed.show_row(row, self._seen.log)

    # --- the run that trains ----------------------------------------------------------------------------------

    def _show_live(self, live: LiveRun) -> None:
        self.losses.show_run(live.losses)
        self._mark(live.adversarial_steps)
        self._validated(live.validated)
        self.feed.follow(live)
        self.probes.clear()
        self._look_for_pictures()

    def _on_events(self, events: Sequence[Any]) -> None:
        live = self._live
        if live is None or live is not self._session.live or not self.isVisible():
            return
        self.losses.refresh()
        self.feed.refresh()
        self._mark(live.adversarial_steps)
        if any(isinstance(event, Validated) for event in events):
            self._validated(live.validated)
            self.gain.ask(live.row(self._row), self._session.rows)
        if any(isinstance(event, Preview) for event in events):
            self._look_for_pictures()

    def _mark(self, adversarial_steps: int) -> None:
        settings = None if self._row is None else self._row.settings
        self.losses.set_mark(None if settings is None else similarity_mark(settings, adversarial_steps))

    def _validated(self, points: Sequence[Validated]) -> None:
        self._points = points
        self.validation.set_points(points)
        settings = None if self._row is None else self._row.settings
        # Not the sentence of the log, which is English.
        text = str(curve_text(points, settings.patience if settings else 0))
        self.validation.set_text(sentence(text) if text else "")

    # --- a run from the disk ------------------------------------------------------------------------------------

    def _start_reading(self, row: RunRow) -> None:
        self.losses.clear()
        self.validation.set_points([])
        self.validation.set_text("")
        self.probes.clear()
        self._seen = None
        self.feed.show_row(row, None)
        job = self._project.start(
            "run", tr("Train", "Reading the log"), tasks.read_runs([row.folder]), visible=False
        )
        job.succeeded.connect(self._show_seen)

    def _show_seen(self, found: list[tasks.SeenRun]) -> None:
        (seen,) = found
        self._seen = seen
        if self._row is None or seen.folder != self._row.folder or self._live is not None:
            return
        curves = seen.log.curves.curves()
        self.losses.show_run(lambda: curves)
        self._mark(seen.log.phases.get("adversarial", 0))
        self._validated(seen.log.validations)
        self.feed.show_row(self._row, seen.log)
        self.probes.set_epochs(seen.epochs)

    # --- pictures -------------------------------------------------------------------------------------------

    def _look_for_pictures(self) -> None:
        folder = self.folder
        if folder is None:
            return
        job = self._project.start(
            "probe_epochs", tr("Train", "Looking for pictures"), tasks.probe_epochs(folder), visible=False
        )
        job.succeeded.connect(
            lambda epochs: self.probes.set_epochs(epochs) if folder == self.folder else None
        )

    def _load_epoch(self, epoch: int) -> None:
        folder = self.folder
        if folder is None:
            return
        job = self._project.start(
            "probes", tr("Train", "Reading pictures"), tasks.read_epoch(folder, epoch), visible=False
        )
        job.succeeded.connect(partial(self._show_epoch, folder, epoch))

    def _show_epoch(self, folder: Path, epoch: int, probes: Any) -> None:
        if folder == self.folder:
            self.probes.show_epoch(epoch, probes)


def _button(action: QAction, parent: QWidget) -> QPushButton:
    button = QPushButton(parent)

    def follow() -> None:
        button.setText(action.iconText())
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())

    action.changed.connect(follow)
    button.clicked.connect(action.trigger)
    follow()
    return button


def _titled(title: str, content: QWidget, parent: QWidget, least_lines: int) -> QFrame:
    frame = QFrame(parent)
    frame.setMinimumHeight(least_lines * parent.fontMetrics().height())
    label = QLabel(title, frame)
    label.setProperty("role", "heading")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 8, 14, 10)
    layout.setSpacing(6)
    layout.addWidget(label)
    layout.addWidget(content, 1)
    return frame
