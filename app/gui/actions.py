"""The one registry of everything a user can do: menus, keys, tool strips, the sheet and the palette read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.gui import icons
from app.gui.action_spec import ActionSpec, Gesture, shown_group
from app.gui.calibrate_actions import CALIBRATE_ACTIONS, CALIBRATE_GESTURES
from app.gui.compare_actions import COMPARE_ACTIONS
from app.gui.dataset_actions import DATASET_ACTIONS, DATASET_GESTURES
from app.gui.export_actions import EXPORT_ACTIONS
from app.gui.inspect_actions import INSPECT_ACTIONS, INSPECT_GESTURES
from app.gui.review_actions import REVIEW_ACTIONS, REVIEW_GESTURES
from app.gui.shortcuts.keymap import Keymap, native
from app.gui.theme import Theme
from app.gui.train_actions import TRAIN_ACTIONS, TRAIN_GESTURES
from core.language import one_of, tr

VIEWS = ("dataset", "train", "calibrate", "inspect", "review")

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new_project", "&New project…", "File", ("Ctrl+N",), "project", "Make a project for a set of images"
    ),
    ActionSpec("open_project", "Open &project…", "File", ("Ctrl+P",), "project", "Open a project folder"),
    ActionSpec("close_project", "&Close project", "File", ("Ctrl+W",)),
    ActionSpec("open_folder", "Open &folder…", "File", ("Ctrl+O",), "folder", "List the images of a folder"),
    ActionSpec(
        "open_project_images",
        "Pro&ject's images",
        "File",
        ("Ctrl+Alt+O",),
        "project",
        "List the images of the open project to inspect them",
    ),
    ActionSpec("open_images", "Open &images…", "File", ("Ctrl+Shift+O",), "image", "List chosen images"),
    ActionSpec("open_model", "Open &model…", "File", ("Ctrl+M",), "model", "Load the model that inspects"),
    ActionSpec("open_demo", "Open &demo", "File", ("Ctrl+D",), "demo", "Load the built-in model and images"),
    ActionSpec(
        "export_csv",
        "&Export CSV…",
        "File",
        ("Ctrl+E",),
        "export",
        "Write results.csv and defects.csv into a folder",
        "inspect",
    ),
    *EXPORT_ACTIONS,
    ActionSpec("quit", "&Quit", "File", ("Ctrl+Q",)),
    ActionSpec("view_dataset", "&Dataset", "View", ("Ctrl+1",), "dataset", checkable=True),
    ActionSpec("view_train", "&Train", "View", ("Ctrl+2",), "train", checkable=True),
    ActionSpec("view_calibrate", "&Calibrate", "View", ("Ctrl+3",), "calibrate", checkable=True),
    ActionSpec("view_inspect", "&Inspect", "View", ("Ctrl+4",), "inspect", checkable=True),
    ActionSpec("view_review", "&Review", "View", ("Ctrl+5",), "review", checkable=True),
    ActionSpec("theme_system", "Colours of the &system", "View", ("Ctrl+K, S",), checkable=True),
    ActionSpec("theme_light", "&Light", "View", ("Ctrl+K, L",), checkable=True),
    ActionSpec("theme_dark", "Dar&k", "View", ("Ctrl+K, D",), checkable=True),
    ActionSpec("language_system", "Language of the &system", "View", ("Ctrl+K, 0",), checkable=True),
    ActionSpec("language_en", "&English", "View", ("Ctrl+K, 1",), checkable=True),
    ActionSpec("language_zh_CN", "简体中文 (&Chinese)", "View", ("Ctrl+K, 2",), checkable=True),
    ActionSpec("reset_layout", "Reset window la&yout", "View", ("Ctrl+K, R",)),
    ActionSpec("undo", "&Undo", "Edit", ("Ctrl+Z",), "undo"),
    ActionSpec("redo", "&Redo", "Edit", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    *DATASET_ACTIONS,
    *TRAIN_ACTIONS,
    *CALIBRATE_ACTIONS,
    *INSPECT_ACTIONS,
    *REVIEW_ACTIONS,
    *COMPARE_ACTIONS,
    ActionSpec(
        "palette", "&Find an action…", "Help", ("Ctrl+Shift+P",), "find", "Search everything that can be done"
    ),
    ActionSpec("shortcuts", "&Keyboard shortcuts", "Help", ("?", "F1"), "help"),
    ActionSpec(
        "edit_shortcuts",
        "&Change keyboard shortcuts…",
        "Help",
        ("Ctrl+K, K",),
        "keyboard",
        "Choose your own keys",
    ),
    ActionSpec("about", "&About ISU-GAN Inspector", "Help", ("Ctrl+K, A",), "info"),
)

GESTURES: tuple[Gesture, ...] = (
    Gesture("Drop", "Open a project, a model file, images or folders", "File"),
    *DATASET_GESTURES,
    *TRAIN_GESTURES,
    *CALIBRATE_GESTURES,
    *INSPECT_GESTURES,
    *REVIEW_GESTURES,
)

SPECS = {spec.name: spec for spec in ACTIONS}
"""By name."""


class ActionRegistry(QObject):
    """Makes the actions of `ACTIONS`, and holds their keys and which of them apply just now.

    An action is enabled when its scope is the current view and its owner allows it. Disabled actions keep no
    key, so two views may give the same key to different actions.

    Signal: `keys_changed()`, actions have other keys.

    Args:
        window: gets the actions.
        chosen: the user's own keys, as `Keymap` takes them.
    """

    keys_changed = Signal()

    def __init__(self, window: QWidget, chosen: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(window)
        self.keymap = Keymap(ACTIONS, chosen)
        self._actions: dict[str, QAction] = {}
        self._allowed: dict[str, bool] = {}
        self._reasons: dict[str, str] = {}
        self._scope = ""
        for spec in ACTIONS:
            action = QAction(spec.shown, self)
            action.setObjectName(spec.name)
            action.setCheckable(spec.checkable)
            action.setIconText(spec.plain)
            window.addAction(action)
            self._actions[spec.name] = action
            self._allowed[spec.name] = True
        self._show_keys()

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
        # Asked for many times a second while results come in.
        if any(self._allowed[name] != on for name, on in allowed.items()):
            self._allowed.update(allowed)
            self._refresh()

    def explain(self, **reasons: str) -> None:
        """Say in a sentence why actions do not apply, beside what they do; "" = there is nothing to be said."""
        for name, reason in reasons.items():
            if self._reasons.get(name, "") != reason:
                self._reasons[name] = reason
                self._show_tip(name)

    def hindrance(self, name: str) -> str:
        """Why an action does not apply, in a few words; empty = it does."""
        spec = SPECS[name]
        if spec.scope and spec.scope != self._scope:
            return tr("Actions", "in {view}", view=shown_group(spec.scope.capitalize()))
        return "" if self._allowed[name] else tr("Actions", "not possible now")

    def tip(self, name: str) -> str:
        """What an action does, in a sentence or with its name."""
        return SPECS[name].shown_tip or SPECS[name].plain

    def key_text(self, name: str) -> str:
        """The keys of an action as this system writes them, such as "F1 or ?"; empty = none."""
        # Some languages have one word for Return and Enter.
        return one_of(dict.fromkeys(native(key) for key in self.keymap.keys(name)))

    def assign(self, name: str, keys: Iterable[str]) -> None:
        """Give an action other keys; who had one of them loses it."""
        self.keymap.assign(name, keys)
        self._show_keys()

    def reset_keys(self, *names: str) -> None:
        """Let these actions, or with none given all of them, have the keys again that they come with."""
        for name in names:
            self.keymap.reset(name)
        if not names:
            self.keymap.reset_all()
        self._show_keys()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of `theme`."""
        for spec in ACTIONS:
            if spec.icon:
                self._actions[spec.name].setIcon(icons.icon(spec.icon, theme.text, theme.border))

    def _show_keys(self) -> None:
        for name, action in self._actions.items():
            action.setShortcuts([QKeySequence(key) for key in self.keymap.keys(name)])
            self._show_tip(name)
        self.keys_changed.emit()

    def _show_tip(self, name: str) -> None:
        keys = self.keymap.keys(name)
        key = f" ({native(keys[0])})" if keys else ""
        self._actions[name].setToolTip(f"{self.tip(name)}{key}\n{self._reasons.get(name, '')}".strip())

    def _refresh(self) -> None:
        for spec in ACTIONS:
            here = not spec.scope or spec.scope == self._scope
            self._actions[spec.name].setEnabled(here and self._allowed[spec.name])
