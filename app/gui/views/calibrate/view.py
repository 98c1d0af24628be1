"""The Calibrate view: the score histogram with its cuts, what they cost, and the images behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.jobs import JobRunner
from app.gui.settings import Settings
from app.gui.views.calibrate.doubts import Doubts
from app.gui.views.calibrate.pages import Pages
from app.gui.views.calibrate.scope_strip import ScopeStrip
from app.gui.views.calibrate.session import CalibrateSession
from app.gui.views.calibrate.shown_images import Bar, Cell, Choosing, tiles_of
from app.gui.views.calibrate.widgets.curves_plot import CurvesPlot
from app.gui.views.calibrate.widgets.image_strip import ImageStrip
from app.gui.views.calibrate.widgets.matrix import VerdictMatrix
from app.gui.views.calibrate.widgets.policy_table import PolicyTable
from app.gui.views.calibrate.widgets.rates_table import RatesTable
from app.gui.views.calibrate.widgets.score_plot import ScorePlot
from app.gui.widgets.thumbnail_grid.loader import ThumbnailLoader
from core.datasets.dataset import Label
from core.evaluation.score_histogram import score_histogram
from core.inspection.result import Verdict
from core.language import tr, tr_n

SIDE_WIDTH = 400
SIDE_MOST = 660
"""The side never asks for more; with larger text it scrolls."""
IMAGES = 1
"""The tab of the images."""


class CalibrateView(QWidget):
    """Signals: `image_asked(list of paths, Path)`, an image to inspect, and those that it was shown with."""

    image_asked = Signal(list, Path)

    def __init__(
        self,
        session: CalibrateSession,
        runner: JobRunner,
        actions: ActionRegistry,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._settings = settings
        self._log_scores = False
        self._choosing: Choosing | None = None
        self.strip = ScopeStrip(session, actions, self)
        self.doubts = Doubts(self)
        self.plot = ScorePlot(self)
        self.matrix = VerdictMatrix(self)
        self.rates = RatesTable(self)
        self.curves = CurvesPlot(self)
        self.policies = PolicyTable(self)
        self.loader = ThumbnailLoader(runner, parent=self)
        self.images = ImageStrip(self.loader, self)
        self.tabs = QTabWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.column = QSplitter(Qt.Orientation.Vertical, self)
        self._build()
        self.pages = Pages(session, actions, self.splitter, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip)
        layout.addWidget(self.doubts)
        layout.addWidget(self.pages, 1)
        self.rates.set_share(session.prices.defective_share)
        self._connect()
        self._on_scores()
        self._allow()

    def restore_layout(self) -> None:
        """Take the splitters' places from the last time."""
        state = self._settings.layout("calibrate")
        if state.isEmpty() or not self.splitter.restoreState(state):
            self.splitter.setSizes([max(self.width() - SIDE_WIDTH, 400), SIDE_WIDTH])
        state = self._settings.layout("calibrate_column")
        if state.isEmpty() or not self.column.restoreState(state):
            self.column.setSizes([55, 45])

    def save_layout(self) -> None:
        """Remember the splitters' places."""
        self._settings.set_layout("calibrate", self.splitter.saveState())
        self._settings.set_layout("calibrate_column", self.column.saveState())

    def stop(self) -> None:
        """Read nothing more: the window closes."""
        self.loader.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Whoever comes here wants to see scores."""
        super().showEvent(event)
        self._session.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """A larger font needs a wider side."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "pages"):
            self._fit_side()

    def _build(self) -> None:
        for widget, title in (
            (self.policies, tr("Calibrate", "&Policies")),
            (self.images, tr("Calibrate", "I&mages")),
            (self.curves, tr("Calibrate", "&ROC and PR")),
        ):
            page = QWidget(self.tabs)
            inside = QVBoxLayout(page)
            inside.setContentsMargins(10, 6, 10, 4)
            inside.addWidget(widget)
            self.tabs.addTab(page, title)
        self.tabs.setDocumentMode(True)
        self.tabs.setTabToolTip(
            IMAGES, tr("Calibrate", "Click a bar of the histogram or a cell of the table")
        )
        plot = QWidget(self.column)
        above = QVBoxLayout(plot)
        above.setContentsMargins(12, 6, 12, 4)
        above.addWidget(self.plot)
        self.column.addWidget(plot)
        self.column.addWidget(self.tabs)
        self.column.setChildrenCollapsible(False)
        self._figures = QWidget(self)
        right = QVBoxLayout(self._figures)
        right.setContentsMargins(12, 10, 12, 10)
        right.setSpacing(12)
        right.addWidget(self.matrix)
        right.addWidget(self.rates)
        right.addStretch(1)
        self.side = QScrollArea(self)
        self._scroll = QScrollArea(self)
        parts = (
            (self._scroll, self.column, tr("Calibrate", "Scores")),
            (self.side, self._figures, tr("Calibrate", "Figures")),
        )
        for area, content, name in parts:
            area.setAccessibleName(name)
            area.setWidgetResizable(True)
            area.setFrameShape(QScrollArea.Shape.NoFrame)
            area.setWidget(content)
            self.splitter.addWidget(area)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self._fit_side()

    def _fit_side(self) -> None:
        bar = self.side.verticalScrollBar().sizeHint().width()
        self.side.setMinimumWidth(min(self._figures.minimumSizeHint().width() + bar, SIDE_MOST))

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._allow)
        session.history_changed.connect(self._allow)
        session.scores_changed.connect(self._on_scores)
        session.cuts_changed.connect(self._on_cuts)
        session.policies_changed.connect(self._on_policies)
        session.history_changed.connect(self._show_images)
        self.strip.scope_chosen.connect(session.set_scope)
        self.plot.cuts_moved.connect(session.move)
        self.plot.cuts_dropped.connect(session.drop)
        self.plot.bar_clicked.connect(self._on_bar)
        self.plot.log_scores_changed.connect(self._on_log_scores)
        self.matrix.cell_clicked.connect(self._on_cell)
        self.rates.share_changed.connect(session.set_share)
        self.policies.policy_applied.connect(session.apply)
        self.policies.policy_edited.connect(session.edit_policy)
        self.policies.policy_chosen.connect(lambda _policy: self._allow())
        self.images.opened.connect(self._on_opened)
        self.images.closed.connect(self._close_images)
        self._actions.connect_all(
            {
                "calibrate_score": session.score,
                "calibrate_apply": lambda: session.apply(self.policies.chosen()),
                "calibrate_save": session.save,
                "calibrate_images": lambda: self._choose(Cell(Verdict.REVIEW, None)),
                "ng_lower": partial(session.nudge, "ng", -1),
                "ng_higher": partial(session.nudge, "ng", 1),
                "review_lower": partial(session.nudge, "review", -1),
                "review_higher": partial(session.nudge, "review", 1),
            }
        )

    def _on_scores(self) -> None:
        found = self._session.collected
        self.doubts.show_warnings(found.warnings if found is not None and len(found.table) else ())
        self.curves.set_curves(found.curves if found is not None else None)
        self._draw_histogram()
        self._close_images()

    def _draw_histogram(self) -> None:
        found = self._session.collected
        bars = score_histogram(found.table, log=self._log_scores) if found is not None else None
        self.plot.set_histogram(bars)

    def _on_log_scores(self, log: bool) -> None:
        self._log_scores = log
        self._draw_histogram()

    def _on_cuts(self) -> None:
        """Everything that follows a drag."""
        session = self._session
        choice = session.choice
        self.plot.set_cuts(choice.cuts if choice is not None else None)
        self.matrix.set_figures(session.figures)
        self.rates.set_figures(session.figures)
        self.curves.set_figures(session.figures)
        self.policies.set_current(session.current_policy)

    def _on_policies(self) -> None:
        self.policies.set_policies(self._session.policies)
        self.policies.set_current(self._session.current_policy)
        self._allow()

    def _on_bar(self, low: float, high: float, label: Label | None) -> None:
        self._choose(Bar(low, high, label))

    def _on_cell(self, label: Label, verdict: Verdict) -> None:
        self._choose(Cell(verdict, label))

    def _choose(self, choosing: Choosing) -> None:
        self._choosing = choosing
        self.tabs.setTabEnabled(IMAGES, True)
        self._show_images()
        self.tabs.setCurrentIndex(IMAGES)
        self._scroll.ensureWidgetVisible(self.tabs)
        self.images.setFocus()

    def _show_images(self) -> None:
        """The images of a cell follow the cuts, once these rest."""
        session = self._session
        if self._choosing is None or session.collected is None or session.choice is None:
            return
        images = self._choosing.images(session.collected, session.choice.cuts)
        tiles = tiles_of(images)
        title = self._choosing.title
        if images and not tiles:
            # Thumbnails need files.
            title = tr_n(
                "Calibrate",
                len(images),
                "{images} ({n} score in the model file, which keeps no images)",
                "{images} ({n} scores in the model file, which keeps no images)",
                images=title,
            )
        self.images.set_images(title, tiles)

    def _close_images(self) -> None:
        self._choosing = None
        if self.tabs.currentIndex() == IMAGES:
            self.tabs.setCurrentIndex(0)
        self.tabs.setTabEnabled(IMAGES, False)
        self.images.clear()

    def _on_opened(self, path: Path) -> None:
        session = self._session
        if self._choosing is not None and session.collected is not None and session.choice is not None:
            images = self._choosing.images(session.collected, session.choice.cuts)
            self.image_asked.emit([image.path for image in images if image.path is not None], path)

    def _allow(self) -> None:
        session = self._session
        ready = session.editable
        chosen = next((item for item in session.policies if item.policy == self.policies.chosen()), None)
        labelled = session.model is not None and sum(session.counts(session.scope)) > 0
        self._actions.allow(
            calibrate_score=labelled and session.scope.of_project and session.scoring is None,
            calibrate_apply=ready and chosen is not None and chosen.cuts is not None,
            calibrate_save=ready and session.unsaved,
            calibrate_images=ready,
            **dict.fromkeys(("ng_lower", "ng_higher", "review_lower", "review_higher"), ready),
        )
