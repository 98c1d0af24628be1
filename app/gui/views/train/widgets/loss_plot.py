"""The loss curves of one run, or of several side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.icons import with_alpha
from app.gui.theme import theme_of
from app.gui.views.train.widgets.curve_legend import CurveLegend, Entry
from app.gui.views.train.widgets.curve_looks import NAMES, colour, name_of, pen
from app.gui.views.train.widgets.curve_math import CurveLike, Line, line, on_axis, span
from app.gui.views.train.widgets.hairlines import HairlineCurve, hairlines
from app.gui.views.train.widgets.loss_controls import LossControls
from app.gui.views.train.widgets.throttle import Throttle
from app.gui.widgets.chart import Chart, anchor, recolour_upright, upright
from core.language import tr

RunCurves = Mapping[str, CurveLike]
Source = Callable[[], Mapping[str, RunCurves]]

COMPARED = ("cycle", "warm_up")
"""Losses shown at first where several runs are compared: all of them would be a tangle."""


class LossPlot(QWidget):
    """Draws what its source gives, at most ten times a second, only while visible, and in a small share of the time.

    In one run each loss has a colour and a line style; of several, the colour is the run's and the style the loss's.
    """

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train", "Loss curves"))
        self.redraws = 0
        self._source: Source = dict
        self._hidden: set[str] = set()
        self._hidden_runs: set[str] = set()
        self._comparing = False
        self._seen: set[str] = set()
        self._mark_step: float | None = None
        self.lines: dict[tuple[str, str], Line] = {}
        self._items: dict[tuple[str, str], tuple[Any, Any]] = {}
        self.controls = LossControls(self)
        self.chart = Chart(self)
        self.chart.bottom.setLabel(tr("Train", "step"))
        self.chart.setMinimumHeight(112)
        self.mark = upright("SSIM → L1", 0.94)
        self.chart.box.addItem(self.mark)
        self.legend = CurveLegend(tr("Train", "Losses"), self)
        self.runs_legend = CurveLegend(tr("Train", "Runs"), self)
        self.runs_legend.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.controls)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.runs_legend)
        layout.addWidget(self.legend)
        self._throttle = Throttle(self._redraw, self, clock=clock)
        self.controls.changed.connect(self._refresh_now)
        self.legend.toggled.connect(lambda key, on: self._toggle(self._hidden, key, on))
        self.runs_legend.toggled.connect(lambda key, on: self._toggle(self._hidden_runs, key, on))
        self._recolour()

    def show_run(self, curves: Callable[[], RunCurves]) -> None:
        """Follow one run: `curves` is asked for its losses at each redraw, so call `refresh()` as often as you like."""
        self._start(lambda: {"": curves()}, comparing=False)

    def show_runs(self, runs: Mapping[str, RunCurves]) -> None:
        """Compare finished runs by name."""
        kept = dict(runs)
        self.set_mark(None)
        self._start(lambda: kept, comparing=True)

    def clear(self) -> None:
        """No run is shown."""
        self.set_mark(None)
        self._start(dict, comparing=False)

    def set_mark(self, step: float | None) -> None:
        """The last step with the SSIM loss, after which L1 takes over; None: there is no such step."""
        self._mark_step = step
        self.refresh()

    def refresh(self) -> None:
        """There is something new. Cheap: the redraw comes when it is due."""
        if self.isVisible():
            self._throttle.request()

    def points_drawn(self) -> int:
        """Points of all visible curves together."""
        return sum(len(one.step) for one in self.lines.values())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Draw what came while it was hidden."""
        super().showEvent(event)
        self._refresh_now()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nothing is drawn that nobody sees."""
        self._throttle.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_throttle"):
            self._recolour()

    def _refresh_now(self) -> None:
        """The user waits for it."""
        if self.isVisible():
            self._throttle.request(urgent=True)

    def _start(self, source: Source, *, comparing: bool) -> None:
        self._source = source
        if comparing != self._comparing:
            self._hidden, self._seen = set(), set()
        self._comparing = comparing
        self._hidden_runs = set()
        if self.isVisible():
            # Not together with the first curves: to make both is felt.
            self._name(source())
        self._refresh_now()

    def _toggle(self, hidden: set[str], key: str, on: bool) -> None:
        (hidden.discard if on else hidden.add)(key)
        self._refresh_now()

    def _redraw(self) -> None:
        self.redraws += 1
        runs = self._source()
        losses = _losses(runs)
        self._name(runs)
        last = max(
            (c.step[-1] for curves in runs.values() for c in curves.values() if len(c.step)), default=0.0
        )
        first = max(last - self.controls.window_steps, 0) + 1 if self.controls.window_steps else 0.0
        self.lines = {
            (run, loss): line(curve, first, self.controls.share)
            for run, curves in runs.items()
            if run not in self._hidden_runs
            for loss, curve in curves.items()
            if loss not in self._hidden
        }
        log = self.controls.log.isChecked()
        self.chart.left.setLogMode(y=log)
        self._draw_lines(list(runs), losses, log)
        left = min((one.step[0] for one in self.lines.values() if len(one.step)), default=0.0)
        x = (float(left), max(float(last), float(left) + 1.0))
        self.chart.set_ranges(x, span(self.lines.values(), log=log, robust=self.controls.robust.isChecked()))
        self.chart.show_figures(self.points_drawn() > 0)
        seen = self._mark_step is not None and x[0] <= self._mark_step <= x[1]
        self.mark.setVisible(seen)
        if seen:
            self.mark.setValue(self._mark_step)
            anchor(self.mark, *x)
        # At once, so that the throttle knows what the whole of it costs.
        self.chart.viewport().repaint()

    def _draw_lines(self, runs: list[str], losses: list[str], log: bool) -> None:
        theme, width = theme_of(self), hairlines(self)
        for key in self._items.keys() - self.lines.keys():
            for item in self._items.pop(key):
                self.chart.box.removeItem(item)
        for (run, loss), one in self.lines.items():
            if (run, loss) not in self._items:
                self._items[run, loss] = self._new_items()
            band, curve = self._items[run, loss]
            place = _place(loss, losses)
            name = colour(runs.index(run) if self._comparing else place, theme)
            mean = on_axis(one.mean, log)
            around = np.concatenate([on_axis(one.low, log), on_axis(one.high, log)[::-1]])
            band.setData(
                np.concatenate([one.band_step, one.band_step[::-1]]),
                around,
                brush=pg.mkBrush(with_alpha(name, 0.09)),
            )
            curve.width = width
            curve.setData(one.step, mean, pen=pen(name, place, stretch=width), connect="finite")

    def _new_items(self) -> tuple[Any, Any]:
        band = pg.PlotCurveItem(pen=None, fillLevel="enclosed", skipFiniteCheck=False)
        curve = HairlineCurve()
        curve.setZValue(10)
        for item in (band, curve):
            self.chart.box.addItem(item, ignoreBounds=True)
        return band, curve

    def _name(self, runs: Mapping[str, RunCurves]) -> None:
        theme, losses = theme_of(self), _losses(runs)
        if self._comparing:
            some = [name for name in COMPARED if name in losses]
            new = set(losses) - self._seen
            self._hidden |= {name for name in new if some and name not in some}
        self._seen |= set(losses)
        entries = []
        for loss in losses:
            place, words = _place(loss, losses), name_of(loss)
            shade = theme.text if self._comparing else colour(place, theme)
            entries.append(Entry(loss, str(words.title), str(words.help), pen(shade, place)))
        self.legend.set_entries(entries, self._hidden)
        self.runs_legend.setVisible(self._comparing)
        shown = list(runs) if self._comparing else []
        lines = [Entry(run, run, "", pen(colour(place, theme), 0)) for place, run in enumerate(shown)]
        self.runs_legend.set_entries(lines, self._hidden_runs)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.chart.recolour(theme)
        recolour_upright(self.mark, theme.text, theme)
        self._refresh_now()


def _losses(runs: Mapping[str, RunCurves]) -> list[str]:
    """Of all runs, in their order."""
    losses = {name for curves in runs.values() for name in curves}
    known = [name for name in NAMES if name in losses]
    return known + sorted(losses - set(known))


def _place(loss: str, losses: list[str]) -> int:
    """A loss keeps its look whichever others are there."""
    return list(NAMES).index(loss) if loss in NAMES else len(NAMES) + losses.index(loss)
