"""An empty state: what is missing, the next step, and that step as a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.theme import theme_of

TEXT_WIDTH = 560
MARGIN = 24


class EmptyState(QWidget):
    """A centred column of icon, title, text, and buttons for `actions`.

    The first action is the next step and is drawn as such. Where they do not fit beside each other, the buttons
    stand below each other.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        actions: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title = QLabel(title, self)
        self._title.setProperty("role", "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title.setWordWrap(True)
        self._text = QLabel(text, self)
        self._text.setProperty("role", "muted")
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setMaximumWidth(TEXT_WIDTH)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for action in actions:
            self._row.addWidget(self._button(action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(14)
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addLayout(_centred(self._text))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._row)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(3)
        self._recolour()

    def set_text(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the widest thing in it: its buttons need not stand beside each other."""
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        return QSize(widest + 2 * MARGIN, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Buttons beside each other where there is room."""
        super().resizeEvent(event)
        wide = sum(button.sizeHint().width() + self._row.spacing() for button in self.buttons)
        fits = wide <= self.width() - 2 * MARGIN
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _button(self, action: QAction) -> QPushButton:
        button = QPushButton(action.iconText(), self)
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.iconText())
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        if not self.buttons:
            button.setProperty("primary", True)
        self.buttons.append(button)
        return button

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._icon.setPixmap(icons.pixmap(self._icon_name, theme.muted, 56, self.devicePixelRatioF()))


def _centred(widget: QWidget) -> QHBoxLayout:
    """As wide as its maximum where there is room, and its height follows its wrapped text."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row
