"""A question inside the window, with its answers as buttons: nothing waits for it, and nothing is modal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


def _nothing() -> None:
    """For an answer that changes nothing."""


@dataclass(frozen=True)
class Answer:
    """A button: what it says, and what it does."""

    text: str
    call: Callable[[], object] = _nothing


@dataclass(frozen=True)
class Question:
    """Attributes: `key`: a newer question with the same one takes its place; `answers`: the first is proposed, the last
    is also that of the Escape key."""

    key: str
    text: str
    answers: tuple[Answer, ...]


class QuestionBar(QFrame):
    """Shows the newest question that has no answer; the ones before it come back afterwards. Hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questionBar")
        self._questions: list[Question] = []
        self.buttons: list[QPushButton] = []
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        inner = QHBoxLayout()
        inner.setSpacing(16)
        inner.addWidget(self._text, 1)
        inner.addLayout(self._row)
        layout.addLayout(inner)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked; empty when nothing is."""
        return self._questions[-1].text if self._questions else ""

    def ask(self, key: str, text: str, answers: Sequence[Answer], *, focus: bool = False) -> None:
        """Show a question; with `focus` the keyboard goes to its first answer."""
        self._questions = [question for question in self._questions if question.key != key]
        self._questions.append(Question(key, text, tuple(answers)))
        self._refresh()
        if focus:
            self.buttons[0].setFocus()

    def withdraw(self, key: str) -> None:
        """The question does not matter any more."""
        if any(question.key == key for question in self._questions):
            self._questions = [question for question in self._questions if question.key != key]
            self._refresh()

    def answer(self, number: int) -> None:
        """As a click on a button; -1 is the last."""
        question = self._questions.pop()
        self._refresh()
        question.answers[number].call()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape is the last answer."""
        if event.key() == Qt.Key.Key_Escape and self._questions:
            self.answer(-1)
        else:
            super().keyPressEvent(event)

    def _refresh(self) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.setVisible(bool(self._questions))
        if not self._questions:
            return
        question = self._questions[-1]
        self._text.setText(question.text)
        for number, answer in enumerate(question.answers):
            button = QPushButton(answer.text, self)
            button.setProperty("primary", number == 0)
            button.clicked.connect(lambda _=False, n=number: self.answer(n))
            self._row.addWidget(button)
            self.buttons.append(button)
            button.show()
