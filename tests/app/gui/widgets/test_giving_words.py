"""A strip of buttons that becomes narrow and wide again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.widgets.giving_words import GivingWords


def test_words_go_and_come_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    strip = QWidget(window)
    row = QHBoxLayout(strip)
    buttons = [QToolButton(strip) for _ in range(2)]
    picture = QPixmap(16, 16)
    picture.fill(Qt.GlobalColor.black)
    for button in buttons:
        button.setText("Something long")
        button.setIcon(QIcon(picture))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(button)
    row.addStretch(1)
    GivingWords(strip, row, buttons)
    window.show()
    needed = row.sizeHint().width()
    seen = []
    for width in (needed, needed - 1, 60, needed - 1, needed, 3 * needed):
        strip.resize(width, 40)
        QApplication.processEvents()
        styles = {button.toolButtonStyle() for button in buttons}
        assert len(styles) == 1
        seen.append(styles.pop() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    assert seen == [True, False, False, False, True, True]
