"""The four linked panes: one place, one zoom, one crosshair."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.gui.views.inspect.colour_bar import ColourBar
from app.gui.views.inspect.colours import HIGH, LOW, ssim_table
from app.gui.views.inspect.pane import Pane
from app.gui.widgets.view_state import ViewState
from core.inspection.result import Defect, Inspection

TITLES = ("Original", "Repair", "SSIM map", "Contours")
BLINK_MS = 500
"""Half a blink: two changes a second, well below what can trouble a photosensitive eye."""


class PaneGrid(QWidget):
    """Shows one `Inspection`.

    Signals: `cursor_moved(QPointF | None)` in image pixels; `maximised_changed(int)`, 0 = all four.
    """

    cursor_moved = Signal(object)
    maximised_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection: Inspection | None = None
        self._size = (1, 1)
        self._state = ViewState()
        self._maximised = 0
        self._swapped = False
        self._table = ssim_table()
        self.panes = [Pane(n, title, n == 4, self) for n, title in enumerate(TITLES, start=1)]
        self.colour_bar = ColourBar(self)
        self.panes[2].header.addWidget(self.colour_bar)
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(lambda: self._swap(not self._swapped))
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 4, 4, 4)
        grid.setSpacing(4)
        for index, pane in enumerate(self.panes):
            grid.addWidget(pane, index // 2, index % 2)
            pane.box.zoom_asked.connect(self._on_zoom)
            pane.box.move_asked.connect(self._on_move)
            pane.box.maximise_asked.connect(lambda n=index + 1: self.maximise(n))
            pane.box.resized.connect(lambda p=pane: self._on_resized(p))
            pane.hovered.connect(self._on_hover)
            pane.left.connect(lambda: self.set_cursor(None))
        for line in (0, 1):
            grid.setRowStretch(line, 1)
            grid.setColumnStretch(line, 1)

    @property
    def state(self) -> ViewState:
        """Place and zoom."""
        return self._state

    @property
    def maximised(self) -> int:
        """The pane that fills the grid, 0 = none."""
        return self._maximised

    @property
    def blinking(self) -> bool:
        """Whether original and repair change places."""
        return self._blink.isActive()

    def show_inspection(self, inspection: Inspection) -> None:
        """Show an inspection with pictures; zoom and place stay unless the last picture was fitted."""
        self._inspection = inspection
        self._size = (inspection.width, inspection.height)
        self._draw()
        self.panes[3].set_defects(inspection.defects, self._size)
        self.colour_bar.set_level(inspection.level)
        if self._state.fitted:
            self.fit()
        else:
            # Another image may be smaller: keep the centre inside it.
            self._apply(self._state.moved(0, 0, self._size))

    def fit(self) -> None:
        """The whole picture in every pane."""
        self._apply(self._state.fit(self._size, self._reference().size_px()))

    def actual_size(self) -> None:
        """One image pixel on one screen pixel, at the place that is shown."""
        self._apply(self._state.at(self._state.x, self._state.y, 1 / self.devicePixelRatioF()))

    def zoom_to(self, index: int, defect: Defect) -> None:
        """Show `defect` (row `index` of the table) large and mark it."""
        width, height = self._reference().size_px()
        # Four times its box: enough of the surroundings to judge it.
        room = max(4 * defect.width, 4 * defect.height, 24.0)
        whole = self._state.fit(self._size, (width, height))
        if min(width, height) / room > whole.scale:
            whole = whole.at(defect.x, defect.y, min(width, height) / room)
        self._apply(whole)
        outlines = self.panes[3].outlines
        if outlines is not None:
            outlines.choose(index)

    def maximise(self, number: int) -> None:
        """Let pane `number` fill the grid; the same again, or 0, shows all four."""
        self._maximised = 0 if number == self._maximised else number
        for index, pane in enumerate(self.panes, start=1):
            pane.setVisible(self._maximised in (0, index))
        # Hidden rows and columns must not keep their share of the room.
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        for line in (0, 1):
            grid.setRowStretch(line, int(self._maximised in (0, 2 * line + 1, 2 * line + 2)))
            grid.setColumnStretch(line, int(self._maximised in (0, line + 1, line + 3)))
        self.maximised_changed.emit(self._maximised)

    def set_blinking(self, on: bool) -> None:
        """While on, original and repair change places twice a second, at once for the first time."""
        if on and self._inspection is not None and not self.blinking:
            self._swap(True)
            self._blink.start()
        elif not on:
            self._blink.stop()
            self._swap(False)

    def set_cursor(self, point: QPointF | None) -> None:
        """Put all crosshairs on an image position; None, or outside the image, hides them."""
        inside = point is not None and self._inspection is not None and self._contains(point)
        for pane in self.panes:
            pane.set_cursor(point if inside else None)
        self.cursor_moved.emit(point if inside else None)

    def _contains(self, point: QPointF) -> bool:
        return -0.5 <= point.x() < self._size[0] - 0.5 and -0.5 <= point.y() < self._size[1] - 0.5

    def _draw(self) -> None:
        if self._inspection is None or self._inspection.images is None:
            return
        images = self._inspection.images
        first, second = images.original, images.repair
        names = [TITLES[0], TITLES[1]]
        if self._swapped:
            first, second = second, first
            names.reverse()
        over = "Contours over the repair" if self._swapped else "Contours"
        self.panes[0].set_image(first, self._size, (0.0, 1.0), title=names[0])
        self.panes[1].set_image(second, self._size, (0.0, 1.0), title=names[1])
        self.panes[2].set_image(images.ssim_map, self._size, (LOW, HIGH), self._table)
        self.panes[3].set_image(first, self._size, (0.0, 1.0), title=over)

    def _swap(self, swapped: bool) -> None:
        if swapped != self._swapped:
            self._swapped = swapped
            self._draw()

    def _reference(self) -> Pane:
        return self.panes[max(self._maximised, 1) - 1]

    def _apply(self, state: ViewState) -> None:
        self._state = state
        for pane in self.panes:
            pane.set_state(state)

    def _on_zoom(self, factor: float, point: QPointF) -> None:
        self._apply(self._state.zoomed(factor, point.x(), point.y(), self._size))

    def _on_move(self, dx: float, dy: float) -> None:
        self._apply(self._state.moved(dx, dy, self._size))

    def _on_resized(self, pane: Pane) -> None:
        if self._state.fitted and pane is self._reference():
            self.fit()
        else:
            pane.set_state(self._state)

    def _on_hover(self, point: QPointF) -> None:
        self.set_cursor(point)
