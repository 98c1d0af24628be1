"""A question in its place: nothing else waits for the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class AskBox(QFrame):
    """Hidden until something is asked. Signal: `answered(bool)`; Esc answers no.

    Args:
        yes, no: the words on its buttons.
        below: the buttons stand below the text, where there is little room beside it.
    """

    answered = Signal(bool)

    def __init__(self, yes: str, no: str, parent: QWidget | None = None, *, below: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("confirmBox")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self.yes, self.no = QPushButton(yes, self), QPushButton(no, self)
        whole = QVBoxLayout(self) if below else QHBoxLayout(self)
        whole.setContentsMargins(10, 6, 10, 6)
        whole.addWidget(self._text, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        whole.addLayout(row)
        for button, answer in ((self.yes, True), (self.no, False)):
            button.setProperty("small", True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, a=answer: self._answer(a))
            row.addWidget(button)
        if below:
            row.addStretch(1)
        self.hide()

    @property
    def text(self) -> str:
        """The question; empty = none is asked."""
        return "" if self.isHidden() else self._text.text()

    def ask(self, text: str) -> None:
        """Put this question."""
        self._text.setText(text)
        self.yes.setAccessibleDescription(text)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._answer(False)
        else:
            super().keyPressEvent(event)

    def _answer(self, answer: bool) -> None:
        self.hide()
        self.answered.emit(answer)
