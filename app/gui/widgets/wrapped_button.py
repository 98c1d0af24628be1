"""A button whose words go on in the next line where they do not fit into one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget


class WrappedButton(QPushButton):
    """As wide as it is given, as high as its lines then need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_words(self, text: str) -> None:
        """What it says."""
        if text.split() != self._words:
            self._words = text.split()
            self._wrap()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the longest word."""
        widest = max(map(self._width, self._words), default=0)
        return QSize(widest + self._margin(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Other lines for another width."""
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        room = self.width() - self._margin()
        lines: list[str] = []
        for word in self._words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        self.setText("\n".join(lines))

    def _width(self, text: str) -> int:
        """As the button itself measures it."""
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()

    def _margin(self) -> int:
        """What the style puts beside the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # Of few words it would tell the least width of any button.
        many = QSize(1000, 0)
        contents = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(contents, option, many, self).width() - many.width()
