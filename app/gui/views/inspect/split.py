"""Original and repair in one pane, on either side of a line that can be dragged."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QObject, Signal

from app.gui.icons import with_alpha
from app.gui.jobs import JobRunner
from app.gui.views.inspect.colours import CURSOR
from app.gui.views.inspect.pane import Pane
from app.gui.widgets.area_editor.looks import ratio_of
from app.gui.widgets.pyramid import Pyramid
from app.gui.widgets.pyramid_item import PyramidItem

MIDDLE = 0.5


class Split(QObject):
    """Lays a second picture over the right part of a pane. The line keeps its place on the screen, so that zooming and
    moving bring other parts of the image under it.

    Signals: `moved(float)`, the share of the pane that shows the first picture.
    """

    moved = Signal(float)

    def __init__(self, pane: Pane, runner: JobRunner | None = None) -> None:
        super().__init__(pane)
        self._pane = pane
        self._share = MIDDLE
        self._on = False
        self._item = PyramidItem(pane.box, 1, runner)
        self._line = pg.InfiniteLine(angle=90, movable=True)
        self._line.addMarker("<|>", MIDDLE, 14.0)
        self._line.setZValue(15)
        self._names = [
            pg.InfLineLabel(self._line, "", position=0.94, anchors=[(side, 0.5)] * 2)
            for side in (1.08, -0.08)
        ]
        pane.box.addItem(self._line, ignoreBounds=True)
        self._line.sigDragged.connect(self._on_dragged)
        pane.viewed.connect(self.refresh)
        self.set_on(False)

    @property
    def on(self) -> bool:
        """Whether both pictures are shown."""
        return self._on

    @property
    def share(self) -> float:
        """Where the line is, from 0 (left end of the pane) to 1."""
        return self._share

    def set_on(self, on: bool) -> None:
        """Show both, or only the pane's own picture."""
        self._on = on
        for item in (self._item, self._line):
            item.setVisible(on)
        self.refresh()

    def set_share(self, share: float) -> None:
        """Put the line elsewhere; what is outside of the pane counts as its end."""
        self._share = min(max(share, 0.0), 1.0)
        self.refresh()
        self.moved.emit(self._share)

    def set_picture(self, picture: Pyramid | None, size: tuple[int, int], names: tuple[str, str]) -> None:
        """The picture on the right; `names`: what to call the left and the right one."""
        self._item.set_picture(picture, size)
        for label, name in zip(self._names, names, strict=True):
            label.setFormat(name)
        self.refresh()

    def refresh(self) -> None:
        """The pane shows another part, or on another screen."""
        if not self._on:
            return
        seen = self._pane.box.viewRect()
        left = seen.left() + self._share * seen.width()
        self._line.setValue(left)
        self._item.set_view(seen, self._pane.scale)
        self._item.set_left(left)

    def recolour(self, text: str, ground: str) -> None:
        """Names in `text` on `ground`."""
        ratio = ratio_of(self._pane.box)
        self._line.setPen(pg.mkPen(CURSOR, width=2 * ratio))
        self._line.setHoverPen(pg.mkPen(CURSOR, width=4 * ratio))
        for label in self._names:
            label.setColor(text)
            label.fill = pg.mkBrush(with_alpha(ground, 0.8))
            label.update()

    def _on_dragged(self, line: Any) -> None:
        seen = self._pane.box.viewRect()
        if seen.width() > 0:
            self.set_share((float(line.value()) - seen.left()) / seen.width())
