"""The top bar: project and images that are open, the model in use, and its device."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app.gui import icons
from app.gui.actions import ActionRegistry
from app.gui.theme import theme_of
from core.language import tr


class TopBar(QFrame):
    """Four facts; all but the device are buttons that open something else."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._actions = actions
        self._tips = {"open_project": "", "open_folder": "", "open_model": ""}
        self._project = self._button(tr("Window", "Project"), actions["open_project"].trigger)
        self._images = self._button(tr("Window", "Images"), actions["open_folder"].trigger)
        self._model = self._button(tr("Window", "Model in use"), actions["open_model"].trigger)
        self._device_icon = QLabel(self)
        self._device = QLabel(self)
        self._device.setAccessibleName(tr("Window", "Device"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 14, 4)
        layout.setSpacing(6)
        layout.addWidget(self._project)
        layout.addWidget(self._images)
        layout.addStretch(1)
        layout.addWidget(self._model)
        layout.addSpacing(10)
        layout.addWidget(self._device_icon)
        layout.addWidget(self._device)
        self.set_project("", "")
        self.set_images("", "")
        self.set_model("", "", "")
        actions.keys_changed.connect(self._show_tips)
        self._recolour()

    def set_project(self, name: str, tip: str) -> None:
        """Name the project; empty = none is open."""
        self._project.setText(name or tr("Window", "No project"))
        self._tell("open_project", tip)

    def set_images(self, name: str, tip: str) -> None:
        """Name the images that are inspected; empty = none."""
        self._images.setText(name or tr("Window", "No folder open"))
        self._tell("open_folder", tip)

    def set_model(self, name: str, device: str, tip: str) -> None:
        """Name the model and the device that it runs on; empty = no model."""
        self._model.setText(name or tr("Window", "No model"))
        self._tell("open_model", tip)
        self._device.setText(device)
        self._device.setToolTip(tr("Window", "The device that the model runs on"))
        self._device.setVisible(bool(device))
        self._device_icon.setVisible(bool(device))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _tell(self, action: str, tip: str) -> None:
        self._tips[action] = tip
        self._show_tips()

    def _show_tips(self) -> None:
        """What is open; where nothing is, what a click does and its key."""
        buttons = (self._project, self._images, self._model)
        for button, (action, tip) in zip(buttons, self._tips.items(), strict=True):
            button.setToolTip(tip or self._actions[action].toolTip())

    def _button(self, name: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(name)
        button.clicked.connect(slot)
        return button

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._project.setIcon(icons.icon("project", theme.text))
        self._images.setIcon(icons.icon("folder", theme.text))
        self._model.setIcon(icons.icon("model", theme.text))
        self._device_icon.setPixmap(icons.pixmap("device", theme.muted, 18, self.devicePixelRatioF()))
