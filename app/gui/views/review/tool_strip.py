"""The strip above the picture: what the mouse draws, and how it is seen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget
from superqt import QElidingLabel, QFlowLayout

from app.gui.actions import ActionRegistry
from app.gui.widgets.mask_canvas.tools import MAX_BRUSH

TOOLS = ("review_brush", "review_eraser", "review_polygon", "review_move")


class ReviewTools(QFrame):
    """Signals: `size_chosen(int)`, the brush in image pixels."""

    size_chosen = Signal(int)

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolStrip")
        self._actions = actions
        self.size_box = QSpinBox(self)
        self.size_box.setRange(1, MAX_BRUSH)
        self.size_box.setSuffix(" px")
        self.size_box.setAccessibleName("Brush size in pixels")
        self.size_box.setToolTip("Diameter of brush and eraser in pixels of the image ([ and ])")
        self.size_box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.size_box.valueChanged.connect(self.size_chosen)
        self.hint = QElidingLabel(self)
        self.hint.setProperty("role", "muted")
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.hint.setAccessibleName("Hint")
        row = QFlowLayout()
        row.setHorizontalSpacing(4)
        row.setVerticalSpacing(4)
        for name in TOOLS:
            row.addWidget(self._button(name, words=False))
        row.addWidget(self.size_box)
        row.addWidget(self._button("review_accept", words=True))
        row.addWidget(self._button("review_clear", words=False))
        row.addWidget(self._button("undo", words=False))
        row.addWidget(self._button("redo", words=False))
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.hint, 1)
        for name in ("review_suggestion", "review_repair", "review_fit", "review_actual"):
            below.addWidget(self._button(name, words=False))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(3)
        layout.addLayout(row)
        layout.addLayout(below)

    def tell(self, hint: str) -> None:
        """What the tool wants."""
        self.hint.setText(hint)
        self.hint.setToolTip(hint)

    def show_size(self, size: int) -> None:
        """The brush has this size."""
        self.size_box.blockSignals(True)
        self.size_box.setValue(size)
        self.size_box.blockSignals(False)

    def _button(self, name: str, words: bool) -> QToolButton:
        action = self._actions[name]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.iconText())
        # The picture keeps the focus, and with it the keys.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        return button
