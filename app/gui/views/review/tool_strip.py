"""The strip above the picture: what the mouse draws, and how it is seen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ActionRegistry
from app.gui.widgets.flow_row import FlowRow
from app.gui.widgets.mask_canvas.tools import MAX_BRUSH
from app.gui.widgets.mask_canvas.words import HINTS
from core.language import tr

TOOLS = ("review_brush", "review_eraser", "review_polygon", "review_move")
CHANGES = ("review_clear", "undo", "redo")
SEEN = ("review_suggestion", "review_repair", "review_fit", "review_actual")
LEAST_CHARACTERS = 30
"""Of a line of the hint: before it is laid out, it may be narrower than it ever shows."""


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
        self.size_box.setAccessibleName(tr("Review", "Brush size in pixels"))
        self.size_box.setToolTip(
            tr("Review", "Diameter of brush and eraser in pixels of the image ([ and ])")
        )
        self.size_box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.size_box.valueChanged.connect(self.size_chosen)
        self.hint = _Hint(self)
        row = FlowRow(self, across=4)
        box = QWidget(self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.size_box)
        row.add(
            *(self._button(name, words=False) for name in TOOLS),
            box,
            self._button("review_accept", words=True),
            *(self._button(name, words=False) for name in CHANGES),
        )
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.hint, 1)
        for name in SEEN:
            below.addWidget(self._button(name, words=False), 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(3)
        layout.addWidget(row)
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


class _Hint(QLabel):
    """Keeps the room of the longest hint, or the picture would jump when another tool is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setAccessibleName(tr("Review", "Hint"))
        # It takes the room that there is, and asks for none.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As many lines as it can become."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(self.width(), LEAST_CHARACTERS * metrics.averageCharWidth()), 10_000)
        wrapped = Qt.TextFlag.TextWordWrap
        lines = (metrics.boundingRect(room, wrapped, str(hint)).height() for hint in HINTS.values())
        self.setFixedHeight(max(lines))
