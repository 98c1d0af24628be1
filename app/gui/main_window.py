"""The shell: rail, top bar, banner, views, status line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.gui import dialogs
from app.gui.about import show_about
from app.gui.actions import VIEWS, ActionRegistry
from app.gui.engine import Engine, LoadedModel
from app.gui.errors import Level, Notifications
from app.gui.jobs import JobRunner
from app.gui.language_actions import LanguageActions
from app.gui.menus import THEMES, build_menus
from app.gui.project.history_actions import HistoryActions
from app.gui.project.session import ProjectSession
from app.gui.project_images import ProjectImages
from app.gui.settings import Settings
from app.gui.shortcuts.windows import KeyWindows
from app.gui.sources import dropped, is_project_name, source_name, written_in_words
from app.gui.theme import ThemeSwitch
from app.gui.views.calibrate.links import CalibrateLinks
from app.gui.views.calibrate.session import CalibrateSession
from app.gui.views.calibrate.view import CalibrateView
from app.gui.views.dataset.view import DatasetView
from app.gui.views.inspect.export_flow import ExportFlow
from app.gui.views.inspect.keeping import results_place
from app.gui.views.inspect.session import InspectSession
from app.gui.views.inspect.view import InspectView
from app.gui.views.review.next_training import for_next_training
from app.gui.views.review.view import ReviewView
from app.gui.views.train.closing import Closing
from app.gui.views.train.offers import Offers
from app.gui.views.train.progress_button import ProgressButton
from app.gui.views.train.session import TrainSession
from app.gui.views.train.view import TrainView
from app.gui.widgets.banner import Banner
from app.gui.widgets.drop_veil import DropVeil, Use
from app.gui.widgets.page_stack import PageStack
from app.gui.widgets.question_bar import QuestionBar
from app.gui.widgets.rail import Rail
from app.gui.widgets.status_line import StatusLine
from app.gui.widgets.top_bar import TopBar
from app.gui.widgets.welcome import Welcome
from core.language import later, tr, tr_n
from resources import DEMO_IMAGES, DEMO_MODEL

if TYPE_CHECKING:
    from core.project.corrections import Corrections


class MainWindow(QMainWindow):
    """One window. `notifications` must outlive it; `engine` is the core, or a stand-in in tests.

    Signals: `closed()`, it closed for good, also where it was hidden while something trained.
    """

    closed = Signal()

    def __init__(
        self,
        settings: Settings,
        theme: ThemeSwitch,
        notifications: Notifications,
        engine: Engine | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("ISU-GAN Inspector")
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.settings = settings
        self.theme = theme
        self.notifications = notifications
        self.runner = JobRunner(notifications.report, self)
        self.engine = engine = engine or Engine()
        self.session = InspectSession(self.runner, engine, self)
        self.project = ProjectSession(self.runner, notifications.report, self)
        self.session.areas_of = self.project.areas_of
        self.session.results_place = partial(results_place, self.project)
        self.calibration = CalibrateSession(self.project, self.runner, engine, self)
        self.training = TrainSession(self.project, self.runner, notifications.tell, self)
        self.actions_registry = ActionRegistry(self, settings.shortcuts())
        self.keys = KeyWindows(self.actions_registry, settings, self)
        self.history = HistoryActions(self.project, self.actions_registry, self)
        self.project_images = ProjectImages(self.project, self.session, self.actions_registry, self)
        self._laid_out = False
        self._build()
        self._connect()
        self.show_view("inspect")
        self._on_theme()
        self._refresh_welcome()
        geometry = settings.layout("window")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def show_view(self, name: str) -> None:
        """Switch to one of `actions.VIEWS`."""
        self._current = name
        self.rail.set_current(name)
        self.actions_registry[f"view_{name}"].setChecked(True)
        self.actions_registry.set_scope(name)
        self.history.set_view(name)
        self.status.set_readout("")
        nothing_open = self.session.model is None and not self.session.sources
        if name == "inspect" and nothing_open and not self.session.is_busy("find"):
            self.stack.setCurrentWidget(self.welcome)
            self.welcome.setFocus()
        else:
            self.stack.setCurrentWidget(self.views[name])

    def open_model(self, path: Path) -> None:
        """Load a model in the background and go to Inspect."""
        self.session.open_model(path)

    def open_paths(self, paths: Sequence[Path], inspect_now: bool = False) -> None:
        """List images in the background and go to Inspect."""
        self.session.open_paths(paths, inspect_now)

    def open_project(self, folder: Path) -> None:
        """Open a project in the background and go to Dataset."""
        self.project.open(folder, lambda: self.show_view("dataset"))

    def add_images(self, paths: Sequence[Path]) -> None:
        """Show what would be imported, and go to Dataset."""
        self.dataset.add(paths)
        self.show_view("dataset")

    def show_runs(self, folders: Sequence[Path]) -> None:
        """Show some runs in Train; none = the one that trains."""
        self.train.select(folders)
        self.show_view("train")

    def open_any(self, paths: Sequence[Path], use: Use = Use.INSPECT, inspect_now: bool = False) -> None:
        """What a drop brings: a project, a model file, images, folders, mixed.

        Args:
            paths: what was dropped.
            use: what images and folders are for.
            inspect_now: inspect them as soon as a model is there.
        """
        projects = [p for p in paths if is_project_name(p)]
        models = [p for p in paths if p.suffix.lower() == dialogs.MODEL_SUFFIX]
        images = [p for p in paths if p not in projects and p not in models]
        for found, text in (
            (projects, later("Window", "Only one project can be open: {name} is used.")),
            (models, later("Window", "Only one model can be open: {name} is used.")),
        ):
            if len(found) > 1:
                self.notifications.tell(Level.WARNING, str(text.filled(name=found[0].name)))
        if projects:
            self.open_project(projects[0])
        if models:
            self.open_model(models[0])
        if images and use is Use.DATASET:
            self.add_images(images)
        elif images:
            self.open_paths(images, inspect_now)

    def open_demo(self) -> None:
        """The built-in model and images, inspected at once."""
        self.open_any([DEMO_MODEL, DEMO_IMAGES], inspect_now=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome anywhere in the window."""
        paths = dropped(event.mimeData())
        if paths:
            event.acceptProposedAction()
            images = any(not is_project_name(p) and p.suffix.lower() != dialogs.MODEL_SUFFIX for p in paths)
            self.veil.cover(choice=images)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show which half would take it."""
        event.acceptProposedAction()
        self.veil.aim(event.position().toPoint())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Never mind."""
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        self.veil.aim(event.position().toPoint())
        self.veil.hide()
        event.acceptProposedAction()
        self.open_any(dropped(event.mimeData()), self.veil.use)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The veil covers the window whatever its size."""
        super().resizeEvent(event)
        if self.veil.isVisible():
            self.veil.fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Splitters can be placed only once the window has its size."""
        super().showEvent(event)
        if not self._laid_out:
            self._laid_out = True
            self._restore_layout()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Remember the layout; stop what runs. While something trains, ask first."""
        if not self.closing.may_close():
            event.ignore()
            return
        self.settings.set_layout("window", self.saveGeometry())
        self.inspect.save_layout()
        self.dataset.save_layout()
        self.train.save_layout()
        self.calibrate.save_layout()
        self.review.save_layout()
        self.settings.sync()
        self.dataset.stop()
        self.train.stop()
        self.calibrate.stop()
        self.runner.cancel_all()
        super().closeEvent(event)
        self.closed.emit()

    def _build(self) -> None:
        actions = self.actions_registry
        self.rail = Rail(actions, self)
        self.top = TopBar(actions, self)
        self.banner = Banner(self)
        self.questions = QuestionBar(self)
        self.closing = Closing(self, self.training, self.questions)
        self.welcome = Welcome(actions, self)
        self.inspect = InspectView(self.session, self.runner, actions, self.settings, self)
        self.dataset = DatasetView(
            self.project, self.runner, actions, self.settings, self.notifications.tell, self
        )
        self.train = TrainView(
            self.training, self.project, self.runner, actions, self.settings, self.notifications.tell, self
        )
        self.review = ReviewView(
            self.project,
            lambda: self.session.model,
            self.history,
            actions,
            self.settings,
            self.notifications.tell,
            self,
        )
        self.calibrate = CalibrateView(self.calibration, self.runner, actions, self.settings, self)
        self.views: dict[str, QWidget] = {
            "dataset": self.dataset,
            "train": self.train,
            "calibrate": self.calibrate,
            "inspect": self.inspect,
            "review": self.review,
        }
        self.stack = PageStack(self)
        self.stack.addWidget(self.welcome)
        for name in VIEWS:
            self.stack.addWidget(self.views[name])
        self.status = StatusLine(self.runner, self)
        self.setStatusBar(self.status)
        self.progress = ProgressButton(self.training, self)
        self.status.insertPermanentWidget(1, self.progress)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.banner)
        right.addWidget(self.questions)
        right.addWidget(self.stack.area, 1)
        centre = QWidget(self)
        whole = QHBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.veil = DropVeil(self)
        openers = {
            "project": self.open_project,
            "model": self.open_model,
            "folder": lambda path: self.open_paths([path]),
        }
        build_menus(self, actions, self.settings, openers)

    def _connect(self) -> None:
        actions = self.actions_registry
        self.notifications.noticed.connect(self.banner.add)
        self.theme.changed.connect(self._on_theme)
        self.inspect.readout_changed.connect(self.status.set_readout)
        self.dataset.readout_changed.connect(self.status.set_readout)
        self.review.readout_changed.connect(self.status.set_readout)
        self.train.inspect_asked.connect(self.open_model)
        self.review.training.used.connect(self._on_corrections)
        self.progress.clicked.connect(lambda: self.show_runs([]))
        self.session.model_changed.connect(self._on_model)
        self.links = CalibrateLinks(self)
        Offers(
            self.training,
            self.questions,
            self.notifications.tell,
            self.open_model,
            self.links,
            self.show_runs,
            self,
        )
        LanguageActions(actions, self.settings, self.notifications.tell, self)
        ExportFlow(
            self.session, self.project, self.runner, self.engine, actions, self.settings, self.questions, self
        )
        self.project.opened.connect(self._on_project)
        self.session.opened.connect(self._on_files)
        self.session.inspected.connect(
            lambda model, entries: self.project.record(
                model.name, model.path, [entry.path for entry in entries], (entry.item for entry in entries)
            )
        )
        self.session.not_kept.connect(lambda error: self.notifications.tell(Level.WARNING, *error.shown))
        self.session.exported.connect(
            lambda out, rows: self.notifications.tell(Level.INFO, written_in_words(out, rows))
        )
        self.welcome.project_chosen.connect(self.open_project)
        self.welcome.model_chosen.connect(self.open_model)
        self.welcome.folder_chosen.connect(lambda path: self.open_paths([path]))
        self.runner.started.connect(lambda _job: self._on_jobs())
        self.runner.ended.connect(lambda _job: self._on_jobs())
        actions.allow(cancel=False)
        actions.connect_all(
            {
                "new_project": lambda: dialogs.ask_new_project(self, self.settings, self._new_project),
                "open_project": lambda: dialogs.ask_folder(
                    self, self.settings, tr("Window", "Open project"), self.open_project
                ),
                "close_project": self.project.close,
                "add_images": lambda: dialogs.ask_folder(
                    self, self.settings, tr("Window", "Add images"), lambda path: self.add_images([path])
                ),
                "open_model": lambda: dialogs.ask_model(self, self.settings, self.open_model),
                "open_folder": lambda: dialogs.ask_folder(
                    self, self.settings, tr("Window", "Open folder"), lambda path: self.open_any([path])
                ),
                "open_images": lambda: dialogs.ask_images(self, self.settings, self.open_paths),
                "open_demo": self.open_demo,
                "quit": self.close,
                "cancel": self.runner.cancel_all,
                "about": lambda: show_about(self),
                "reset_layout": self._reset_layout,
                **{f"view_{name}": partial(self.show_view, name) for name in VIEWS},
                **{f"theme_{mode}": partial(self._set_theme, mode) for mode in THEMES},
            }
        )

    def _on_jobs(self) -> None:
        self.actions_registry.allow(cancel=bool(self.runner.jobs))

    def _new_project(self, folder: Path) -> None:
        self.project.create(folder, lambda: self.show_view("dataset"))

    def _on_project(self) -> None:
        project = self.project.project
        if project is None:
            self.top.set_project("", "")
            return
        name = (
            tr("Window", "{project} (read-only)", project=project.name) if project.read_only else project.name
        )
        self.top.set_project(name, f"{project.folder}\n{project.read_only}".strip())
        if project.read_only:
            self.notifications.tell(
                Level.WARNING,
                tr("Window", "{project} is open for reading only.", project=project.name),
                str(project.read_only),
            )
        self.settings.add_recent("project", project.folder)
        self._refresh_welcome()

    def _on_model(self, model: LoadedModel) -> None:
        self.top.set_model(model.name, model.device, model.tip)
        self.settings.add_recent("model", model.path)
        self._refresh_welcome()
        if not self.links.wants(model):
            self.show_view("inspect")

    def _on_corrections(self, found: Corrections) -> None:
        self.train.set_up_with_masks()
        self.show_view("train")
        text, more = for_next_training(found, training=self.training.alive)
        self.notifications.tell(Level.INFO, text, more)

    def _on_files(self) -> None:
        sources = self.session.sources
        name = source_name(sources)
        self.top.set_images(name, "\n".join(str(p) for p in sources[:20]))
        self.setWindowTitle(f"{name} - ISU-GAN Inspector")
        for path in self.session.folders:
            self.settings.add_recent("folder", path)
        if self.session.masks_left_out:
            self.notifications.tell(
                Level.INFO,
                tr_n(
                    "Window",
                    self.session.masks_left_out,
                    "{n} mask of a dataset was left out.",
                    "{n} masks of a dataset were left out.",
                ),
            )
        self._refresh_welcome()
        self.show_view("inspect")

    def _refresh_welcome(self) -> None:
        self.welcome.set_recent({kind: self.settings.recent(kind) for kind in ("project", "model", "folder")})

    def _set_theme(self, mode: str) -> None:
        self.settings.set_theme(mode)
        self.theme.set_mode(mode)

    def _on_theme(self) -> None:
        self.actions_registry.set_theme(self.theme.theme)
        self.actions_registry[f"theme_{self.theme.mode}"].setChecked(True)

    def _reset_layout(self) -> None:
        self.settings.forget_layout()
        self.resize(1280, 800)
        self._restore_layout()

    def _restore_layout(self) -> None:
        self.inspect.restore_layout()
        self.dataset.restore_layout()
        self.train.restore_layout()
        self.calibrate.restore_layout()
        self.review.restore_layout()
