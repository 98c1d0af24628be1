"""A strip of buttons that becomes narrow and wide again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.widgets.giving_words import WORDS, GivingWords


def test_words_go_and_come_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    strip = QWidget(window)
    row = QHBoxLayout(strip)
    buttons = [QToolButton(strip) for _ in range(3)]
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.black)
    for button in buttons:
        button.setText("Something long")
        button.setIcon(QIcon(picture))
        button.setToolButtonStyle(WORDS)
        row.addWidget(button)
    note = QWidget(strip)
    row.addWidget(note, 1)
    words = GivingWords(strip, row, buttons[:1], buttons[1:])
    window.show()
    needed = row.sizeHint().width()
    seen = []
    for width in (needed, needed - 1, 60, needed - 1, needed, 3 * needed):
        strip.resize(width, 40)
        QApplication.processEvents()
        seen.append("".join("W" if button.toolButtonStyle() == WORDS else "i" for button in buttons))
    assert seen == ["WWW", "Wii", "iii", "Wii", "WWW", "WWW"]
    # Something else in the strip that grows takes words, and gives them back.
    strip.resize(needed, 40)
    note.setMinimumWidth(20)
    QApplication.processEvents()
    assert [button.toolButtonStyle() == WORDS for button in buttons] == [True, False, False]
    note.setMinimumWidth(0)
    QApplication.processEvents()
    assert {button.toolButtonStyle() for button in buttons} == {WORDS}
    # So does room that is to be left, but the buttons keep their size where there is not even that.
    words.leave_room(20)
    QApplication.processEvents()
    assert [button.toolButtonStyle() == WORDS for button in buttons] == [True, False, False]
    strip.resize(60, 40)
    QApplication.processEvents()
    size = buttons[0].size()
    words.leave_room(500)
    QApplication.processEvents()
    assert buttons[0].size() == size
