"""The tools: what they do to the mask at places of the picture."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QObject, QPointF, Qt, Signal

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.draft import Draft
from app.gui.widgets.area_editor.words import FEW_CORNERS
from app.gui.widgets.mask_canvas.mask_edit import MaskEdit
from app.gui.widgets.mask_canvas.overlays import Ring
from app.gui.widgets.mask_canvas.strokes import Point
from app.gui.widgets.mask_canvas.words import STROKES

MaskTool = Literal["brush", "eraser", "polygon", "pan"]
MAX_BRUSH = 500
"""Diameter in the image's pixels."""
CLOSE = 8.0
"""Screen pixels from the first corner within which a click closes a polygon."""
SEEN_RING = 6.0
"""Screen pixels; a smaller ring leaves the cursor's cross on the screen."""


class MaskTools(QObject):
    """Works on `edit` with the tool that is chosen; places are in the image's pixels.

    Signals: `drawn(list[Box])`, at every step of a gesture, where the mask may have changed; `ended(bool)`, a gesture
    is over, and whether it changed the mask; `told(str)`, a sentence for the user, empty when it no longer holds.
    """

    drawn = Signal(object)
    ended = Signal(bool)
    told = Signal(str)

    def __init__(self, canvas: PictureCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._draft = Draft(canvas.box)
        self._ring = Ring(canvas.box)
        self._last: Point | None = None
        self.edit: MaskEdit | None = None
        self.editable = True
        self.tool: MaskTool = "brush"
        self.brush_size = 15
        self.place: Point | None = None

    @property
    def active(self) -> MaskTool:
        """The tool, or "pan" where nothing can be edited."""
        return self.tool if self.editable and self.edit is not None else "pan"

    @property
    def strokes(self) -> bool:
        """Whether the tool is a round one."""
        return self.active in ("brush", "eraser")

    @property
    def corners(self) -> int:
        """Of the polygon that was begun."""
        return len(self._draft.points)

    @property
    def begun(self) -> bool:
        """Whether there is something to drop."""
        return self._last is not None or self.corners > 0

    def refresh(self) -> None:
        """Show ring and cursor as they fit tool, size, zoom and place."""
        ring = self.strokes and self.place is not None
        if ring and self.place is not None:
            self._ring.show(self.place, self.brush_size)
        else:
            self._ring.hide()
        shape = Qt.CursorShape.ArrowCursor
        if self.active != "pan":
            hidden = ring and self.brush_size * self._canvas.state.scale >= SEEN_RING
            shape = Qt.CursorShape.BlankCursor if hidden else Qt.CursorShape.CrossCursor
        if self._canvas.viewport().cursor().shape() != shape:
            self._canvas.viewport().setCursor(shape)

    def press(self, place: Point) -> None:
        """The mouse or a key goes down."""
        self.place = place
        if self.strokes:
            self._last = place
            self._stroke(place, place)
        elif self.active == "polygon":
            self._corner(place)

    def move(self, place: Point | None) -> None:
        """The cursor is somewhere else; None = not over the picture."""
        self.place = place
        if place is not None and self._last is not None:
            self._stroke(self._last, place)
            self._last = place
        elif place is not None and self.corners:
            self._show_draft()
        self.refresh()

    def release(self) -> None:
        """The stroke is over."""
        if self._last is not None and self.edit is not None:
            self._last = None
            self.ended.emit(self.edit.commit(str(STROKES[self.tool == "brush"])))

    def finish(self) -> None:
        """Close the polygon."""
        if self.edit is None:
            return
        if self.corners < 3:
            self.told.emit(str(FEW_CORNERS))
            return
        corners = self._draft.points
        self._draft.clear()
        boxes = self.edit.polygon(corners)
        self.drawn.emit(boxes)
        self.ended.emit(bool(boxes))

    def back(self) -> None:
        """Take the last corner back."""
        self._draft.points = self._draft.points[:-1]
        if self.corners:
            self._show_draft()
        else:
            self._draft.clear()

    def drop(self) -> None:
        """Take back what was begun."""
        self._draft.clear()
        if self._last is not None and self.edit is not None:
            self._last = None
            self.drawn.emit(self.edit.drop())
            self.ended.emit(False)

    def _stroke(self, start: Point, end: Point) -> None:
        if self.edit is not None:
            self.drawn.emit(self.edit.line(start, end, self.brush_size, self.active == "brush"))

    def _corner(self, place: Point) -> None:
        points = self._draft.points
        self.told.emit("")
        if len(points) > 2 and math.dist(points[0], place) * self._canvas.state.scale <= CLOSE:
            self.finish()
        elif points[-1:] != [place]:
            self._draft.points = [*points, place]
            self._show_draft()

    def _show_draft(self) -> None:
        self._draft.show("polygon", looks.MASK, self.place)


def place_of(point: QPointF) -> Point:
    """A position of Qt as a place in the image."""
    return point.x(), point.y()
