"""The strip of buttons above the panes, all of them actions of the registry."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget
from superqt import QElidingLabel

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from app.gui.widgets.giving_words import GivingWords

MARGIN = 4
"""Pixels that a label needs beside its text, so as not to elide it."""


class ToolStrip(QFrame):
    """Run and export on the left with words; stepping and zoom on the right as icons."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self._actions = actions
        self._run = self._button("inspect_folder", words=True)
        self._run.setProperty("primary", True)
        self.note = QElidingLabel(self)
        self.note.setProperty("role", "muted")
        # The note gives way before the buttons do.
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(4)
        layout.addWidget(self._run)
        self._export = self._button("export_csv", words=True)
        layout.addWidget(self._export)
        layout.addSpacing(10)
        layout.addWidget(self.note, 1)
        for name in ("previous", "next", "split", "surprise", "fit", "actual"):
            layout.addWidget(self._button(name, words=False))
        self._words = GivingWords(self, layout, (self._run,), (self._export,))
        actions["inspect_folder"].changed.connect(self._recolour)
        self._recolour()

    def say(self, text: str, tip: str = "") -> None:
        """What goes on; where there is no room for it, `tip` (or all of it) is in the tooltip.

        A text that has a longer `tip` is a short one, for which words of buttons give way.
        """
        if tip:
            self._words.leave_room(self.note.fontMetrics().horizontalAdvance(text) + MARGIN)
        self.note.setText(text)
        self.note.setToolTip(tip or text)
        self.note.setAccessibleName(tip or text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "note"):
            self._recolour()

    def _button(self, name: str, words: bool) -> QToolButton:
        action = self._actions[name]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.iconText())
        # Space blinks the pictures; a strip button that kept the focus after a click would take it.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        return button

    def _recolour(self) -> None:
        # The filled button needs its icon in the colour of its text.
        theme = theme_of(self)
        self._run.setIcon(icons.icon("run", theme.on_accent, theme.muted))
