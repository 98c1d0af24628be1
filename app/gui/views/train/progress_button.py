"""The run that trains, in the status line of every view; a click shows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.train.run_row import State
from app.gui.views.train.runs_model import WORDS
from app.gui.views.train.session import TrainSession
from app.gui.widgets.job_row import duration
from core.language import tr


class ProgressButton(QToolButton):
    """Hidden while nothing trains."""

    def __init__(self, session: TrainSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("flat", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(tr("Train", "Training"))
        self.setToolTip(tr("Train", "Show the run that trains"))
        session.live_changed.connect(self._refresh)
        session.ticked.connect(lambda _events: self._refresh())
        self._recolour()
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _refresh(self) -> None:
        live = self._session.live
        self.setVisible(live is not None)
        if live is None:
            return
        word = str(WORDS[live.state])
        if live.state is State.RUNNING and live.last is not None:
            word = tr("Train", "training, {time} left", time=duration(live.last.seconds_left))
        text = tr("Train", "{name}: {message}", name=live.plan.name, message=word)
        waiting = len(self._session.queue)
        self.setText(f"{text} (+{waiting})" if waiting else text)
        self.setAccessibleName(tr("Train", "Training {name}", name=text))

    def _recolour(self) -> None:
        self.setIcon(icons.icon("train", theme_of(self).accent))
