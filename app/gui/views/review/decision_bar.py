"""The three decisions as large buttons below the picture, and NG with what the model found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from app.gui.views.review.decision_look import DECISIONS
from core.project.decision import Decision

ACTIONS = {Decision.OK: "review_ok", Decision.UNSURE: "review_unsure", Decision.NG: "review_ng"}
SUGGESTED = "review_accept_ng"
SPACING = 6


class DecisionBar(QFrame):
    """OK, unsure, NG, NG as suggested, each with its key, in two lines where one is too short; on the sides one image
    back and one on."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decisionBar")
        self._actions = actions
        self._decisions = {decision: self._button(name) for decision, name in ACTIONS.items()}
        self._suggested = self._button(SUGGESTED)
        self._columns = 0
        self._steps = self._step("review_back"), self._step("review_forward")
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACING)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(6, 8, 6, 8)
        row.setSpacing(SPACING)
        row.addWidget(self._steps[0])
        row.addLayout(self._grid, 1)
        row.addWidget(self._steps[1])
        actions.keys_changed.connect(self._show_keys)
        actions[SUGGESTED].changed.connect(self._explain)
        self._show_keys()
        self._recolour()

    def show_decision(self, decision: Decision | None) -> None:
        """Mark what was decided; None: nothing yet."""
        for this, button in self._decisions.items():
            button.setProperty("decided", this is decision)
            button.style().unpolish(button)
            button.style().polish(button)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as two lines allow."""
        return QSize(self._width(2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One line where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_decisions"):
            self._recolour()

    @property
    def _buttons(self) -> list[QPushButton]:
        return [*self._decisions.values(), self._suggested]

    def _width(self, columns: int) -> int:
        """That the bar needs with so many buttons in a line."""
        widths = [button.sizeHint().width() for button in self._buttons]
        lines = [max(widths[column::columns]) for column in range(columns)]
        lines += [step.sizeHint().width() for step in self._steps]
        margins = self.contentsMargins() + self._row.contentsMargins()
        return sum(lines) + (len(lines) - 1) * SPACING + margins.left() + margins.right()

    def _arrange(self) -> None:
        whole = len(self._buttons)
        columns = whole if self.width() >= self._width(whole) else 2
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // columns, place % columns)
        for column in range(whole):
            self._grid.setColumnStretch(column, int(column < columns))

    def _button(self, name: str) -> QPushButton:
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
        return button

    def _show_keys(self) -> None:
        words = {ACTIONS[decision]: (DECISIONS[decision].word, b) for decision, b in self._decisions.items()}
        words[SUGGESTED] = self._actions[SUGGESTED].iconText(), self._suggested
        for name, (word, button) in words.items():
            keys = self._actions.key_text(name)
            first = self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setText(f"{word}  {first}".rstrip())
            button.setToolTip(f"{self._actions.tip(name)} ({keys})" if keys else self._actions.tip(name))
        self._explain()
        self._arrange()

    def _explain(self) -> None:
        """Where nothing can be accepted, the action says why."""
        self._suggested.setToolTip(self._actions[SUGGESTED].toolTip())

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
        ng = DECISIONS[Decision.NG].colour_in(theme)
        self._suggested.setIcon(icons.icon("mask", ng, theme.border))
