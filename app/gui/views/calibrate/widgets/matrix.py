"""What becomes of good and of defective images at the present cuts, as a table of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.gui import icons
from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.looks import JUDGED, LABEL_NAMES, LABELS, VERDICTS
from app.gui.views.calibrate.widgets.matrix_cell import MatrixCell
from app.gui.views.calibrate.widgets.rate_row import set_text
from app.gui.views.calibrate.widgets.words import NO_FIGURE, percent
from app.gui.views.inspect.verdict_look import LOOKS
from core.datasets.dataset import Label
from core.inspection.result import Verdict
from core.language import later, tr

if TYPE_CHECKING:
    from core.evaluation.cut_figures import CutFigures

WORDS = {
    (Label.GOOD, Verdict.OK): later("Calibrate", "passed"),
    (Label.GOOD, Verdict.REVIEW): later("Calibrate", "to look at"),
    (Label.GOOD, Verdict.NG): later("Calibrate", "false alarms"),
    (Label.DEFECTIVE, Verdict.OK): later("Calibrate", "missed"),
    (Label.DEFECTIVE, Verdict.REVIEW): later("Calibrate", "to look at"),
    (Label.DEFECTIVE, Verdict.NG): later("Calibrate", "found"),
}
WRONG = {(Label.GOOD, Verdict.NG), (Label.DEFECTIVE, Verdict.OK)}
ICON = 16


class VerdictMatrix(QWidget):
    """Rows are labels, columns verdicts; a click, Space or Enter on a cell asks for its images."""

    cell_clicked = Signal(object, object)
    """`Label`, `Verdict`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Calibrate", "Verdicts by label"))
        self.cells: dict[tuple[Label, Verdict], MatrixCell] = {}
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        centre = Qt.AlignmentFlag.AlignCenter
        self.row_totals = {label: _figure(left, str(LABEL_NAMES[label]), self) for label in LABELS}
        self.column_totals = {verdict: _figure(centre, str(verdict), self) for verdict in VERDICTS}
        self.total = _figure(left, tr("Calibrate", "All"), self)
        self._icons: dict[Verdict, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for column, verdict in enumerate(VERDICTS, start=1):
            grid.addLayout(self._head(verdict), 0, column)
            grid.addWidget(self.column_totals[verdict], 3, column)
            grid.setColumnStretch(column, 1)
        for row, label in enumerate(LABELS, start=1):
            grid.addWidget(self.row_totals[label], row, 0)
            grid.setRowStretch(row, 1)
            for column, verdict in enumerate(VERDICTS, start=1):
                grid.addWidget(self._cell(label, verdict), row, column)
        grid.addWidget(self.total, 3, 0)
        self.set_figures(None)
        self._recolour()

    def set_figures(self, figures: CutFigures | None) -> None:
        """Show these counts; None: there are none."""
        self.setEnabled(figures is not None)
        counts = figures.counts if figures is not None else None
        rows = {of: sum(counts.of(of, verdict) for verdict in VERDICTS) if counts else 0 for of in LABELS}
        total = sum(rows.values())
        for (of, verdict), cell in self.cells.items():
            count = counts.of(of, verdict) if counts else 0
            share = percent(count / rows[of]) if rows[of] else NO_FIGURE
            cell.set_figures(count, share, figures.trained.of(of, verdict) if figures else 0)
        for of, label in self.row_totals.items():
            set_text(label, f"{LABEL_NAMES[of]}\n{rows[of]:,}")
        for verdict, label in self.column_totals.items():
            count = sum(counts.of(of, verdict) for of in LABELS) if counts else 0
            set_text(label, f"{count:,}\n{percent(count / total) if total else NO_FIGURE}")
        set_text(self.total, f"{tr('Calibrate', 'All')}\n{total:,}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icons"):
            self._recolour()

    def _head(self, verdict: Verdict) -> QHBoxLayout:
        icon, word = QLabel(self), QLabel(str(verdict), self)
        word.setProperty("role", "heading")
        self._icons[verdict] = icon
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        row.addWidget(icon)
        row.addWidget(word)
        row.addStretch(1)
        return row

    def _cell(self, label: Label, verdict: Verdict) -> MatrixCell:
        key = (label, verdict)
        name = str(JUDGED[label].filled(verdict=verdict))
        cell = MatrixCell(name, str(WORDS[key]), wrong=key in WRONG, parent=self)
        cell.clicked.connect(lambda: self.cell_clicked.emit(label, verdict))
        cell.walked.connect(lambda rows, columns: self._walk(key, rows, columns))
        self.cells[key] = cell
        return cell

    def _walk(self, key: tuple[Label, Verdict], rows: int, columns: int) -> None:
        row = LABELS.index(key[0]) + rows
        column = VERDICTS.index(key[1]) + columns
        if 0 <= row < len(LABELS) and 0 <= column < len(VERDICTS):
            self.cells[LABELS[row], VERDICTS[column]].setFocus(Qt.FocusReason.TabFocusReason)

    def _recolour(self) -> None:
        theme = theme_of(self)
        for verdict, label in self._icons.items():
            look = LOOKS[str(verdict)]
            label.setPixmap(icons.pixmap(look.icon, look.colour_in(theme), ICON, self.devicePixelRatioF()))


def _figure(alignment: Qt.AlignmentFlag, name: str, parent: QWidget) -> QLabel:
    """A label for a total, wide enough for its name and any figure, so that nothing moves while a cut does."""
    made = QLabel(parent)
    made.setAlignment(alignment)
    made.setMinimumWidth(max(made.fontMetrics().horizontalAdvance(text) for text in (name, "10,000")) + 2)
    return made
