"""The images of the project: counters, search, chips, the grid, and the panels at its side."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QByteArray, QPoint, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.actions import ActionRegistry
from app.gui.jobs import JobRunner
from app.gui.project.session import ProjectSession
from app.gui.settings import Settings
from app.gui.views.dataset import tasks
from app.gui.views.dataset.cached_thumbnails import CachedThumbnails
from app.gui.views.dataset.chip_row import ChipRow
from app.gui.views.dataset.counters import CounterBar
from app.gui.views.dataset.details_panel import DetailsPanel, Preview
from app.gui.views.dataset.filter_bar import FilterBar
from app.gui.views.dataset.grid_model import ImagesModel
from app.gui.views.dataset.listing import Listing
from app.gui.views.dataset.preflight_panel import PreflightPanel
from app.gui.views.dataset.split_panel import SplitPanel
from app.gui.widgets.empty_state import EmptyState
from app.gui.widgets.thumbnail_grid.grid import ThumbnailGrid
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from core.language import tr

SIDE_WIDTH = 360
MOST_IN_DETAIL = 500
"""Selected images whose labels and tags are summed up; of more, the first so many."""
PREVIEW_MS = 60
"""Rest on an image before its preview is read: stepping through must not queue up readings."""


class Browser(QWidget):
    """Signals: `selection_changed()`, `activated(int)` (an id), `menu_wanted(QPoint)`."""

    selection_changed = Signal()
    activated = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(
        self,
        session: ProjectSession,
        runner: JobRunner,
        actions: ActionRegistry,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.listing = Listing(session, self)
        self.thumbnails = CachedThumbnails()
        self.loader = ThumbnailLoader(runner, self.thumbnails.read, parent=self)
        self.grid = ThumbnailGrid(self.loader, self)
        self.model = ImagesModel(session, self.listing, self)
        self.grid.setModel(self.model)
        self.counters = CounterBar(self.listing, self)
        self.filters = FilterBar(self.listing, session, actions, self)
        self.chips = ChipRow(self.listing, session, self)
        self.details = DetailsPanel(actions, self)
        self.preflight = PreflightPanel(self)
        self.splits = SplitPanel(self)
        self.nothing = EmptyState(
            "image",
            tr("Dataset", "No image matches"),
            tr("Dataset", "Change the search or the chips."),
            [actions["show_all"]],
        )
        self._kept: list[int] = []
        self._kept_current = -1
        self._kept_place = 0
        self._preview = QTimer(self)
        self._preview.setSingleShot(True)
        self._preview.setInterval(PREVIEW_MS)
        self._preview.timeout.connect(self._read_preview)
        self._build()
        self._connect()

    @property
    def selected_ids(self) -> list[int]:
        """The ids of the selected images, in their order in the list."""
        return self.model.ids_at(self.grid.selected_rows())

    @property
    def current_id(self) -> int:
        """The id of the current image; -1 = none."""
        row = self.grid.currentIndex().row()
        return self.model.tile(row).key if 0 <= row < self.model.rowCount() else -1

    def step(self, image: int, by: int) -> int:
        """Make the image next to (or before) `image` the current one; returns its id, -1 where there is none."""
        place = self.model.positions_of([image])
        row = int(place[0]) + by if len(place) else max(self.grid.currentIndex().row(), 0) + by
        if not len(place) and by > 0:
            # It is filtered out now (labelled, say), and the current image is what took its place.
            row -= 1
        if not 0 <= row < self.model.rowCount():
            return -1
        self.select_row(row)
        return self.current_id

    def select_row(self, row: int) -> None:
        """Make the image at a place of the list current, and the only one selected."""
        self.grid.setCurrentIndex(self.model.index(row, 0))
        self.grid.select_rows(np.array([row], np.int64))
        self.grid.scrollTo(self.grid.currentIndex())

    def restore_layout(self) -> None:
        """Take the splitter's place and the size of the thumbnails from the last time."""
        state = self._settings.layout("dataset")
        if state.isEmpty() or not self.splitter.restoreState(state):
            self.splitter.setSizes([max(self.width() - SIDE_WIDTH, 400), SIDE_WIDTH])
        side = self._settings.layout("dataset_side")
        if not side.isEmpty() and bytes(side.data()).isdigit():
            self.grid.set_tile_side(int(bytes(side.data())))
        self.filters.set_side(self.grid.tile_side)

    def save_layout(self) -> None:
        """Remember them."""
        self._settings.set_layout("dataset", self.splitter.saveState())
        self._settings.set_layout("dataset_side", QByteArray(str(self.grid.tile_side).encode()))

    def stop(self) -> None:
        """No more reading; for the end."""
        self.listing.stop()
        self.splits.clear()
        self._preview.stop()
        self.loader.stop()
        self.thumbnails.use(None)

    def show_details(self) -> None:
        """Facts of the selected images."""
        rows = self.grid.selected_rows()
        some = [self.model.image(row) for row in rows[:MOST_IN_DETAIL].tolist()]
        self.details.show_rows(some, self.model.ids_at(rows), self._session.table.model_names)
        if len(rows) == 1:
            self._preview.start()

    def _build(self) -> None:
        self._only = QFrame(self)
        self._only.setObjectName("onlyBar")
        self._only_text = QLabel(self._only)
        back = QPushButton(tr("Dataset", "Show all"), self._only)
        back.setProperty("small", True)
        back.clicked.connect(self.listing.show_all)
        row = QHBoxLayout(self._only)
        row.setContentsMargins(10, 3, 10, 3)
        row.addWidget(self._only_text, 1)
        row.addWidget(back)
        self._only.hide()
        self.centre = QStackedWidget(self)
        self.centre.addWidget(self.grid)
        self.centre.addWidget(self.nothing)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars: tuple[QWidget, ...] = (self.filters, self.counters, self.chips, self._only)
        for bar in bars:
            column.addWidget(bar)
        column.addWidget(self.centre, 1)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Dataset", "Panels"))
        self.tabs.addTab(self.details, tr("Dataset", "Image"))
        self.tabs.addTab(self.preflight, tr("Dataset", "Pre-flight"))
        self.tabs.addTab(self.splits, tr("Dataset", "Splits"))
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        for widget, least in ((left, 360), (self.tabs, max(340, self.splits.minimumSizeHint().width()))):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        self._session.opened.connect(self._on_opened)
        self.filters.side_chosen.connect(self.grid.set_tile_side)
        self.grid.tile_side_changed.connect(self.filters.set_side)
        self.grid.selection_changed.connect(lambda _number: self._on_selection())
        self.grid.activated.connect(lambda index: self.activated.emit(self.model.tile(index.row()).key))
        self.grid.menu_wanted.connect(self.menu_wanted)
        # A reset forgets the selection: it is put back on the same images.
        self.model.modelAboutToBeReset.connect(self._keep)
        self.model.modelReset.connect(self._restore)
        self.listing.changed.connect(self._arrange)
        self.listing.only_changed.connect(self._on_only)
        self.listing.counted.connect(self._on_counted)
        self._session.values_changed.connect(lambda _ids: self.show_details())
        self._session.reading_done.connect(lambda _number: self._on_read())

    def _on_opened(self) -> None:
        project = self._session.project
        self.thumbnails.use(project.folder if project is not None and self._session.editable else None)

    def _keep(self) -> None:
        row = max(self.grid.currentIndex().row(), 0)
        rows = self.grid.selected_rows()
        self._kept = self.model.ids_at(rows)
        # Where what follows the current image is found, if all that are selected go.
        self._kept_current, self._kept_place = self.current_id, row - int(np.count_nonzero(rows < row))

    def _restore(self) -> None:
        rows = self.model.positions_of(self._kept)
        current = self.model.positions_of([self._kept_current])
        if len(rows) or (len(current) and not self._kept):
            self.grid.select_rows(rows)
            index = self.model.index(int(current[0] if len(current) else rows[0]), 0)
            self.grid.selectionModel().setCurrentIndex(
                index, self.grid.selectionModel().SelectionFlag.NoUpdate
            )
        elif self._kept and self.model.rowCount():
            # What was selected is filtered out now (labelled, say): the work goes on with what took its place.
            self.select_row(min(self._kept_place, self.model.rowCount() - 1))
        elif self._kept:
            # The grid does not tell that a reset took the selection.
            self._on_selection()

    def _arrange(self) -> None:
        empty = self.listing.narrowed and not len(self.listing.rows)
        self.centre.setCurrentWidget(self.nothing if empty else self.grid)

    def _on_only(self, title: str) -> None:
        self._only.setVisible(bool(title))
        self._only_text.setText(tr("Dataset", "Showing only: {what}", what=title))

    def _on_counted(self) -> None:
        self.preflight.set_images(self.listing.counters.total)

    def _on_read(self) -> None:
        """Sizes and depths are known now: a search for them may find others, and the details have more to say."""
        self.listing.schedule()
        self.show_details()

    def _on_selection(self) -> None:
        self.show_details()
        self.selection_changed.emit()

    def _read_preview(self) -> None:
        project, image = self._session.project, self.selected_id()
        if project is None or image < 0:
            return
        work = tasks.preview(project, image)
        job = self._session.start("preview", tr("Dataset", "Reading"), work, visible=False)

        def show(preview: Preview) -> None:
            self.details.show_preview(image, preview)

        job.succeeded.connect(show)

    def selected_id(self) -> int:
        """The id of the one selected image; -1 if there is none or are several."""
        rows = self.grid.selected_rows()
        return self.model.ids_at(rows)[0] if len(rows) == 1 else -1
