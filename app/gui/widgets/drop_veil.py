"""What covers the window while files are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class DropVeil(QLabel):
    """A sheet over its parent that says what a drop does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Drop to open: a model file, images or folders", parent)
        self._over = parent
        self.setObjectName("dropVeil")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Show over the whole parent."""
        self.setGeometry(self._over.rect())
        self.raise_()
        self.show()
