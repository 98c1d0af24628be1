"""The left rail: the five views in working order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.action_spec import shown_group
from app.gui.actions import VIEWS, ActionRegistry
from app.gui.theme import theme_of
from core.language import tr

WIDTH = 84


class Rail(QFrame):
    """One checkable button a view, each bound to its `view_*` action."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(tr("Window", "Views"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        for name in VIEWS:
            action = actions[f"view_{name}"]
            button = QToolButton(self)
            button.setText(shown_group(name.capitalize()))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(24, 24))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setCheckable(True)
            button.setAccessibleName(tr("Window", "{view} view", view=shown_group(name.capitalize())))
            button.clicked.connect(action.trigger)
            layout.addWidget(button)
            self._buttons[name] = button
        layout.addStretch(1)
        actions.keys_changed.connect(self._name_keys)
        self._actions = actions
        self._name_keys()
        self._recolour()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as the widest word, which may be set large."""
        return super().sizeHint().expandedTo(QSize(WIDTH, 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No narrower."""
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def set_current(self, name: str) -> None:
        """Mark the view that is shown."""
        for key, button in self._buttons.items():
            button.setChecked(key == name)

    def _name_keys(self) -> None:
        for name, button in self._buttons.items():
            button.setToolTip(self._actions[f"view_{name}"].toolTip())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        theme = theme_of(self)
        for name, button in self._buttons.items():
            button.setIcon(icons.icon(name, theme.text))
