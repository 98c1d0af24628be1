"""The windows around the keys: the palette, the `?` sheet and the one in which keys are changed. Made when wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.settings import Settings
from app.gui.shortcuts.dialog import ShortcutDialog
from app.gui.widgets.palette.palette import CommandPalette
from app.gui.widgets.shortcut_sheet import ShortcutSheet


class KeyWindows(QObject):
    """Opens them over `window`, and remembers which keys the user chose."""

    def __init__(self, actions: ActionRegistry, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._settings = settings
        self._window = window
        self.palette: CommandPalette | None = None
        self.sheet: ShortcutSheet | None = None
        self.dialog: ShortcutDialog | None = None
        actions.keys_changed.connect(lambda: settings.set_shortcuts(actions.keymap.chosen))
        actions.connect_all(
            {"palette": self.open_palette, "shortcuts": self.open_sheet, "edit_shortcuts": self.open_dialog}
        )

    def open_palette(self) -> None:
        """Find an action by name."""
        if self.palette is None:
            self.palette = CommandPalette(self._actions, self._settings, self._window)
        self.palette.open()

    def open_sheet(self) -> None:
        """All keys at a glance."""
        if self.sheet is None:
            self.sheet = ShortcutSheet(self._actions, self._window)
            self.sheet.change_asked.connect(self.open_dialog)
        self.sheet.show()
        self.sheet.raise_()

    def open_dialog(self) -> None:
        """Choose other keys."""
        if self.dialog is None:
            self.dialog = ShortcutDialog(self._actions, self._window)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
