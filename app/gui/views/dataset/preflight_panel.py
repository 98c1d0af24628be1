"""The pre-flight at the side of the grid: run it, see what it found, open the images, apply a fix."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.views.dataset.preflight_groups import size_words
from app.gui.views.dataset.preflight_result import PreflightResult, paper_words
from app.gui.views.dataset.preflight_size import WorkingSize
from app.gui.widgets.scrolled import Scrolled
from core.language import later, tr

if TYPE_CHECKING:
    from core.datasets.preflight.findings import Fix
    from core.datasets.preflight.report import PreflightReport

CHECKS = (
    later("Dataset", "Files that cannot be read"),
    later("Dataset", "The same or nearly the same picture twice, also in two splits or with two labels"),
    later("Dataset", "Blurred, too dark or too bright, among all the others"),
    later("Dataset", "Mixed sizes and pixel formats"),
    later("Dataset", "Masks that are missing, empty or do not fit"),
    later("Dataset", "What is left of the smallest known defect after resizing"),
)


class PreflightPanel(QWidget):
    """Draws and asks; the work is its owner's.

    Signals:
        run_asked(size): start; `size` is width and height that images are resized to, or None.
        cancel_asked(): stop the one that runs.
        show_asked(list of Path): show these images.
        fix_asked(Fix): apply this. It is ticked off already: `set_fixed(fix, False)` takes that back.
    """

    run_asked = Signal(object)
    cancel_asked = Signal()
    show_asked = Signal(list)
    fix_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preflightPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(320)
        self._images = 0
        self._running = False
        self.working_size = WorkingSize(self)
        self.working_size.changed.connect(self._arrange)
        self._other_size = QLabel(self)
        self._other_size.setProperty("role", "muted")
        self._other_size.setWordWrap(True)
        self.run = QPushButton(tr("Dataset", "Run pre-flight"), self)
        self.run.setProperty("primary", True)
        self.result = PreflightResult(self)
        self.again = self.result.again
        for button in (self.run, self.again):
            button.clicked.connect(lambda: self.run_asked.emit(self.working_size.value))
        self.result.show_asked.connect(self.show_asked)
        self.result.fix_asked.connect(self.fix_asked)
        self._empty = self._build_empty()
        self._progress = self._build_progress()
        self._pages = QStackedWidget(self)
        for page in (self._empty, self._progress, self.result):
            self._pages.addWidget(page)
        sizes = QVBoxLayout()
        sizes.setContentsMargins(14, 10, 14, 0)
        sizes.setSpacing(4)
        sizes.addWidget(self.working_size)
        sizes.addWidget(self._other_size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(sizes)
        layout.addWidget(self._pages, 1)
        self.set_images(0)

    @property
    def running(self) -> bool:
        """Whether progress is shown."""
        return self._running

    def set_images(self, number: int) -> None:
        """How many images there are to look at."""
        self._images = number
        self._arrange()

    def show_running(self, done: int = 0, total: int = 0) -> None:
        """Show progress in steps; `total` 0 = not known yet."""
        if not self._running:
            self._running = True
            self._cancel.setEnabled(True)
            self._arrange()
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.setText(
            tr("Dataset", "{done} of {total}", done=done, total=total)
            if total
            else tr("Dataset", "Starting…")
        )

    def show_stopped(self) -> None:
        """No pre-flight runs any more and there is no new report: back to what was shown before."""
        self._running = False
        self._arrange()

    def show_report(
        self, report: PreflightReport, outdated: bool = False, when: datetime | None = None
    ) -> None:
        """Show what was found.

        Args:
            report: what was found.
            outdated: whether images changed since.
            when: when it ran, with its time zone; None = just now.
        """
        self._running = False
        self.result.show_report(report, when or datetime.now().astimezone(), outdated)
        self._arrange()

    def set_outdated(self, outdated: bool) -> None:
        """Say that images changed since the report, or that they did not."""
        self.result.set_outdated(outdated)

    def set_fixed(self, fix: Fix, done: bool) -> None:
        """Tick off the findings of a fix that was asked for, or take the tick back."""
        self.result.set_fixed(fix, done)

    def clear(self) -> None:
        """Forget the report: another project."""
        self._running = False
        self.result.report = None
        self._arrange()

    def _build_empty(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 10, 14, 14)
        layout.setSpacing(8)
        intro = QLabel(tr("Dataset", "Looks at every image before work is spent on them:"), page)
        intro.setWordWrap(True)
        layout.addWidget(intro)
        checks = QLabel("".join(f"<li>{line}</li>" for line in CHECKS), page)
        checks.setText(f'<ul style="margin-left: -22px">{checks.text()}</ul>')
        checks.setProperty("markup", True)
        checks.setWordWrap(True)
        checks.setProperty("role", "muted")
        layout.addWidget(checks)
        self._none = QLabel(tr("Dataset", "There are no images yet."), page)
        layout.addWidget(self._none)
        layout.addWidget(self.run)
        paper = QLabel(paper_words(), page)
        paper.setProperty("role", "muted")
        paper.setWordWrap(True)
        layout.addSpacing(8)
        layout.addWidget(paper)
        layout.addStretch(1)
        return Scrolled(page, tr("Dataset", "What the pre-flight looks at"), self)

    def _build_progress(self) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 10, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(QLabel(tr("Dataset", "Looking at the images…"), page))
        self._bar = QProgressBar(page)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Dataset", "Progress of the pre-flight"))
        self._count = QLabel(page)
        self._count.setProperty("role", "muted")
        self._cancel = QPushButton(tr("Dataset", "Cancel"), page)
        self._cancel.setProperty("small", True)
        self._cancel.clicked.connect(self._on_cancel)
        layout.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._cancel)
        layout.addLayout(row)
        layout.addStretch(1)
        return page

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._count.setText(tr("Dataset", "Stopping…"))
        self.cancel_asked.emit()

    def _arrange(self) -> None:
        report = self.result.report
        page = self._progress if self._running else self._empty if report is None else self.result
        self._pages.setCurrentWidget(page)
        self.working_size.setEnabled(not self._running)
        self.run.setEnabled(self._images > 0)
        self._none.setVisible(self._images == 0)
        self.again.setEnabled(self._images > 0)
        differs = report is not None and not self._running and report.working_size != self.working_size.value
        self._other_size.setVisible(differs)
        if report is not None and differs:
            self._other_size.setText(
                tr(
                    "Dataset",
                    "What is shown was found {at}. Run again for this size.",
                    at=size_words(report.working_size),
                )
            )
