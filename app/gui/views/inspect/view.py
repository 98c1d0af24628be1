"""The Inspect view: list, four panes, figures. Wires the session to the widgets."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.jobs import JobRunner, Progress
from app.gui.settings import Settings
from app.gui.views.inspect.comparing import Comparing
from app.gui.views.inspect.defects_table import DefectsTable
from app.gui.views.inspect.list_panel import ListPanel
from app.gui.views.inspect.pane_grid import PaneGrid
from app.gui.views.inspect.picture_jobs import PictureJobs
from app.gui.views.inspect.pictures import Pictures, Reduced
from app.gui.views.inspect.readout import readout
from app.gui.views.inspect.result_card import ResultCard
from app.gui.views.inspect.segment_panel import SegmentPanel
from app.gui.views.inspect.session import InspectSession
from app.gui.views.inspect.tool_strip import ToolStrip
from app.gui.widgets.empty_state import EmptyState
from app.gui.widgets.job_row import duration
from app.gui.widgets.scrolled import Scrolled
from core.inspection.result import FailedInspection, Inspection
from core.language import tr

LIST_WIDTH, SIDE_WIDTH = 296, 340


class InspectView(QWidget):
    """Signals: `readout_changed(str)`, the text for the status line."""

    readout_changed = Signal(str)

    def __init__(
        self,
        session: InspectSession,
        runner: JobRunner,
        actions: ActionRegistry,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._settings = settings
        self._shown: Inspection | None = None
        self._loading: Path | None = None
        self._pictures = PictureJobs(runner, self)
        self.list = ListPanel(session.store, self)
        self.panes = PaneGrid(runner, self)
        self.card = ResultCard(self)
        self.segment = SegmentPanel(self)
        self.defects = DefectsTable(self)
        self.strip = ToolStrip(actions, self)
        self.no_model = EmptyState(
            "model",
            tr("Inspect", "Open a model"),
            tr("Inspect", "The images are listed. A model repairs them and shows where the repair differs."),
            [actions["open_model"]],
        )
        self.no_images = EmptyState(
            "folder",
            tr("Inspect", "Open a folder of images"),
            tr("Inspect", "The model is ready. Choose the images to inspect, or drop them here."),
            [actions["open_folder"], actions["open_images"], actions["open_project_images"]],
        )
        self.unreadable = EmptyState(
            "unreadable", tr("Inspect", "This image cannot be read"), "", [actions["next"]]
        )
        self.waiting = EmptyState("inspect", tr("Inspect", "Inspecting…"), "")
        self.centre = QStackedWidget(self)
        for page in (self.panes, self.no_model, self.no_images, self.unreadable, self.waiting):
            self.centre.addWidget(page)
        self._build()
        self.comparing = Comparing(session, self.list, actions, settings, self)
        self._connect()
        self._arrange()

    def restore_layout(self) -> None:
        """Take the splitter's place from the last time."""
        state = self._settings.layout("inspect")
        if state.isEmpty() or not self.splitter.restoreState(state):
            rest = max(self.width() - LIST_WIDTH - SIDE_WIDTH, 400)
            self.splitter.setSizes([LIST_WIDTH, rest, SIDE_WIDTH])

    def save_layout(self) -> None:
        """Remember the splitter's place."""
        self._settings.set_layout("inspect", self.splitter.saveState())

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802
        """Space, held, blinks. It is taken from the lists and pictures only: in a button or a field it keeps
        its meaning."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Space:
                if not event.isAutoRepeat():
                    self.panes.set_blinking(kind == QEvent.Type.KeyPress)
                return True
        elif kind == QEvent.Type.FocusOut:
            self.panes.set_blinking(False)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.centre, 1)
        figures = QWidget(self)
        right = QVBoxLayout(figures)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(2)
        right.addWidget(self.card)
        right.addWidget(self.segment)
        right.addWidget(self.defects, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        # Large text needs more room for the words and, where these stand above their fields, more height.
        side = Scrolled(figures, tr("Inspect", "Figures"), self)
        for widget, least in (
            (self.list, 220),
            (middle, 320),
            (side, max(270, side.minimumSizeHint().width())),
        ):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        # Room that is won or lost belongs to the pictures.
        self.splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        session, actions = self._session, self._actions
        session.files_changed.connect(self._on_files)
        session.model_changed.connect(lambda model: self.segment.set_default(model.segment))
        session.model_changed.connect(lambda model: self.panes.set_marks(model.marks))
        session.settings_changed.connect(self._on_settings)
        session.updated.connect(self.list.update_paths)
        session.shown.connect(self._on_shown)
        session.show_failed.connect(self._on_failed)
        session.loading.connect(self._on_loading)
        session.reduced.connect(self._on_reduced)
        session.show_progressed.connect(self._on_progress)
        session.busy_changed.connect(self._arrange)
        self.list.chosen.connect(session.show)
        self.list.caught_up.connect(self._arrange)
        self.segment.changed.connect(session.set_settings)
        self.defects.chosen.connect(self.panes.zoom_to)
        self.panes.cursor_moved.connect(self._on_cursor)
        self.panes.maximised_changed.connect(self._on_maximised)
        self.panes.split_changed.connect(self._on_split)
        self.panes.surprise_changed.connect(self._actions["surprise"].setChecked)
        self._pictures.ready.connect(self._on_ready)
        actions.connect_all(
            {
                "inspect_folder": session.inspect_all,
                "previous": lambda: self.list.step(-1),
                "next": lambda: self.list.step(1),
                "fit": self.panes.fit,
                "actual": self.panes.actual_size,
                "split": lambda: self.panes.set_split(not self.panes.split.on),
                "surprise": lambda: self.panes.set_surprise(not self.panes.surprise),
                "split_left": partial(self.panes.move_split, -1),
                "split_right": partial(self.panes.move_split, 1),
                "defect_next": partial(self.defects.step, 1),
                "defect_previous": partial(self.defects.step, -1),
                **{f"pane_{n}": partial(self.panes.maximise, n) for n in (1, 2, 3, 4)},
            }
        )
        for widget in (self.list.view, self.defects.view, *(pane.canvas for pane in self.panes.panes)):
            widget.installEventFilter(self)

    def _on_files(self) -> None:
        self._shown = self._loading = None
        self._pictures.forget()
        self.panes.clear()
        self.card.clear()
        self.defects.clear()
        self.segment.histogram.clear()
        self.list.reload(self._session.current)
        self.list.view.setFocus()
        self._arrange()

    def _on_settings(self, settings: Any) -> None:
        self.segment.set_settings(settings)
        self.list.model.set_settings(settings)

    def _on_shown(self, inspection: Inspection) -> None:
        self._loading = None
        self._pictures.show(inspection)

    def _on_ready(self, inspection: Inspection, pictures: Pictures) -> None:
        self._shown = inspection
        self.centre.setCurrentWidget(self.panes)
        self.panes.show_inspection(inspection, pictures)
        self.card.show_inspection(inspection)
        self.segment.histogram.show_inspection(inspection, pictures.counts)
        self.defects.set_defects(inspection.defects)
        self._arrange()

    def _on_reduced(self, reduced: Reduced) -> None:
        if reduced.path != self._loading:
            return
        self._shown = None
        self.panes.show_reduced(reduced)
        self.panes.set_note(tr("Inspect", "Being inspected"))
        self.card.show_waiting(reduced.path, reduced.size)
        self.defects.clear()
        self.segment.histogram.clear()
        self.centre.setCurrentWidget(self.panes)
        self._arrange()

    def _on_failed(self, failed: FailedInspection) -> None:
        self._shown = self._loading = None
        self._pictures.drop()
        self.unreadable.set_text(tr("Inspect", "This image cannot be read"), failed.shown)
        self.card.show_failed(failed)
        self.readout_changed.emit("")
        self.defects.clear()
        self.segment.histogram.clear()
        self._arrange()
        self.centre.setCurrentWidget(self.unreadable)

    def _on_loading(self, path: Path) -> None:
        # With a picture on the screen that one stays until the next is complete.
        text = tr("Inspect", "Inspecting {image}…", image=path.name)
        if self._shown is None:
            self.panes.clear()
            self.waiting.set_text(text, "")
            self.centre.setCurrentWidget(self.waiting)
        self.strip.say(text)
        self._loading = path
        self._pictures.drop()

    def _on_progress(self, progress: Progress) -> None:
        if self._loading is None:
            return
        name, done, total = self._loading.name, progress.done, progress.total
        if progress.seconds_left is None:
            text = tr(
                "Inspect", "{image}: {done} of {total} tiles inspected", image=name, done=done, total=total
            )
        else:
            text = tr(
                "Inspect",
                "{image}: {done} of {total} tiles inspected, {time} left",
                image=name,
                done=done,
                total=total,
                time=duration(progress.seconds_left),
            )
        self.strip.say(text)
        self.panes.set_note(text)

    def _on_cursor(self, point: QPointF | None) -> None:
        text = readout(self._shown, point.x(), point.y()) if point is not None and self._shown else ""
        self.readout_changed.emit(text)

    def _on_maximised(self, number: int) -> None:
        for n in (1, 2, 3, 4):
            self._actions[f"pane_{n}"].setChecked(n == number)

    def _on_split(self, on: bool) -> None:
        self._actions["split"].setChecked(on)
        self._arrange()

    def _arrange(self) -> None:
        """Which page the middle shows, and which actions apply."""
        session = self._session
        images, model = len(session.store), session.model is not None
        if not images:
            self.centre.setCurrentWidget(self.no_images)
            if session.sources:
                self.no_images.set_text(
                    tr("Inspect", "No images found"),
                    tr("Inspect", "There is no PNG, JPEG, BMP, TIFF or WebP image in what was opened."),
                )
        elif not model and session.is_busy("model"):
            self.waiting.set_text(tr("Inspect", "Loading the model…"), "")
            self.centre.setCurrentWidget(self.waiting)
        elif not model:
            self.centre.setCurrentWidget(self.no_model)
        elif (
            self._shown is None
            and self.panes.reduced is None
            and self.centre.currentWidget()
            in (
                self.no_model,
                self.no_images,
                self.panes,
            )
        ):
            self.centre.setCurrentWidget(self.waiting)
        pending = session.store.pending_count
        seen = images - pending
        shown = self._shown is not None
        if not session.is_busy("show"):
            counted = tr("Inspect", "{n} of {total}", n=seen, total=images)
            tip = tr("Inspect", "{n} of {total} inspected", n=seen, total=images)
            self.strip.say(*((counted, tip) if images else ("",)))
        self._actions.allow(
            inspect_folder=model and session.pending_count > 0 and not session.inspecting,
            export_csv=seen > 0 and not session.is_busy("export"),
            previous=images > 0,
            next=images > 0,
            fit=shown or self.panes.reduced is not None,
            actual=shown or self.panes.reduced is not None,
            split=shown,
            surprise=shown and self.panes.has_surprise,
            split_left=shown and self.panes.split.on,
            split_right=shown and self.panes.split.on,
            defect_next=shown and self.defects.count > 0,
            defect_previous=shown and self.defects.count > 0,
            **{f"pane_{n}": shown for n in (1, 2, 3, 4)},
        )
        self.segment.setEnabled(model)
