"""The Train view: choose a preset, train, watch it learn, compare with other runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.gui.action_spec import without_mnemonic
from app.gui.actions import ActionRegistry
from app.gui.errors import Level
from app.gui.jobs import JobRunner
from app.gui.project.session import ProjectSession
from app.gui.settings import Settings
from app.gui.show_in_folder import show_in_folder
from app.gui.views.train.compare_page import ComparePage
from app.gui.views.train.run_page import RunPage
from app.gui.views.train.run_row import RunRow, State
from app.gui.views.train.runs_model import can_rename
from app.gui.views.train.runs_panel import RunsPanel
from app.gui.views.train.session import TrainSession
from app.gui.views.train.setup_page import SetupPage
from app.gui.widgets.empty_state import EmptyState
from app.gui.widgets.job_row import duration
from core.language import tr

Tell = Callable[[Level, str, str], object]
SIDE_WIDTH = 300
MENU: tuple[tuple[str, ...], ...] = (
    ("run_resume", "run_inspect"),
    ("queue_up", "queue_down"),
    ("run_rename", "run_command", "run_folder"),
    ("run_delete",),
)


class TrainView(QWidget):
    """Signals: `inspect_asked(Path)`, a model to open in Inspect."""

    inspect_asked = Signal(Path)

    def __init__(
        self,
        session: TrainSession,
        project: ProjectSession,
        runner: JobRunner,
        actions: ActionRegistry,
        settings: Settings,
        tell: Tell,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._project = project
        self._actions = actions
        self._settings = settings
        self._tell = tell
        self._left = ""
        self.no_project = EmptyState(
            "train",
            tr("Train", "Train a model on your images"),
            tr(
                "Train",
                "A project keeps the images that a model learns from, its runs and its models. Open one, or make one "
                "and drop folders of images on the Dataset view.",
            ),
            [actions["open_project"], actions["new_project"]],
        )
        self.no_images = EmptyState(
            "image",
            tr("Train", "No images to train on yet"),
            tr("Train", "Add good images, and some defective ones if there are any, in the Dataset view."),
            [actions["view_dataset"]],
        )
        self.setup = SetupPage(session, project, runner, actions, self)
        self.run = RunPage(session, project, runner, actions, self)
        self.compare = ComparePage(project, self)
        self.runs = RunsPanel(actions, self)
        self.centre = QStackedWidget(self)
        for page in (self.setup, self.run, self.compare):
            self.centre.addWidget(page)
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        for widget, least in ((self.centre, 480), (self.runs, 240)):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(0, 1)
        self.stack = QStackedWidget(self)
        for shown in (self.no_project, self.no_images, self.splitter):
            self.stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._connect()
        self._arrange()

    def select(self, folders: Sequence[Path]) -> None:
        """Show some runs; none = the one that trains."""
        live = self._session.live
        if not folders and live is not None:
            folders = [live.plan.folder]
        self.runs.select(folders)

    def set_up_with_masks(self) -> None:
        """Show the settings of a new run, which learns from the masks that there are."""
        self.runs.select([])
        self.setup.use_masks()

    def restore_layout(self) -> None:
        """Take the layout from the last time."""
        state = self._settings.layout("train")
        if state.isEmpty() or not self.splitter.restoreState(state):
            self.splitter.setSizes([max(self.width() - SIDE_WIDTH, 480), SIDE_WIDTH])
        self.run.restore_state(self._settings.layout("train_run"))

    def save_layout(self) -> None:
        """Remember it."""
        self._settings.set_layout("train", self.splitter.saveState())
        self._settings.set_layout("train_run", self.run.save_state())

    def stop(self) -> None:
        """For the end of the program."""
        self.setup.stop()

    # --- wiring ---------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        session, actions, project = self._session, self._actions, self._project
        project.opened.connect(self._on_opened)
        project.images_changed.connect(self._arrange)
        project.values_changed.connect(lambda _ids: self._arrange())
        session.rows_changed.connect(self._on_rows)
        session.live_changed.connect(self._refresh_actions)
        session.ticked.connect(lambda _events: self._on_tick())
        self.setup.changed.connect(self._refresh_actions)
        self.runs.chosen.connect(lambda _rows: self._show_chosen())
        self.runs.renamed.connect(session.rename)
        self.runs.menu_wanted.connect(self._show_menu)
        actions.connect_all(
            {
                "train_new": lambda: self.runs.select([]),
                "train_start": self._start,
                "train_enqueue": self._start,
                "train_pause": self._pause,
                "train_stop": session.stop_and_keep,
                "train_discard": self._discard,
                "run_resume": self._resume,
                "run_inspect": self._inspect,
                "run_rename": self.runs.edit_name,
                "run_delete": self._delete,
                "run_command": self._copy_command,
                "run_folder": self._show_in_folder,
                "queue_up": lambda: self._move(-1),
                "queue_down": lambda: self._move(1),
            }
        )

    def _on_opened(self) -> None:
        self.runs.select([])
        self._arrange()

    def _arrange(self) -> None:
        """Which page shows."""
        page: QWidget = self.splitter
        if not self._project.is_open:
            page = self.no_project
        elif not self._project.table.shown().any() and not self._session.shown_rows():
            page = self.no_images
        self.stack.setCurrentWidget(page)
        self._refresh_actions()

    def _on_rows(self) -> None:
        self.runs.set_rows(self._session.shown_rows())
        self._show_chosen()
        self._arrange()

    def _on_tick(self) -> None:
        """Count the time down in the list: as seldom as what it says changes."""
        live = self._session.live
        left = "" if live is None or live.last is None else duration(live.last.seconds_left)
        if left != self._left:
            self._left = left
            self.runs.set_rows(self._session.shown_rows())

    def _show_chosen(self) -> None:
        rows = self.runs.selected
        if len(rows) > 1:
            self.compare.show_rows(rows)
            self.centre.setCurrentWidget(self.compare)
        elif rows:
            self.run.show_row(rows[0])
            self.centre.setCurrentWidget(self.run)
        else:
            self.run.clear()
            self.centre.setCurrentWidget(self.setup)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        session = self._session
        live = session.live
        rows = self.runs.selected if self.stack.currentWidget() is self.splitter else []
        one = rows[0] if len(rows) == 1 else None
        editable = self._project.editable
        ready = self.centre.currentWidget() is self.setup and self.stack.currentWidget() is self.splitter
        ready &= editable and not self.setup.obstacle
        steerable = live is not None and live.state in (State.RUNNING, State.PAUSED)
        paused = live is not None and live.state is State.PAUSED
        text = tr("Train", "&Go on") if paused else tr("Train", "&Pause")
        self._actions["train_pause"].setText(text)
        self._actions["train_pause"].setIconText(without_mnemonic(text))
        self._actions.allow(
            train_new=editable and bool(rows),
            train_start=ready and live is None,
            train_enqueue=ready and live is not None,
            train_pause=steerable,
            train_stop=live is not None and live.state in (State.STARTING, State.RUNNING, State.PAUSED),
            train_discard=live is not None and live.state is not State.DISCARDING,
            run_resume=one is not None and editable and (one.state is State.PAUSED or one.can_go_on),
            run_inspect=one is not None and one.model is not None,
            run_rename=one is not None and editable and can_rename(one),
            run_delete=bool(rows) and editable and all(map(_deletable, rows)),
            run_command=one is not None and one.settings is not None,
            run_folder=one is not None and one.state is not State.QUEUED,
            queue_up=one is not None and one.place > 1,
            queue_down=one is not None and 0 < one.place < len(session.queue),
        )

    # --- what the actions do --------------------------------------------------------------------------------

    def _start(self) -> None:
        plan = self.setup.plan()
        if plan is not None:
            self._session.add(plan)
            if self._session.live is not None and self._session.live.plan == plan:
                self.runs.select([plan.folder])
            else:
                self._tell(Level.INFO, tr("Train", "{name} waits in the queue.", name=plan.name), "")
            self.setup.propose_name()

    def _pause(self) -> None:
        live = self._session.live
        if live is not None:
            self._session.pause(live.state is not State.PAUSED)

    def _discard(self) -> None:
        self.select([])
        self.run.ask_discard()

    def _resume(self) -> None:
        for row in self.runs.selected:
            if row.state is State.PAUSED:
                self._session.pause(False)
            else:
                self._session.resume(row)

    def _inspect(self) -> None:
        for row in self.runs.selected:
            if row.model is not None:
                self.inspect_asked.emit(row.model)

    def _delete(self) -> None:
        for row in self.runs.selected:
            if row.state is State.QUEUED:
                self._session.remove(row.folder)
            else:
                self._session.delete(row)

    def _move(self, by: int) -> None:
        for row in self.runs.selected:
            self._session.move(row.folder, by)

    def _copy_command(self) -> None:
        from core.training.fields import command_line

        project = self._session.folder
        for row in self.runs.selected:
            if row.settings is not None and project is not None:
                resume = row.state in (State.INTERRUPTED, State.FAILED) and row.resumable
                text = command_line(row.settings, project, row.folder, resume=resume)
                QGuiApplication.clipboard().setText(text)
                self._tell(Level.INFO, tr("Train", "Copied: {command}", command=text), "")

    def _show_in_folder(self) -> None:
        for row in self.runs.selected:
            if not show_in_folder(row.folder / "log.jsonl"):
                text = tr("Train", "No file manager could be opened for {folder}.", folder=row.folder)
                self._tell(Level.WARNING, text, "")

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for number, names in enumerate(MENU):
            if number:
                menu.addSeparator()
            for name in names:
                menu.addAction(self._actions[name])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def _deletable(row: RunRow) -> bool:
    ended = (State.DONE, State.STOPPED, State.CANCELLED, State.FAILED, State.INTERRUPTED)
    return row.state is State.QUEUED or row.state in ended
