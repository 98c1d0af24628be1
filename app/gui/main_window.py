"""The shell: rail, top bar, banner, views, status line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from app.gui import dialogs
from app.gui.actions import VIEWS, ActionRegistry
from app.gui.engine import Engine, LoadedModel
from app.gui.errors import Level, Notifications
from app.gui.jobs import JobRunner
from app.gui.menus import THEMES, build_menus
from app.gui.settings import Settings
from app.gui.theme import ThemeSwitch
from app.gui.views.calibrate.view import calibrate_view
from app.gui.views.dataset.view import dataset_view
from app.gui.views.inspect.session import InspectSession
from app.gui.views.inspect.view import InspectView
from app.gui.views.review.view import review_view
from app.gui.views.train.view import train_view
from app.gui.widgets.banner import Banner
from app.gui.widgets.drop_veil import DropVeil
from app.gui.widgets.rail import Rail
from app.gui.widgets.shortcut_sheet import ShortcutSheet
from app.gui.widgets.status_line import StatusLine
from app.gui.widgets.top_bar import TopBar
from app.gui.widgets.welcome import Welcome
from core import __version__
from resources import DEMO_IMAGES, DEMO_MODEL


class MainWindow(QMainWindow):
    """One window. `notifications` must outlive it; `engine` is the core, or a stand-in in tests."""

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
        self.session = InspectSession(self.runner, engine or Engine(), self)
        self.actions_registry = ActionRegistry(self)
        self._sheet: ShortcutSheet | None = None
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

    def open_any(self, paths: Sequence[Path]) -> None:
        """What a drop brings: a model file, images, folders, mixed."""
        models = [p for p in paths if p.suffix.lower() == dialogs.MODEL_SUFFIX]
        images = [p for p in paths if p.suffix.lower() != dialogs.MODEL_SUFFIX]
        if len(models) > 1:
            self.notifications.tell(Level.WARNING, f"Only one model can be open: {models[0].name} is used.")
        if models:
            self.open_model(models[0])
        if images:
            self.open_paths(images)

    def open_demo(self) -> None:
        """The built-in model and images, inspected at once."""
        self.open_model(DEMO_MODEL)
        self.open_paths([DEMO_IMAGES], inspect_now=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome anywhere in the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.veil.cover()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """Never mind."""
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        self.veil.hide()
        event.acceptProposedAction()
        self.open_any([Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The veil covers the window whatever its size."""
        super().resizeEvent(event)
        if self.veil.isVisible():
            self.veil.cover()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Splitters can be placed only once the window has its size."""
        super().showEvent(event)
        if not self._laid_out:
            self._laid_out = True
            self.inspect.restore_layout()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Remember the layout; stop what runs."""
        self.settings.set_layout("window", self.saveGeometry())
        self.inspect.save_layout()
        self.settings.sync()
        self.runner.cancel_all()
        super().closeEvent(event)

    def _build(self) -> None:
        actions = self.actions_registry
        self.rail = Rail(actions, self)
        self.top = TopBar(actions, self)
        self.banner = Banner(self)
        self.welcome = Welcome(actions, self)
        self.inspect = InspectView(self.session, actions, self.settings, self)
        self.views: dict[str, QWidget] = {
            "dataset": dataset_view(actions),
            "train": train_view(actions),
            "calibrate": calibrate_view(actions),
            "inspect": self.inspect,
            "review": review_view(actions),
        }
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.welcome)
        for name in VIEWS:
            self.stack.addWidget(self.views[name])
        self.status = StatusLine(self.runner, self)
        self.setStatusBar(self.status)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        centre = QWidget(self)
        whole = QHBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.veil = DropVeil(self)
        build_menus(self, actions, self.settings, self.open_model, lambda path: self.open_paths([path]))

    def _connect(self) -> None:
        actions = self.actions_registry
        self.notifications.noticed.connect(self.banner.add)
        self.theme.changed.connect(self._on_theme)
        self.inspect.readout_changed.connect(self.status.set_readout)
        self.session.model_changed.connect(self._on_model)
        self.session.opened.connect(self._on_files)
        self.session.exported.connect(
            lambda out, rows: self.notifications.tell(Level.INFO, f"{rows} rows were written to {out}.")
        )
        self.welcome.model_chosen.connect(self.open_model)
        self.welcome.folder_chosen.connect(lambda path: self.open_paths([path]))
        self.runner.started.connect(lambda _job: self._on_jobs())
        self.runner.ended.connect(lambda _job: self._on_jobs())
        actions.allow(cancel=False)
        actions.connect_all(
            {
                "open_model": lambda: dialogs.ask_model(self, self.settings, self.open_model),
                "open_folder": lambda: dialogs.ask_folder(
                    self, self.settings, "Open folder", lambda path: self.open_paths([path])
                ),
                "open_images": lambda: dialogs.ask_images(self, self.settings, self.open_paths),
                "open_demo": self.open_demo,
                "export_csv": lambda: dialogs.ask_folder(
                    self, self.settings, "Write results.csv and defects.csv into", self.session.export
                ),
                "quit": self.close,
                "cancel": self.runner.cancel_all,
                "shortcuts": self._show_shortcuts,
                "about": self._show_about,
                "reset_layout": self._reset_layout,
                **{f"view_{name}": partial(self.show_view, name) for name in VIEWS},
                **{f"theme_{mode}": partial(self._set_theme, mode) for mode in THEMES},
            }
        )

    def _on_jobs(self) -> None:
        self.actions_registry.allow(cancel=bool(self.runner.jobs))

    def _on_model(self, model: LoadedModel) -> None:
        self.top.set_model(model.name, model.device, model.tip)
        self.settings.add_recent("model", model.path)
        self._refresh_welcome()
        self.show_view("inspect")

    def _on_files(self) -> None:
        sources = self.session.sources
        name = source_name(sources)
        self.top.set_project(name, "\n".join(str(p) for p in sources[:20]))
        self.setWindowTitle(f"{name} - ISU-GAN Inspector")
        for path in self.session.folders:
            self.settings.add_recent("folder", path)
        if self.session.masks_left_out:
            self.notifications.tell(
                Level.INFO, f"{self.session.masks_left_out} masks of a dataset were left out."
            )
        self._refresh_welcome()
        self.show_view("inspect")

    def _refresh_welcome(self) -> None:
        self.welcome.set_recent(self.settings.recent("model"), self.settings.recent("folder"))

    def _set_theme(self, mode: str) -> None:
        self.settings.set_theme(mode)
        self.theme.set_mode(mode)

    def _on_theme(self) -> None:
        self.actions_registry.set_theme(self.theme.theme)
        self.actions_registry[f"theme_{self.theme.mode}"].setChecked(True)

    def _reset_layout(self) -> None:
        self.settings.forget_layout()
        self.resize(1280, 800)
        self.inspect.restore_layout()

    def _show_shortcuts(self) -> None:
        if self._sheet is None:
            self._sheet = ShortcutSheet(self)
        self._sheet.show()
        self._sheet.raise_()

    def _show_about(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle("About ISU-GAN Inspector")
        box.setText(f"ISU-GAN Inspector {__version__}")
        box.setInformativeText(
            "Learns what a good surface looks like, repairs a suspect photo and shows what it repaired.\n\n"
            "After Guo, Zhong et al.: Using ISU-GAN for unsupervised small sample defect detection. "
            "Scientific Reports, 2022."
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setModal(False)
        box.show()


def source_name(sources: Sequence[Path]) -> str:
    """What to call what is open: the folder, or the folder that all the files lie in."""
    if len(sources) == 1:
        return sources[0].name or str(sources[0])
    parents = {path.parent for path in sources}
    if len(parents) == 1:
        parent = parents.pop()
        return f"{parent.name or parent} ({len(sources)} chosen)"
    return f"{sources[0].name} and {len(sources) - 1} more"
