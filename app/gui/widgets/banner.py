"""The non-modal banner that shows notices one after the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import icons
from app.gui.errors import Level, Notice
from app.gui.theme import theme_of
from core.language import sentences, tr

INFO_SECONDS = 6
MOST = 50
"""Notices kept waiting. A failure that repeats for ever must not fill the memory."""


class Banner(QFrame):
    """Shows the oldest notice that is not closed; the same notice again only raises a count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._notices: list[Notice] = []
        self._times: dict[Notice, int] = {}
        self._icon = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._waiting = QLabel(self)
        self._waiting.setProperty("role", "muted")
        self._more = QPushButton(tr("Window", "Details"), self)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_details)
        self._copy = QPushButton(tr("Window", "Copy"), self)
        self._copy.setAccessibleName(tr("Window", "Copy the details"))
        self._copy.clicked.connect(self._copy_details)
        self._close = QToolButton(self)
        self._close.setProperty("flat", True)
        self._close.setAccessibleName(tr("Window", "Close the message"))
        self._close.setToolTip(tr("Window", "Close the message"))
        self._close.clicked.connect(self.close_notice)
        self._details = QPlainTextEdit(self)
        self._details.setReadOnly(True)
        self._details.setMaximumHeight(180)
        self._details.setAccessibleName(tr("Window", "Technical details"))
        self._details.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_notice)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for widget in (self._waiting, self._copy, self._more, self._close):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 10, 6)
        layout.addLayout(row)
        layout.addWidget(self._details)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown; empty when hidden."""
        return self._text.text() if self._notices else ""

    def add(self, notice: Notice) -> None:
        """Show `notice`, or queue it behind the one that is shown."""
        if notice in self._times:
            self._times[notice] += 1
        elif len(self._notices) < MOST:
            self._times[notice] = 1
            # An error goes before what would leave by itself.
            if notice.level is Level.ERROR and self._notices and self._notices[0].level is Level.INFO:
                # Its time begins anew when it shows again: else it would close the error.
                self._timer.stop()
                self._notices.insert(0, notice)
            else:
                self._notices.append(notice)
        self._refresh()

    def close_notice(self) -> None:
        """Close the one that is shown; the next comes."""
        self._timer.stop()
        if self._notices:
            del self._times[self._notices.pop(0)]
        self._more.setChecked(False)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _refresh(self) -> None:
        self.setVisible(bool(self._notices))
        if not self._notices:
            return
        notice = self._notices[0]
        times = self._times[notice]
        text = sentences([notice.text, notice.way_out])
        many = tr("Window", "{message} ({times} times)", message=text, times=times)
        self._text.setText(many if times > 1 else text)
        waiting = len(self._notices) - 1
        self._waiting.setVisible(waiting > 0)
        self._waiting.setText(tr("Window", "{waiting} more", waiting=waiting))
        for widget in (self._more, self._copy):
            widget.setVisible(bool(notice.details))
        self._details.setPlainText(notice.details)
        self.setProperty("level", str(notice.level))
        self.style().unpolish(self)
        self.style().polish(self)
        self._recolour()
        if notice.level is Level.INFO and not self._timer.isActive():
            self._timer.start(round(INFO_SECONDS * 1000))

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._close.setIcon(icons.icon("cancel", theme.text))
        if self._notices:
            name, colour = {
                Level.INFO: ("info", theme.accent),
                Level.WARNING: ("unreadable", theme.review),
                Level.ERROR: ("ng", theme.ng),
            }[self._notices[0].level]
            self._icon.setPixmap(icons.pixmap(name, colour, 20, self.devicePixelRatioF()))

    def _show_details(self, on: bool) -> None:
        self._details.setVisible(on)

    def _copy_details(self) -> None:
        if self._notices:
            notice = self._notices[0]
            QGuiApplication.clipboard().setText(f"{notice.text}\n\n{notice.details}")
