"""The four linked panes: one place, one zoom, one crosshair."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.gui.jobs import JobRunner
from app.gui.theme import theme_of
from app.gui.views.inspect.colour_bar import ColourBar
from app.gui.views.inspect.colours import MapKind, ssim_colours
from app.gui.views.inspect.pane import Pane
from app.gui.views.inspect.pictures import Pictures, Reduced, prepare
from app.gui.views.inspect.split import Split
from app.gui.widgets.view_state import ViewState
from core.inspection.result import Defect, Inspection
from core.language import later, tr

TITLES = (
    later("Inspect", "Original"),
    later("Inspect", "Repair"),
    later("Inspect", "SSIM map"),
    later("Inspect", "Contours"),
)
MAPS = {
    MapKind.SSIM: TITLES[2],
    MapKind.MARKED: later("Inspect", "Defect map"),
    MapKind.SURPRISE: later("Inspect", "Surprise"),
}
"""What stands in the third pane."""
NO_REPAIR = later("Inspect", "This model marks defects; it repairs nothing.")
BLINK_MS = 500
"""Half a blink: two changes a second, well below what can trouble a photosensitive eye."""


STEP = 0.02
"""How far a key moves the split line, as a share of the pane."""


class PaneGrid(QWidget):
    """Shows one `Inspection`, or what there is of an image that is being inspected. With a `runner`, what of a huge
    picture may have to come from the disk is read in jobs.

    Signals: `cursor_moved(QPointF | None)` in image pixels; `maximised_changed(int)`, 0 = all four;
    `split_changed(bool)`, whether original and repair share a pane; `surprise_changed(bool)`, whether D_p's surprise is
    wanted in the SSIM map's place.
    """

    cursor_moved = Signal(object)
    maximised_changed = Signal(int)
    split_changed = Signal(bool)
    surprise_changed = Signal(bool)

    def __init__(self, runner: JobRunner | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = None
        self._reduced: Reduced | None = None
        self._size = (1, 1)
        self._state = ViewState()
        self._maximised = 0
        self._swapped = self._marks = self._surprise = False
        self.panes = [Pane(n, str(title), n == 4, runner, self) for n, title in enumerate(TITLES, start=1)]
        self.colour_bar = ColourBar(self)
        self.panes[2].header.addWidget(self.colour_bar)
        self.split = Split(self.panes[0], runner)
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
        self._recolour()

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

    @property
    def pictures(self) -> Pictures | None:
        """What is drawn of an inspection; None while there is none."""
        return self._pictures

    @property
    def reduced(self) -> Reduced | None:
        """What is drawn of an image that is being inspected."""
        return self._reduced

    def show_inspection(self, inspection: Inspection, pictures: Pictures | None = None) -> None:
        """Show an inspection with pictures; zoom and place stay unless the last picture was fitted.

        `pictures` are those of a large image, prepared in a job; the others are prepared here.
        """
        if inspection.images is None:
            return
        self._reduced = None
        self._pictures = pictures or prepare(inspection.images)
        self._size = (inspection.width, inspection.height)
        self._draw()
        self.panes[3].set_defects(inspection.defects, self._size)
        self.colour_bar.set_level(inspection.level)
        self._place()

    def show_reduced(self, reduced: Reduced) -> None:
        """Show what a large image looks like while it is inspected."""
        self.set_blinking(False)
        self._pictures = None
        self._reduced = reduced
        self._size = reduced.size
        self._draw()
        self.panes[3].set_defects((), self._size)
        self.colour_bar.set_level(None)
        self._place()

    def clear(self) -> None:
        """Show nothing, and let go of the pictures."""
        self.set_blinking(False)
        self._pictures = self._reduced = None
        self._draw()
        self.panes[3].set_defects((), self._size)

    def set_note(self, text: str) -> None:
        """What the panes say whose picture is still being made."""
        for pane in self.panes:
            pane.set_note(text)

    def set_marks(self, marks: bool) -> None:
        """Whether the pictures are those of a model that marks defects and has no repair to show."""
        self._marks = marks
        self._draw()

    @property
    def surprise(self) -> bool:
        """Whether D_p's surprise is wanted."""
        return self._surprise

    @property
    def has_surprise(self) -> bool:
        """Whether the shown pictures have one."""
        return self._pictures is not None and self._pictures.surprise is not None

    def set_surprise(self, on: bool) -> None:
        """Show D_p's surprise in the SSIM map's place wherever it counts; it comes into sight."""
        if on and self._maximised not in (0, 3):
            self.maximise(3)
        self._surprise = on
        self._draw()
        self.surprise_changed.emit(on)

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

    def set_split(self, on: bool) -> None:
        """Show original and repair on either side of a line in the first pane, which comes into sight."""
        if on and self._maximised > 1:
            self.maximise(1)
        self.split.set_on(on)
        self._draw()
        self.split_changed.emit(on)

    def move_split(self, steps: int) -> None:
        """Move the line by `steps` to the right."""
        self.split.set_share(self.split.share + steps * STEP)

    def set_blinking(self, on: bool) -> None:
        """While on, original and repair change places twice a second, at once for the first time."""
        if on and self._pictures is not None and not self.blinking:
            self._swap(True)
            self._blink.start()
        elif not on:
            self._blink.stop()
            self._swap(False)

    def set_cursor(self, point: QPointF | None) -> None:
        """Put all crosshairs on an image position; None, or outside the image, hides them."""
        known = self._pictures is not None or self._reduced is not None
        inside = point is not None and known and self._contains(point)
        for pane in self.panes:
            pane.set_cursor(point if inside else None)
        self.cursor_moved.emit(point if inside else None)

    def _contains(self, point: QPointF) -> bool:
        return -0.5 <= point.x() < self._size[0] - 0.5 and -0.5 <= point.y() < self._size[1] - 0.5

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "split"):
            self._recolour()

    def _draw(self) -> None:
        first = second = third = None
        kind = MapKind.MARKED if self._marks else MapKind.SSIM
        if self._pictures is not None:
            first, second = self._pictures.original, self._pictures.repair
            third = self._pictures.ssim_map
            if self._surprise and self._pictures.surprise is not None:
                third, kind = self._pictures.surprise, MapKind.SURPRISE
            if self._marks:
                second = None
                self.panes[1].set_note(str(NO_REPAIR))
        elif self._reduced is not None:
            first = self._reduced.pyramid
        names = [str(TITLES[0]), str(TITLES[1])]
        swapped = self._swapped and second is not None
        if swapped:
            first, second = second, first
            names.reverse()
        both = self.split.on and second is not None
        title = " | ".join(names) if both else names[0]
        if self._reduced is not None:
            title = tr("Inspect", "Original (reduced)")
        over = tr("Inspect", "Contours over the repair") if swapped else str(TITLES[3])
        self.panes[0].set_picture(first, self._size, title=title)
        self.panes[1].set_picture(second, self._size, title=names[1])
        self.panes[2].set_picture(third, self._size, ssim_colours(), str(MAPS[kind]))
        self.colour_bar.set_kind(kind)
        self.panes[3].set_picture(first, self._size, title=over)
        self.split.set_picture(second, self._size, (names[0], names[1]))

    def _place(self) -> None:
        """Where the last image was, as far as this one reaches."""
        if self._state.fitted:
            self.fit()
        else:
            self._apply(self._state.moved(0, 0, self._size))

    def _recolour(self) -> None:
        theme = theme_of(self)
        self.split.recolour(theme.text, theme.canvas)

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
