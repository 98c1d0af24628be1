"""A legend of buttons: each shows its line and switches it on and off, by click or by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget
from superqt import QFlowLayout

from app.gui.views.train.widgets.curve_looks import sample
from core.language import tr


@dataclass(frozen=True)
class Entry:
    """One line of the legend; `key` is what the signal names."""

    key: str
    title: str
    help: str
    pen: QPen


class CurveLegend(QWidget):
    """Emits `toggled(key, on)` when the user switches a line."""

    toggled = Signal(str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[str, QToolButton] = {}
        self._shown: object = None
        self._flow = QFlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(4)
        self._flow.setVerticalSpacing(4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_entries(self, entries: Sequence[Entry], hidden: set[str]) -> None:
        """Show these lines, those in `hidden` switched off. Buttons that stay keep the focus."""
        shown = (list(entries), set(hidden), self.devicePixelRatioF())
        if shown == self._shown:
            return
        self._shown = shown
        wanted = [entry.key for entry in entries]
        if list(self.buttons) != wanted:
            for button in self.buttons.values():
                self._flow.removeWidget(button)
                button.hide()
                if button not in [self.buttons.get(key) for key in wanted]:
                    button.deleteLater()
            old = self.buttons
            self.buttons = {key: old.get(key) or self._button(key) for key in wanted}
            for button in self.buttons.values():
                self._flow.addWidget(button)
                button.show()
        for entry in entries:
            button = self.buttons[entry.key]
            button.setText(entry.title)
            hint = tr("Train", "Click: show or hide")
            button.setToolTip(f"{entry.help}\n{hint}" if entry.help else hint)
            button.setAccessibleName(tr("Train", "{curve}: show or hide the curve", curve=entry.title))
            button.setAccessibleDescription(entry.help)
            button.setIcon(sample(entry.pen, self.devicePixelRatioF()))
            button.setChecked(entry.key not in hidden)

    def _button(self, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setIconSize(QSize(30, 12))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda on: self.toggled.emit(key, on))
        return button
