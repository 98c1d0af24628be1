"""Validation figures over the epochs: AUROC and F1 on the left, the repair error of good images on the right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.theme import theme_of
from app.gui.views.train.widgets.curve_looks import colour, pen, sample
from app.gui.views.train.widgets.curve_math import LEAST
from app.gui.views.train.widgets.epoch_slider import epoch_name
from app.gui.widgets.chart import Chart, anchor, recolour_upright, upright
from core.language import later, listed, tr


class ValidatedLike(Protocol):
    """What `core.training.events.Validated` has of this."""

    @property
    def epoch(self) -> int:
        """0 = after the warm-up."""

    @property
    def auroc(self) -> float:
        """0..1."""

    @property
    def f1(self) -> float | None:
        """0..1, where it was measured."""

    @property
    def ssim_auroc(self) -> float | None:
        """Of the SSIM map alone, where a critic counts too."""

    @property
    def good_mse(self) -> float:
        """On the 0-255 scale."""

    @property
    def defects_left(self) -> float | None:
        """What the repair leaves of synthetic defects, where it was measured."""

    @property
    def synthetic(self) -> bool:
        """Whether the defects were synthetic."""

    @property
    def best(self) -> bool:
        """The best epoch so far."""


FIGURES = (
    ("auroc", "AUROC", "o"),
    ("f1", "F1", "s"),
    ("good_mse", later("Train", "Good-repair MSE (right axis)"), "t"),
)
"""Attribute, title and mark of each curve; the last one is on the right axis."""

NO_EPOCH = later("Train", "Point at an epoch to read its figures.")
NOTHING = later("Train", "The figures appear after the first epoch.")


class ValidationPlot(QWidget):
    """The mouse, or Left and Right with the keyboard, reads an epoch's figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Train", "Validation figures by epoch"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._points: list[ValidatedLike] = []
        self._read: int | None = None
        self.chart = Chart(self, right=True)
        self.chart.setMinimumHeight(120)
        self.chart.bottom.setLabel(tr("Train", "epoch"))
        self.chart.right.setLogMode(y=True)
        self.curves: dict[str, Any] = {}
        for name, _, symbol in FIGURES:
            curve = pg.PlotDataItem(symbol=symbol, symbolSize=7, antialias=True, connect="finite")
            (self.chart.right_box if name == "good_mse" else self.chart.box).addItem(curve)
            self.curves[name] = curve
        self.best = upright(_best(0), 0.08)
        self.reading = pg.InfiniteLine(angle=90)
        self.reading.hide()
        for mark in (self.best, self.reading):
            self.chart.box.addItem(mark, ignoreBounds=True)
        self._samples: list[QLabel] = []
        legend = QHBoxLayout()
        legend.setSpacing(6)
        for _, title, _ in FIGURES:
            line = QLabel(self)
            self._samples.append(line)
            legend.addWidget(line)
            legend.addWidget(QLabel(str(title), self))
            legend.addSpacing(10)
        legend.addStretch(1)
        self.readout = QLabel(str(NOTHING), self)
        self.readout.setProperty("role", "muted")
        self.readout.setWordWrap(True)
        self.text = QLabel(self)
        self.gain = QLabel(self)
        self.gain.setAccessibleName(tr("Train", "What the masks bring"))
        for label in (self.text, self.gain):
            label.setWordWrap(True)
            label.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(legend)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.readout)
        layout.addWidget(self.text)
        layout.addWidget(self.gain)
        self.chart.scene().sigMouseMoved.connect(self._on_moved)
        self.chart.viewport().installEventFilter(self)
        self._recolour()

    def set_points(self, points: Sequence[ValidatedLike]) -> None:
        """Show these epochs, in order; the last of them that was the best so far is marked."""
        self._points = list(points)
        epochs = np.array([p.epoch for p in self._points], np.float64)
        for name, _, _ in FIGURES:
            values = [getattr(p, name) for p in self._points]
            numbers = np.array([math.nan if v is None else v for v in values], np.float64)
            self.curves[name].setData(
                epochs, np.log10(np.maximum(numbers, LEAST)) if name == "good_mse" else numbers
            )
        best = [p.epoch for p in self._points if p.best]
        self.best.setVisible(bool(best))
        first, last = (int(epochs[0]), int(epochs[-1])) if len(epochs) else (0, 1)
        x = (first - 0.3, max(last, first + 1) + 0.3)
        step = max(1, round((last - first) / 8))
        self.chart.bottom.setTicks([[(e, str(e)) for e in range(first, last + 1, step)]])
        self.chart.set_ranges(x, (-0.03, 1.05))
        self.chart.show_figures(bool(self._points))
        self._range_right()
        if best:
            self.best.label.setFormat(_best(best[-1]))
            self.best.setValue(best[-1])
            anchor(self.best, *x)
        self._show_epoch(self._read)

    def set_text(self, text: str) -> None:
        """What the learning curve says, in words; empty hides the line."""
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def set_gain(self, text: str) -> None:
        """What the masks bring, in words; empty hides the line."""
        self.gain.setText(text)
        self.gain.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and Right go from epoch to epoch, Home and End to the ends, Esc lets go."""
        epochs = [p.epoch for p in self._points]
        key = event.key()
        if key == Qt.Key.Key_Escape and self._read is not None:
            self._show_epoch(None)
        elif epochs and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            place = epochs.index(self._read) if self._read in epochs else len(epochs) - 1
            if self._read in epochs:
                place += {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
            place = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(epochs) - 1}.get(Qt.Key(key), place)
            self._show_epoch(epochs[min(max(place, 0), len(epochs) - 1)])
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: Any, event: QEvent) -> bool:  # noqa: N802
        """The mouse left the plot."""
        if event.type() == QEvent.Type.Leave:
            self._show_epoch(None)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_samples"):
            self._recolour()

    def _range_right(self) -> None:
        _, values = self.curves["good_mse"].getData()
        values = [] if values is None else values[np.isfinite(values)]
        low, high = (float(min(values)), float(max(values))) if len(values) else (0.0, 2.0)
        # At least most of a decade, so that noise does not look like news.
        pad = max(0.08 * (high - low), (0.8 - (high - low)) / 2)
        self.chart.right_box.setYRange(low - pad, high + pad, padding=0)

    def _on_moved(self, scene: QPointF) -> None:
        box: QRectF = self.chart.box.sceneBoundingRect()
        if not self._points or not box.contains(scene):
            self._show_epoch(None)
            return
        x = self.chart.box.mapSceneToView(scene).x()
        self._show_epoch(min((p.epoch for p in self._points), key=lambda epoch: abs(epoch - x)))

    def _show_epoch(self, epoch: int | None) -> None:
        found = next((p for p in self._points if p.epoch == epoch), None)
        self._read = found.epoch if found else None
        self.reading.setVisible(found is not None)
        hint = NO_EPOCH if self._points else NOTHING
        self.readout.setText(str(hint) if found is None else _figures(found))
        if found is not None:
            self.reading.setValue(found.epoch)

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.chart.recolour(theme)
        recolour_upright(self.best, theme.text, theme)
        self.reading.setPen(pg.mkPen(theme.accent, width=1))
        for place, ((name, _, _), label) in enumerate(zip(FIGURES, self._samples, strict=True)):
            line = pen(colour(place, theme), place, 2.0 * self.devicePixelRatioF())
            curve = self.curves[name]
            curve.setPen(line)
            curve.setSymbolBrush(colour(place, theme))
            curve.setSymbolPen(None)
            label.setPixmap(sample(line, self.devicePixelRatioF()).pixmap(30, 12))


def _figures(point: ValidatedLike) -> str:
    auroc = f"AUROC {point.auroc:.3f}"
    if point.ssim_auroc is not None:
        alone = f"{point.ssim_auroc:.3f}"
        auroc = tr("Train", "{auroc} (SSIM map alone {alone})", auroc=auroc, alone=alone)
    parts = [auroc]
    if point.f1 is not None:
        parts.append(f"F1 {point.f1:.3f}")
    if point.good_mse:
        parts.append(tr("Train", "good-repair MSE {mse}", mse=f"{point.good_mse:.1f}"))
    if point.defects_left is not None:
        parts.append(tr("Train", "synthetic defects {share} left", share=f"{point.defects_left:.0%}"))
    if point.synthetic:
        parts.append(tr("Train", "against synthetic defects"))
    if point.best:
        parts.append(tr("Train", "best so far"))
    return tr("Train", "{name}: {message}", name=epoch_name(point.epoch), message=listed(parts))


def _best(epoch: int) -> str:
    return tr("Train", "best: {epoch}", epoch=str(epoch))
