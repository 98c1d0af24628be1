"""ROC and PR curve, one at a time, with the present cuts on them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from superqt import QFlowLayout

from app.gui.theme import theme_of
from app.gui.views.calibrate.widgets.curve_chart import MARK, CurveChart, CurvePoint, draw_mark
from app.gui.views.calibrate.widgets.cut_marks import NG, REVIEW
from app.gui.views.calibrate.widgets.rate_row import Badge
from app.gui.views.calibrate.widgets.words import area, percent
from core.language import later, tr

if TYPE_CHECKING:
    from core.evaluation.curves import Curves
    from core.evaluation.cut_figures import CutFigures, Point

ROC, PR = "roc", "pr"
NOTHING = later("Calibrate", "There are no scores yet.")
FROM, NOTHING_NG = later("Calibrate", "NG from {cut}"), later("Calibrate", "Nothing NG")
AT_POINT = {
    ROC: later("Calibrate", "{cut}: false alarms {x}, recall {y}"),
    PR: later("Calibrate", "{cut}: recall {x}, precision {y}"),
}


class CurvesPlot(QWidget):
    """The switch is `roc_button` and `pr_button`. `shown_changed(str)`: the user chose `roc` or `pr`."""

    shown_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Calibrate", "ROC and PR curve"))
        self._curves: Curves | None = None
        self._figures: CutFigures | None = None
        self._pointed: CurvePoint | None = None
        self.roc_button = self._button("ROC", tr("Calibrate", "Recall over false-alarm rate, for every cut"))
        self.pr_button = self._button("PR", tr("Calibrate", "Precision over recall, for every cut"))
        self.roc_button.setChecked(True)
        group = QButtonGroup(self)
        self.charts = {
            ROC: CurveChart(tr("Calibrate", "false-alarm rate"), tr("Calibrate", "recall"), self),
            PR: CurveChart(tr("Calibrate", "recall"), tr("Calibrate", "precision"), self),
        }
        self.area = QLabel(self)
        self.badge = Badge(self)
        self._signs = {name: QLabel(self) for name in (NG, REVIEW)}
        head = QWidget(self)
        flow = QFlowLayout(head)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setHorizontalSpacing(8)
        flow.setVerticalSpacing(4)
        for button in (self.roc_button, self.pr_button):
            group.addButton(button)
            flow.addWidget(button)
        named = [
            self._named(NG, tr("Calibrate", "NG cut")),
            self._named(REVIEW, tr("Calibrate", "Review cut")),
        ]
        for part in (self.area, *named, self.badge):
            part.setMinimumHeight(self.roc_button.sizeHint().height())
            flow.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        head.setSizePolicy(policy)
        self.reason = QLabel(self)
        self.reason.setProperty("role", "muted")
        self.reason.setWordWrap(True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.reason)
        for chart in self.charts.values():
            self.stack.addWidget(chart)
            chart.setMinimumSize(200, 140)
            chart.pointed.connect(self._on_pointed)
        self.readout = QLabel(self)
        self.readout.setProperty("role", "muted")
        self.readout.setWordWrap(True)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.readout.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(head)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.readout)
        group.buttonClicked.connect(self._on_switched)
        self.set_curves(None)
        self._recolour()

    @property
    def shown(self) -> str:
        """`roc` or `pr`."""
        return PR if self.pr_button.isChecked() else ROC

    def set_curves(self, curves: Curves | None) -> None:
        """Show these; None: there are no scores yet."""
        self._curves = curves
        self._pointed = None
        if curves is not None:
            self.charts[ROC].set_curve(curves.roc, (0.0, 1.0))
            self.charts[PR].set_curve(curves.pr, (curves.defective_share, curves.defective_share))
        self.badge.set_trained(curves.trained if curves is not None else 0)
        self._arrange()

    def set_figures(self, figures: CutFigures | None) -> None:
        """Mark the cuts of these figures."""
        self._figures = figures
        points = {} if figures is None else {NG: figures.ng_point, REVIEW: figures.review_point}
        known = {name: point for name, point in points.items() if point is not None}
        # The NG mark last: it is the one that counts, and both may be in the same place.
        order = [name for name in (REVIEW, NG) if name in known]
        self.charts[ROC].set_marks({n: (known[n].false_alarm_rate, known[n].recall) for n in order})
        self.charts[PR].set_marks({n: (known[n].recall, _precision(known[n])) for n in order})
        self._say()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "readout"):
            self._recolour()

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tr("Calibrate", "{kind} curve", kind=text))
        button.setProperty("chip", True)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _named(self, name: str, text: str) -> QWidget:
        """The sign of a cut with its name."""
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._signs[name])
        row.addWidget(QLabel(text, made))
        return made

    def _on_switched(self) -> None:
        self._pointed = None
        self._arrange()
        self.shown_changed.emit(self.shown)

    def _arrange(self) -> None:
        curves = self._curves
        figures = {} if curves is None else {ROC: curves.auroc, PR: curves.ap}
        estimate = figures.get(self.shown)
        self.area.setText(area("AUROC" if self.shown == ROC else "AP", estimate) if estimate else "")
        tip = tr("Calibrate", "The area under the curve, with its 95 % interval")
        self.area.setToolTip(tip if estimate else "")
        drawn = curves is not None and not curves.reason
        self.stack.setCurrentWidget(self.charts[self.shown] if drawn else self.reason)
        self.reason.setText(str(curves.reason if curves is not None else NOTHING))
        self._say()

    def _on_pointed(self, point: CurvePoint | None) -> None:
        self._pointed = point
        self._say()

    def _say(self) -> None:
        if self._pointed is not None:
            self.readout.setText(self._of_point(self._pointed))
        elif self._figures is not None and self._figures.ng_point is not None:
            self.readout.setText(_of_cut(self._figures.cuts.ng, self._figures.ng_point))
        else:
            self.readout.setText("")

    def _of_point(self, point: CurvePoint) -> str:
        cut = FROM.filled(cut=f"{point.cut:.4f}") if math.isfinite(point.cut) else NOTHING_NG
        return str(AT_POINT[self.shown].filled(cut=cut, x=percent(point.x), y=percent(point.y)))

    def _recolour(self) -> None:
        theme = theme_of(self)
        ratio = self.devicePixelRatioF()
        for name, label in self._signs.items():
            picture = QPixmap(round((MARK + 2) * ratio), round((MARK + 2) * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_mark(painter, name, QPointF(MARK / 2 + 1, MARK / 2 + 1), theme)
            painter.end()
            label.setPixmap(picture)


def _precision(point: Point) -> float:
    # Where nothing is rejected, the curve begins at 1.
    return 1.0 if point.precision is None else point.precision


def _of_cut(cut: float, point: Point) -> str:
    alarms, recall = percent(point.false_alarm_rate), percent(point.recall)
    text = str(AT_POINT[ROC].filled(cut=FROM.filled(cut=f"{cut:.4f}"), x=alarms, y=recall))
    if point.precision is None:
        return text
    return tr(
        "Calibrate", "{figures}, precision {precision}", figures=text, precision=percent(point.precision)
    )
