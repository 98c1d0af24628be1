"""Which two models are compared, and whose pictures the panes show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from core.language import tr

NAME_CHARACTERS = 14


class CompareBar(QFrame):
    """Two buttons, A and B, one of them down. Signals: `chosen(bool)`, B was pressed (or A).

    Args:
        swap: the action that changes between the two; its key is in the tooltips.
        stop: the action that ends the comparison.
    """

    chosen = Signal(bool)

    def __init__(self, swap: QAction, stop: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = swap.shortcut().toString()
        self._group = QButtonGroup(self)
        self._sides = {False: self._side(False), True: self._side(True)}
        self._stop = QToolButton(self)
        self._stop.setProperty("flat", True)
        self._stop.setDefaultAction(stop)
        self._stop.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._stop.setAccessibleName(stop.iconText())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 0)
        layout.setSpacing(5)
        layout.addWidget(self._sides[False])
        layout.addWidget(self._sides[True])
        layout.addStretch(1)
        layout.addWidget(self._stop)
        self._recolour()

    def set_names(self, first: str, second: str) -> None:
        """What the models are called."""
        for shown, letter, name in ((False, "A", first), (True, "B", second)):
            button = self._sides[shown]
            room = NAME_CHARACTERS * button.fontMetrics().averageCharWidth()
            short = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
            # An ampersand in a name is no mnemonic.
            button.setText(f"{letter}  {short}".replace("&", "&&"))
            button.setToolTip(
                tr(
                    "Inspect",
                    "Model {letter}: {name}\nShow its pictures; {key} changes between the two",
                    letter=letter,
                    name=name,
                    key=self._key,
                )
            )
            button.setAccessibleName(
                tr("Inspect", "Show the pictures of model {letter}, {name}", letter=letter, name=name)
            )

    def set_shown(self, other: bool) -> None:
        """Whose pictures are shown; nothing is emitted."""
        self._sides[other].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sides"):
            self._recolour()

    def _side(self, other: bool) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(tr("Inspect", "Show the pictures of model {letter}", letter="AB"[other]))
        button.clicked.connect(lambda: self.chosen.emit(other))
        self._group.addButton(button)
        return button

    def _recolour(self) -> None:
        for button in self._sides.values():
            button.setIcon(icons.icon("model", theme_of(self).text))
