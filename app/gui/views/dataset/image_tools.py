"""The strips above the large image: which image it is, and the tools for its areas and mask."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget
from superqt import QElidingLabel

from app.gui.actions import ActionRegistry
from app.gui.widgets.area_editor.picture_layers import OPACITY
from app.gui.widgets.giving_words import GivingWords
from core.language import tr

TOOLS = ("area_select", "area_rectangle", "area_ellipse", "area_polygon")
KINDS = ("area_inspect", "area_ignore")
SCOPES = ("area_this", "area_every")


def tool_button(action: QAction, words: bool, parent: QWidget) -> QToolButton:
    """A button of a strip; with a mouse it leaves the focus with the picture, whose keys then go on working."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setAccessibleName(action.iconText())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
    return button


class ImageHeader(QFrame):
    """Back, the image's name and its place in the list; on the right what steps and zooms."""

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self._name = QElidingLabel(self)
        self._name.setElideMode(Qt.TextElideMode.ElideMiddle)
        self._name.setProperty("role", "heading")
        self._name.setAccessibleName(tr("Dataset", "Image"))
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._position = QLabel(self)
        self._position.setProperty("role", "muted")
        self._position.setAccessibleName(tr("Dataset", "Place in the list"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 5, 8, 5)
        self._row.setSpacing(4)
        self._row.addWidget(tool_button(actions["image_back"], True, self))
        self._row.addSpacing(8)
        self._row.addWidget(self._name, 1)
        self._row.addWidget(self._position)
        self._row.addSpacing(8)
        for name in ("image_fit", "image_actual"):
            self._row.addWidget(tool_button(actions[name], False, self))

    def set_image(self, name: str, position: str) -> None:
        """Say which image is shown."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self._position.setText(position)

    def add_action(self, action: QAction) -> None:
        """One more button, before those that zoom."""
        self._row.insertWidget(self._row.count() - 2, tool_button(action, False, self))


class ImageTools(QFrame):
    """Drawing tools, kind and scope of areas, the mask. Signal: `opacity_changed(float)`, of the mask, 0..1."""

    opacity_changed = Signal(float)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        worded: list[QToolButton] = []
        self.opacity = QSlider(Qt.Orientation.Horizontal, self)
        self.opacity.setRange(0, 100)
        self.opacity.setValue(round(100 * OPACITY))
        self.opacity.setFixedWidth(72)
        self.opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.opacity.setAccessibleName(tr("Dataset", "Opacity of the defect mask"))
        self.opacity.setToolTip(tr("Dataset", "How strongly the defect mask is tinted; its outline stays"))
        self.opacity.valueChanged.connect(lambda percent: self.opacity_changed.emit(percent / 100))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(3)
        for names, words in ((TOOLS, False), (KINDS, True), (SCOPES, True)):
            group = QActionGroup(self)
            for name in names:
                group.addAction(actions[name])
                button = tool_button(actions[name], words, self)
                row.addWidget(button)
                if words:
                    worded.append(button)
            row.addSpacing(4)
            line = QFrame(self)
            line.setObjectName("thinLine")
            line.setFixedSize(1, 20)
            row.addWidget(line)
            row.addSpacing(4)
        row.addWidget(tool_button(actions["area_delete"], False, self))
        row.addStretch(1)
        row.addWidget(tool_button(actions["mask_shown"], False, self))
        row.addWidget(self.opacity)
        GivingWords(self, row, worded)


def picked(actions: ActionRegistry, names: tuple[str, ...], call: Callable[[int], object]) -> None:
    """Let each of `names` call `call(place in names)` when the user picks it."""
    for place, name in enumerate(names):
        actions[name].triggered.connect(lambda _checked=False, at=place: call(at))
