"""The one registry of everything a user can do: menus, shortcuts, tool strips and the `?` sheet read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.gui import icons
from app.gui.action_spec import ActionSpec, Gesture
from app.gui.dataset_actions import DATASET_ACTIONS, DATASET_GESTURES
from app.gui.theme import Theme
from app.gui.train_actions import TRAIN_ACTIONS, TRAIN_GESTURES

VIEWS = ("dataset", "train", "calibrate", "inspect", "review")

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new_project", "&New project…", "File", ("Ctrl+N",), "project", "Make a project for a set of images"
    ),
    ActionSpec("open_project", "Open &project…", "File", ("Ctrl+P",), "project", "Open a project folder"),
    ActionSpec("close_project", "&Close project", "File", ("Ctrl+W",)),
    ActionSpec("open_folder", "Open &folder…", "File", ("Ctrl+O",), "folder", "List the images of a folder"),
    ActionSpec("open_images", "Open &images…", "File", ("Ctrl+Shift+O",), "image", "List chosen images"),
    ActionSpec("open_model", "Open &model…", "File", ("Ctrl+M",), "model", "Load the model that inspects"),
    ActionSpec("open_demo", "Open &demo", "File", (), "demo", "Load the built-in model and images"),
    ActionSpec(
        "export_csv",
        "&Export CSV…",
        "File",
        ("Ctrl+E",),
        "export",
        "Write results.csv and defects.csv into a folder",
        "inspect",
    ),
    ActionSpec("quit", "&Quit", "File", ("Ctrl+Q",)),
    ActionSpec("view_dataset", "&Dataset", "View", ("Ctrl+1",), "dataset", checkable=True),
    ActionSpec("view_train", "&Train", "View", ("Ctrl+2",), "train", checkable=True),
    ActionSpec("view_calibrate", "&Calibrate", "View", ("Ctrl+3",), "calibrate", checkable=True),
    ActionSpec("view_inspect", "&Inspect", "View", ("Ctrl+4",), "inspect", checkable=True),
    ActionSpec("view_review", "&Review", "View", ("Ctrl+5",), "review", checkable=True),
    ActionSpec("theme_system", "Colours of the &system", "View", checkable=True),
    ActionSpec("theme_light", "&Light", "View", checkable=True),
    ActionSpec("theme_dark", "Dar&k", "View", checkable=True),
    ActionSpec("reset_layout", "Reset window la&yout", "View"),
    ActionSpec("undo", "&Undo", "Edit", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "&Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    *DATASET_ACTIONS,
    *TRAIN_ACTIONS,
    ActionSpec(
        "inspect_folder",
        "&Inspect all",
        "Inspect",
        ("F5",),
        "run",
        "Inspect every image of the list that is not inspected yet",
        "inspect",
    ),
    ActionSpec("cancel", "&Cancel running work", "Inspect", ("Ctrl+.",), "cancel", "Stop every running job"),
    ActionSpec("previous", "&Previous image", "Inspect", ("A",), "previous", "", "inspect"),
    ActionSpec("next", "&Next image", "Inspect", ("D",), "next", "", "inspect"),
    ActionSpec("fit", "&Fit in the pane", "Inspect", ("F",), "fit", "", "inspect"),
    ActionSpec(
        "actual", "&100 %", "Inspect", ("Z",), "actual", "One image pixel on one screen pixel", "inspect"
    ),
    ActionSpec("pane_1", "Maximise &original", "Inspect", ("1",), "", "", "inspect", True),
    ActionSpec("pane_2", "Maximise &repair", "Inspect", ("2",), "", "", "inspect", True),
    ActionSpec("pane_3", "Maximise &SSIM map", "Inspect", ("3",), "", "", "inspect", True),
    ActionSpec("pane_4", "Maximise &contours", "Inspect", ("4",), "", "", "inspect", True),
    ActionSpec("shortcuts", "&Keyboard shortcuts", "Help", ("?", "F1"), "help"),
    ActionSpec("about", "&About ISU-GAN Inspector", "Help", (), "info"),
)

GESTURES: tuple[Gesture, ...] = (
    Gesture("Hold Space", "Blink between original and repair", "Inspect"),
    Gesture("Double-click", "Maximise a pane, or show all four", "Inspect"),
    Gesture("Wheel", "Zoom at the cursor", "Inspect"),
    Gesture("Drag", "Move the picture", "Inspect"),
    Gesture("Drop", "Open a project, a model file, images or folders", "File"),
    *DATASET_GESTURES,
    *TRAIN_GESTURES,
)


class ActionRegistry(QObject):
    """Makes the actions of `ACTIONS` and holds which of them apply just now.

    An action is enabled when its scope is the current view and its owner allows it. Disabled actions keep no
    key, so two views may give the same key to different actions.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._allowed: dict[str, bool] = {}
        self._scope = ""
        for spec in ACTIONS:
            action = QAction(spec.text, self)
            action.setObjectName(spec.name)
            action.setShortcuts([QKeySequence(k) for k in spec.keys])
            action.setCheckable(spec.checkable)
            plain = spec.text.replace("&", "").rstrip("…")
            key = f" ({spec.keys[0]})" if spec.keys else ""
            action.setToolTip(f"{spec.tip or plain}{key}")
            action.setIconText(plain)
            window.addAction(action)
            self._actions[spec.name] = action
            self._allowed[spec.name] = True

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_all(self, slots: dict[str, Callable[[], object]]) -> None:
        """Connect actions by name to callables that take nothing."""
        for name, slot in slots.items():
            self._actions[name].triggered.connect(lambda _checked=False, call=slot: call())

    def set_scope(self, scope: str) -> None:
        """Say which view is shown."""
        self._scope = scope
        self._refresh()

    def allow(self, **allowed: bool) -> None:
        """Switch actions on or off by what is open and running."""
        self._allowed.update(allowed)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.name].setIcon(icons.icon(spec.icon, theme.text, theme.border))

    def _refresh(self) -> None:
        for spec in ACTIONS:
            here = not spec.scope or spec.scope == self._scope
            self._actions[spec.name].setEnabled(here and self._allowed[spec.name])
