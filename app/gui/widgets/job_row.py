"""One running job in the status line: title, progress, time left, cancel."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from app.gui import icons
from app.gui.jobs import Job, Progress
from app.gui.theme import theme_of
from core.language import listed, tr


def duration(seconds: float) -> str:
    """`seconds` as a person says it: `8 s`, `3 min`, `2 h 05 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{max(whole, 1)} s"
    if whole < 3600:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


class JobRow(QWidget):
    """Follows one `Job` until it ends."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._text = QLabel(job.title, self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(tr("Window", "Progress of: {job}", job=job.title))
        self._cancel = QToolButton(self)
        self._cancel.setProperty("flat", True)
        self._cancel.setToolTip(tr("Window", "Cancel: {job}", job=job.title))
        self._cancel.setAccessibleName(tr("Window", "Cancel: {job}", job=job.title))
        self._cancel.clicked.connect(self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        job.progressed.connect(self.show_progress)
        self._recolour()

    @property
    def text(self) -> str:
        """What the row says."""
        return self._text.text()

    def show_progress(self, progress: Progress) -> None:
        """Count, bar and time left."""
        if self._job.cancelling:
            return
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        text = f"{self._job.title}  {progress.done} / {progress.total}"
        if progress.seconds_left is not None:
            left = tr("Window", "{time} left", time=duration(progress.seconds_left))
            text = listed([text, left])
        self._text.setText(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _on_cancel(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._text.setText(tr("Window", "{job}: stopping…", job=self._job.title))

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._cancel.setIcon(icons.icon("cancel", theme.text, theme.border))
