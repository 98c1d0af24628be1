"""The head of a run: its state in large letters, progress, figures, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from superqt import QFlowLayout

from app.gui import icons
from app.gui.theme import Theme, theme_of
from app.gui.views.train.widgets.run_status import GPU_MEMORY, LIVE, RunState, RunStatus, figures, place
from app.gui.widgets.ask_box import AskBox
from core.language import tr

NARROWEST = 420
PARTS = 10_000
"""Steps of the progress bar, whatever the run's own number is."""

LOOKS = {
    RunState.RUNNING: ("run", "accent"),
    RunState.DONE: ("ok", "ok"),
    RunState.STOPPED: ("ok", "ok"),
    RunState.PAUSED: ("pending", "review"),
    RunState.INTERRUPTED: ("unreadable", "review"),
    RunState.FAILED: ("ng", "ng"),
    RunState.CANCELLED: ("cancel", "muted"),
}
"""Icon and colour of a state."""


class RunHeader(QFrame):
    """Signals: `pause_asked`, `resume_asked`, `stop_asked` (stop and keep), `cancel_asked` (after its question)."""

    pause_asked = Signal()
    resume_asked = Signal()
    stop_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train", "Run"))
        self._status = RunStatus(RunState.WAITING)
        self._icon = QLabel(self)
        self.state = QLabel(self)
        self.state.setProperty("role", "number")
        self.reason = QLabel(self)
        self.reason.setWordWrap(True)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.name = _muted("", self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.pause = QPushButton(tr("Train", "Pause"), self)
        self.pause.clicked.connect(self.pause_asked)
        self.resume = QPushButton(tr("Train", "Resume"), self)
        self.resume.setProperty("primary", True)
        self.resume.clicked.connect(self.resume_asked)
        self.stop = QPushButton(tr("Train", "Stop and keep"), self)
        self.stop.setToolTip(tr("Train", "End now and keep the best model so far"))
        self.stop.clicked.connect(self.stop_asked)
        self.cancel = QPushButton(tr("Train", "Cancel…"), self)
        self.cancel.setToolTip(tr("Train", "End now and discard the run; asks first"))
        self.cancel.clicked.connect(self._ask)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, PARTS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Train", "Progress of the run"))
        self.place = _muted("", self)
        self.question = AskBox(tr("Train", "Discard"), tr("Train", "Keep running"), self)
        self.question.answered.connect(self._on_answer)
        self._figures: dict[str, QLabel] = {}
        self._facts = QWidget(self)
        # A narrower one would ask for more height than any view has.
        self._facts.setMinimumWidth(NARROWEST)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._facts.setSizePolicy(policy)
        self._flow = QFlowLayout(self._facts)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.setHorizontalSpacing(18)
        self._flow.setVerticalSpacing(6)
        head = self._head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.state, 1)
        for button in (self.pause, self.resume, self.stop, self.cancel):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        under = QHBoxLayout()
        under.addWidget(self.place)
        under.addStretch(1)
        under.addWidget(self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.reason)
        layout.addWidget(self.question)
        layout.addWidget(self.bar)
        layout.addLayout(under)
        layout.addWidget(self._facts)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Maximum)
        self.setSizePolicy(policy)
        self.set_status(self._status)

    def add_button(self, button: QPushButton) -> None:
        """Put one more beside the others, as the last."""
        self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def status(self) -> RunStatus:
        """What it shows."""
        return self._status

    def set_status(self, status: RunStatus) -> None:
        """Show this; cheap enough for every event that the view passes on."""
        before, self._status = self._status.state, status
        state = status.state
        self.state.setText(str(state.value))
        self.reason.setText(status.reason[:1].upper() + status.reason[1:])
        self.reason.setVisible(bool(status.reason))
        self.name.setText(status.name)
        self.place.setText(place(status))
        share = status.step / status.steps if status.steps else 0.0
        busy = not status.steps and state in LIVE
        self.bar.setRange(0, 0 if busy else PARTS)
        self.bar.setValue(round(PARTS * min(share, 1.0)))
        self.bar.setToolTip("" if busy else f"{100 * share:.1f} %")
        self.pause.setVisible(state in (RunState.PREPARING, RunState.RUNNING, RunState.PAUSING))
        self.pause.setEnabled(state is RunState.RUNNING)
        self.resume.setVisible(status.can_resume)
        self.stop.setVisible(state in LIVE)
        self.stop.setEnabled(state in (RunState.RUNNING, RunState.PAUSED, RunState.PAUSING))
        may_end = state in LIVE - {RunState.CANCELLING, RunState.FINISHING} or state is RunState.WAITING
        if not may_end:
            self.question.hide()
        self.cancel.setVisible(state in LIVE or state is RunState.WAITING)
        self.cancel.setEnabled(may_end and self.question.isHidden())
        self._show_figures(figures(status))
        if state is not before or self._icon.pixmap().isNull():
            self._recolour()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_flow"):
            self._recolour()

    def _ask(self) -> None:
        self.question.ask(tr("Train", "Discard this run? Its checkpoint, log and models are deleted."))
        self.cancel.setEnabled(False)
        self.question.no.setFocus()

    def _on_answer(self, discard: bool) -> None:
        self.cancel.setEnabled(True)
        self.cancel.setFocus()
        if discard:
            self.cancel_asked.emit()

    def _show_figures(self, rows: list[tuple[str, str]]) -> None:
        for name, value in rows:
            if name not in self._figures:
                label = QLabel(self._facts)
                label.setProperty("markup", True)
                self._flow.addWidget(label)
                self._figures[name] = label
            label = self._figures[name]
            colour = theme_of(self).muted
            label.setText(f'<span style="color:{colour}">{name}</span> <b>{value}</b>')
            label.setAccessibleName(tr("Train", "{name}: {message}", name=name, message=value))
        known = {name for name, _ in rows}
        for name, label in self._figures.items():
            label.setVisible(name in known)
        if self._status.gpu is not None and (memory := self._figures.get(str(GPU_MEMORY))) is not None:
            memory.setToolTip(self._status.gpu.name)

    def _recolour(self) -> None:
        theme: Theme = theme_of(self)
        icon, colour = LOOKS.get(self._status.state, ("pending", "muted"))
        self._icon.setPixmap(icons.pixmap(icon, getattr(theme, colour), 26, self.devicePixelRatioF()))
        self._show_figures(figures(self._status))


def _muted(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("role", "muted")
    return label
