"""The chosen area in pyqtgraph's hands: what it is at the moment, and when a gesture on it ends."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.area_set import Scope
from app.gui.widgets.area_editor.geometry import Size, make_area, to_edge, to_pixels
from app.gui.widgets.area_editor.rois import KeptRoi, roi_for
from core.images.areas import Area

TOUCHED = 1e-6
"""Pixels by which a point has to move to have moved."""


class Handles(QObject):
    """Signals: `moved()` at every step of a gesture; `ended()` once after it, when pyqtgraph is done with it."""

    moved = Signal()
    ended = Signal()
    _finished = Signal()

    def __init__(self, box: pg.ViewBox, parent: QObject) -> None:
        super().__init__(parent)
        self._box = box
        self._of: tuple[Area, Scope, Size] | None = None
        self.roi: KeptRoi | None = None
        # pyqtgraph says "finished" from within its own changes, where its items must not be taken away.
        self._finished.connect(self.ended, Qt.ConnectionType.QueuedConnection)

    @property
    def live(self) -> Area | None:
        """The area as it is on the screen; None where nothing of it is left."""
        if self._of is None or self.roi is None:
            return None
        area, _, size = self._of
        before, now = np.array(to_pixels(area, size)), np.array(self.roi.points())
        # What was not touched keeps its shares to the last bit.
        if before.shape == now.shape and np.abs(before - now).max() < TOUCHED:
            return area
        return make_area(area.kind, area.shape, self.roi.points(), size)

    def hold(self, area: Area, scope: Scope, size: Size) -> None:
        """Show handles on `area`; those that are there stay, if they show it already."""
        # Told the area again, as it was before a gesture that goes on or as it is after one that ended.
        if self._of is not None and self._of[1:] == (scope, size) and area in (self._of[0], self.live):
            self._of = (area, scope, size)
            return
        self.release()
        self._of = (area, scope, size)
        self.roi = roi_for(area, scope, size, looks.ratio_of(self._box))
        self.roi.setZValue(17)
        self._box.addItem(self.roi, ignoreBounds=True)
        self.roi.sigRegionChanged.connect(self._on_moved)
        self.roi.sigRegionChangeFinished.connect(self._on_finished)

    def release(self) -> None:
        """No handles."""
        if self.roi is not None:
            # One that is let go in the middle of a gesture would go on telling.
            self.roi.blockSignals(True)
            self._box.removeItem(self.roi)
        self._of = self.roi = None

    def nudge(self, x: int, y: int) -> None:
        """Move the area by pixels, as one step of a gesture."""
        if self.roi is not None:
            self.roi.translate(x, y, finish=False)

    def grow(self, x: int, y: int) -> None:
        """Move the right and lower side of a rectangle or ellipse by pixels, as one step of a gesture."""
        if self.roi is None or self._of is None or self._of[0].shape == "polygon":
            return
        (left, top), (right, bottom) = self.roi.points()
        width, height = self._of[2]
        right = to_edge(right + x, width) if x else right
        bottom = to_edge(bottom + y, height) if y else bottom
        if right - left >= 1 and bottom - top >= 1:
            self.roi.setSize((right - left, bottom - top), finish=False)

    def _on_moved(self, _roi: KeptRoi) -> None:
        self.moved.emit()

    def _on_finished(self, _roi: KeptRoi) -> None:
        self._finished.emit()
