"""Closing the window while something trains: asked inside the window, with three answers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.gui.views.train.plan import Plan
from app.gui.views.train.session import TrainSession
from app.gui.widgets.question_bar import Answer, QuestionBar
from core.language import tr, tr_n
from core.training.events import Failed

KEY = "closing"


class Closing(QObject):
    """Decides whether the window may close.

    Kept in the background, the window is hidden behind an icon in the system's tray. A system without a tray would
    leave no way back to it: there the window is minimised. Either way it closes, and the program ends, once nothing
    trains and nothing waits any more. It comes back instead where something went wrong that the user has to know.
    """

    def __init__(self, window: QWidget, session: TrainSession, bar: QuestionBar) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._bar = bar
        self._when_done = False
        self._tray: QSystemTrayIcon | None = None
        session.came_to_rest.connect(self._on_rest)
        session.live_changed.connect(self._on_live)
        session.ended.connect(self._on_ended)

    @property
    def waits(self) -> bool:
        """Whether the window closes as soon as nothing trains."""
        return self._when_done

    def may_close(self) -> bool:
        """Whether nothing trains; else the user is asked, and an answer closes the window later."""
        live = self._session.live
        if live is None:
            self._hide_tray()
            return True
        self.stay()
        waiting = len(self._session.queue)
        text = tr("Train", "{name} is training.", name=live.plan.name)
        if waiting:
            text = tr_n(
                "Train",
                waiting,
                "{name} is training, and {n} more run waits.",
                "{name} is training, and {n} more runs wait.",
                name=live.plan.name,
            )
        self._bar.ask(
            KEY,
            text,
            [
                Answer(tr("Train", "Keep training in the background"), self._keep),
                Answer(tr("Train", "Stop and keep the model"), self._stop),
                Answer(tr("Train", "Do not close")),
            ],
            focus=True,
        )
        self._window.raise_()
        return False

    def stay(self) -> None:
        """Show the window again, and leave it open when the training ends."""
        self._when_done = False
        self._hide_tray()
        if not self._window.isVisible() or self._window.isMinimized():
            self._window.showNormal()
            self._window.activateWindow()

    def _keep(self) -> None:
        self._when_done = True
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._show_tray(self._window.windowIcon())
            self._window.hide()
        else:
            self._ask_to_stay(tr("Train", "The window closes by itself when the training is done."))
            self._window.showMinimized()
        self._on_rest()

    def _stop(self) -> None:
        self._when_done = True
        self._session.clear_queue()
        self._session.stop_and_keep()
        self._ask_to_stay(tr("Train", "Stopping. The window closes when the model is written."))
        self._on_rest()

    def _ask_to_stay(self, text: str) -> None:
        self._bar.ask(KEY, text, [Answer(tr("Train", "Stay open"), self.stay)])

    def _on_rest(self) -> None:
        if self._when_done and not self._session.alive:
            self._when_done = False
            self._bar.withdraw(KEY)
            self._window.close()

    def _on_ended(self, _plan: Plan, event: Any) -> None:
        if self._when_done and isinstance(event, Failed):
            self._bar.withdraw(KEY)
            self.stay()

    def _on_live(self) -> None:
        if self._when_done and self._session.live is not None and self._session.live.why_paused:
            self.stay()
        if not self._session.alive and not self._when_done:
            # The question answered itself.
            self._bar.withdraw(KEY)
        elif self._tray is not None and self._session.live is not None:
            self._tray.setToolTip(tr("Train", "Training {name}", name=self._session.live.plan.name))

    def _show_tray(self, icon: QIcon) -> None:
        tray = self._tray = QSystemTrayIcon(icon, self)
        menu = QMenu(self._window)
        menu.addAction(tr("Train", "Show the window")).triggered.connect(self.stay)
        tray.setContextMenu(menu)
        tray.activated.connect(lambda _reason: self.stay())
        tray.show()
        self._on_live()

    def _hide_tray(self) -> None:
        if self._tray is not None:
            self._tray.hide()
            self._tray.contextMenu().deleteLater()
            self._tray.deleteLater()
            self._tray = None
