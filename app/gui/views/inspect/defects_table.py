"""The table of defects: click one to see it large."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.gui.views.inspect.defects_model import COLUMNS, DefectsModel
from app.gui.views.inspect.figures_view import FiguresView
from core.inspection.result import Defect
from core.language import tr


class DefectsTable(QWidget):
    """Emits `chosen(index, Defect)` on a click or Enter."""

    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DefectsModel(self)
        self._heading = QLabel(tr("Inspect", "Defects"))
        self._heading.setProperty("role", "heading")
        self._heading.setContentsMargins(12, 8, 8, 6)
        self.view = FiguresView(self.model, self)
        self.view.setAccessibleName(tr("Inspect", "Defects"))
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setAllColumnsShowFocus(True)
        self.view.setModel(self.model)
        self.view.setSortingEnabled(True)
        header = self.view.header()
        # Largest first, as they come; the sort mark would cover the "#".
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(28)
        header.setSectionResizeMode(len(COLUMNS), QHeaderView.ResizeMode.Stretch)
        metrics = self.view.fontMetrics()
        for column, figure in enumerate(("00", "00,000", "0,000.0", "-0.000", "0.000")):
            title = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            header.resizeSection(column, max(map(metrics.horizontalAdvance, (title, figure))) + 10)
        self.view.clicked.connect(self._on_chosen)
        self.view.activated.connect(self._on_chosen)
        self._none = QLabel("")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._none.setContentsMargins(12, 4, 12, 8)
        body = QWidget(self)
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._heading)
        layout.addWidget(body, 1)
        self.clear()

    @property
    def count(self) -> int:
        """Defects of the shown image."""
        return self.model.rowCount()

    def step(self, by: int) -> None:
        """Choose the defect `by` rows below (or above) the current one, round the ends."""
        if not self.count:
            return
        row = self.view.currentIndex().row()
        row = (row + by) % self.count if row >= 0 else (0 if by > 0 else self.count - 1)
        index = self.model.index(row, 0)
        self.view.setCurrentIndex(index)
        self._on_chosen(index)

    def set_defects(self, defects: Sequence[Defect]) -> None:
        """Show the defects of another image, none chosen."""
        self.model.set_defects(defects)
        self._heading.setText(f"{tr('Inspect', 'Defects')}  {len(defects)}")
        self._none.setText(tr("Inspect", "No defect was outlined in this image with these settings."))
        self._stack.setCurrentIndex(0 if defects else 1)

    def clear(self) -> None:
        """No image is shown."""
        self.model.set_defects(())
        self._heading.setText(tr("Inspect", "Defects"))
        self._none.setText("")
        self._stack.setCurrentIndex(1)

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(*self.model.defect(index.row()))
