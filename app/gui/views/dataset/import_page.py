"""What a drop of folders would import, shown before anything is imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.gui import icons
from app.gui.jobs import JobRunner
from app.gui.theme import theme_of
from app.gui.views.dataset.import_looking import LookingPane
from app.gui.views.dataset.import_pictures import Read
from app.gui.views.dataset.import_review import ReviewPane
from core.images.thumbnail import read_thumbnail
from core.language import tr

if TYPE_CHECKING:
    from core.datasets.import_plan import ImportPlan


class ImportPage(QWidget):
    """Looking, then review; imports nothing by itself.

    Args:
        runner: reads the few pictures that are shown.
        read: called in a job as `read(path, side)`; `ThumbnailCache.read` fits.

    Signals:
        accepted(plan, folder): import `plan`, as it was corrected; `folder` of a new project, or None where one is
            open.
        cancelled(): the user wants back.
        layout_chosen(str): read what was dropped by this layout instead; "" = by the one that fits.
    """

    accepted = Signal(object, object)
    cancelled = Signal()
    layout_chosen = Signal(str)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None, read: Read = read_thumbnail) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._reviewed = False
        self.looking = LookingPane(runner, read, self)
        self.review = ReviewPane(runner, read, self)
        self.failed = _FailedPane(self)
        self._pages = QStackedWidget(self)
        for page in (self.looking, self.review, self.failed):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.looking.cancelled.connect(self._cancel)
        self.review.cancelled.connect(self._cancel)
        self.failed.cancelled.connect(self._cancel)
        self.review.accepted.connect(self._accept)
        self.review.layout_chosen.connect(self.layout_chosen)
        for keys, slot in (
            (("Esc",), self._cancel),
            (("Ctrl+Return", "Ctrl+Enter"), self.review.accept.click),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    @property
    def plan(self) -> ImportPlan:
        """The plan as it was corrected."""
        return self.review.model.plan

    def set_project(self, name: str) -> None:
        """Say which project is open; "" = none, so that a new one is made."""
        self.review.target.set_project(name)

    def show_looking(self, paths: Sequence[Path]) -> None:
        """Say that these are being looked through; a review that is open comes back if that fails."""
        if tuple(paths) != self._paths:
            self._reviewed = False
        self._paths = tuple(paths)
        self.review.rest()
        self.looking.start(paths)
        self._pages.setCurrentWidget(self.looking)
        self.looking.cancel.setFocus()

    def add_found(self, paths: Sequence[Path]) -> None:
        """Some more images were found."""
        self.looking.add(paths)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would be imported."""
        self.looking.stop()
        if not self._reviewed and plan.sources:
            self.review.target.suggest(plan.sources[0].path)
        self._reviewed = True
        self._pages.setCurrentWidget(self.review)
        self.review.show_plan(plan)

    def show_failed(self, message: str, way_out: str = "") -> None:
        """Say that nothing can be imported, or not in the way that was asked for."""
        self.looking.stop()
        if self._reviewed:
            self._pages.setCurrentWidget(self.review)
            self.review.show_again(message, way_out)
        else:
            self.failed.say(message, way_out)
            self._pages.setCurrentWidget(self.failed)
            self.failed.back.setFocus()

    def stop(self) -> None:
        """The page is left: no more moving and reading, and nothing is kept."""
        self._reviewed = False
        self._paths = ()
        self.looking.stop()
        self.review.clear()

    def _cancel(self) -> None:
        self.stop()
        self.cancelled.emit()

    def _accept(self) -> None:
        # The page stays as it is until its owner leaves it: a project that cannot be made is corrected here.
        self.accepted.emit(self.plan, self.review.target.path)


class _FailedPane(QWidget):
    """Why nothing can be imported, and what to do about it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        title = QLabel(tr("Dataset", "Nothing to import"), self)
        title.setProperty("role", "title")
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._way_out = QLabel(self)
        self._way_out.setWordWrap(True)
        self._way_out.setProperty("role", "muted")
        for label in (self._message, self._way_out):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.back = QPushButton(tr("Dataset", "Back"), self)
        self.back.setProperty("primary", True)
        self.back.clicked.connect(self.cancelled)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self._icon, title, self._message, self._way_out):
            column.addWidget(widget)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(1)
        layout.addLayout(column, 4)
        layout.addStretch(1)
        self._recolour()

    @property
    def text(self) -> str:
        """What the pane says."""
        return f"{self._message.text()} {self._way_out.text()}"

    def say(self, message: str, way_out: str) -> None:
        """Give another reason."""
        self._message.setText(message)
        self._way_out.setText(way_out)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._recolour()

    def _recolour(self) -> None:
        theme = theme_of(self)
        self._icon.setPixmap(icons.pixmap("unreadable", theme.review, 48, self.devicePixelRatioF()))
