"""The three decisions as large buttons below the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from app.gui.views.review.decision_look import DECISIONS
from core.project.decision import Decision

ACTIONS = {Decision.OK: "review_ok", Decision.UNSURE: "review_unsure", Decision.NG: "review_ng"}


class DecisionBar(QFrame):
    """OK, unsure, NG, each with its key; on the sides one image back and one on."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decisionBar")
        self._actions = actions
        self._decisions: dict[Decision, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 8, 6, 8)
        row.setSpacing(6)
        row.addWidget(self._step("review_back"))
        for decision, name in ACTIONS.items():
            row.addWidget(self._button(decision, name), 1)
        row.addWidget(self._step("review_forward"))
        actions.keys_changed.connect(self._show_keys)
        self._show_keys()
        self._recolour()

    def show_decision(self, decision: Decision | None) -> None:
        """Mark what was decided; None: nothing yet."""
        for this, button in self._decisions.items():
            button.setProperty("decided", this is decision)
            button.style().unpolish(button)
            button.style().polish(button)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_decisions"):
            self._recolour()

    def _button(self, decision: Decision, name: str) -> QPushButton:
        action = self._actions[name]
        button = QPushButton(self)
        button.setProperty("decision", True)
        button.setAccessibleName(action.iconText())
        button.setIconSize(QSize(22, 22))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self._decisions[decision] = button
        return button

    def _show_keys(self) -> None:
        for decision, button in self._decisions.items():
            name = ACTIONS[decision]
            keys = self._actions.key_text(name)
            first = self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setText(f"{DECISIONS[decision].word}   {first}".rstrip())
            button.setToolTip(f"{self._actions.tip(name)} ({keys})" if keys else self._actions.tip(name))

    def _step(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[name])
        button.setProperty("flat", True)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(self._actions[name].iconText())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _recolour(self) -> None:
        theme = theme_of(self)
        for decision, button in self._decisions.items():
            look = DECISIONS[decision]
            button.setIcon(icons.icon(look.icon, look.colour_in(theme), theme.border))
