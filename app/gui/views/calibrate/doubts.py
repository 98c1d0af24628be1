"""Why the cuts may not hold, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from core.language import Later, sentence, tr


class Doubts(QFrame):
    """One line for each warning; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("level", "warning")
        self._icon = QLabel(self)
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(tr("Calibrate", "Why the cuts may not hold"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 10, 6)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        self._recolour()
        self.hide()

    def show_warnings(self, warnings: Sequence[Later]) -> None:
        """Show these as sentences."""
        self.text.setText("\n".join(sentence(str(warning)) for warning in warnings))
        self.setVisible(bool(warnings))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "text"):
            self._recolour()

    def _recolour(self) -> None:
        colour = theme_of(self).review
        self._icon.setPixmap(icons.pixmap("unreadable", colour, 20, self.devicePixelRatioF()))
