"""What covers the window while files are dragged over it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.language import later


class Use(Enum):
    """What dropped images and folders are for."""

    DATASET = "dataset"
    INSPECT = "inspect"


TEXTS = {
    Use.DATASET: later("Window", "Add to the project:\nlabel and train"),
    Use.INSPECT: later("Window", "Inspect:\nlist them and look for defects"),
}
OPEN = later("Window", "Drop to open")


class DropVeil(QWidget):
    """A sheet over its parent. For images it has two halves, one for each `Use`; else it says what a drop does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.use = Use.INSPECT
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        self._halves: dict[Use, QLabel] = {}
        for use, text in TEXTS.items():
            half = QLabel(str(text), self)
            half.setObjectName("dropVeil")
            half.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(half, 1)
            self._halves[use] = half
        self.hide()

    def cover(self, *, choice: bool) -> None:
        """Show over the whole parent; with `choice`, in two halves."""
        self._halves[Use.DATASET].setVisible(choice)
        self._halves[Use.INSPECT].setText(str(TEXTS[Use.INSPECT] if choice else OPEN))
        self.fit()
        self.raise_()
        self.show()

    def fit(self) -> None:
        """Be as large as the parent."""
        self.setGeometry(self._over.rect())

    def aim(self, point: QPoint) -> None:
        """Note, and show, which half a drop at `point` of the parent would go to."""
        two = not self._halves[Use.DATASET].isHidden()
        self.use = Use.DATASET if two and point.x() < self.width() / 2 else Use.INSPECT
        for use, half in self._halves.items():
            aimed = use is self.use
            if half.property("aimed") != aimed:
                half.setProperty("aimed", aimed)
                half.style().unpolish(half)
                half.style().polish(half)
