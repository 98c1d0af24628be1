"""The drawing tools: mouse and keys make the points of a new area."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal

from app.gui.widgets.area_editor import words
from app.gui.widgets.area_editor.area_set import Scope
from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.draft import Draft
from app.gui.widgets.area_editor.geometry import Point, Shape, to_edge
from app.gui.widgets.area_editor.looks import line_colour
from core.images.areas import AreaKind


class Tool(StrEnum):
    """What the left mouse button does."""

    SELECT = "select"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"


_SHAPES: dict[Tool, Shape] = {
    Tool.RECTANGLE: "rectangle",
    Tool.ELLIPSE: "ellipse",
    Tool.POLYGON: "polygon",
}


class Drawing(QObject):
    """Draws with the `tool` on `canvas`; `kind` and `scope` are those of the next area.

    Signals: `drawn(Shape, list[Point])`, corners in the image's pixels, on edges of pixels and inside the image;
    `told(str)`, a sentence for the user, empty when it no longer holds.
    """

    drawn = Signal(object, object)
    told = Signal(str)

    def __init__(self, canvas: PictureCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._draft = Draft(canvas.box)
        self.tool = Tool.SELECT
        self.kind = AreaKind.INSPECT
        self.scope = Scope.IMAGE
        canvas.box.drag_started.connect(self._on_drag_started)
        canvas.box.dragged.connect(self._on_hover)
        canvas.box.drag_ended.connect(self._on_drag_ended)
        canvas.scene().sigMouseClicked.connect(self._on_click)
        canvas.hovered.connect(self._on_hover)

    @property
    def begun(self) -> bool:
        """Whether there is something to drop."""
        return bool(self._draft.points)

    def set_tool(self, tool: Tool) -> None:
        """Draw something else, or nothing; what was begun is dropped."""
        self.drop()
        self.tool = tool
        draws = tool is not Tool.SELECT
        self._canvas.box.drawing = draws
        shape = Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor
        self._canvas.viewport().setCursor(shape)

    def drop(self) -> None:
        """Forget what was begun."""
        self._draft.clear()

    def back(self) -> None:
        """Take the last corner of a polygon back."""
        self._draft.points = self._draft.points[:-1]
        if self.begun:
            self._show(None)
        else:
            self.drop()

    def finish(self) -> None:
        """Close a polygon; a rectangle or an ellipse is put into the middle, for whom no mouse is at hand."""
        if self.tool is Tool.POLYGON:
            points = self._draft.points
            if len(points) < 3:
                self.told.emit(str(words.FEW_CORNERS))
            else:
                self._end(points)
        elif self.tool is not Tool.SELECT and not self.begun:
            seen = self._canvas.seen()
            inner = QRectF(0, 0, seen.width() / 2, seen.height() / 2)
            inner.moveCenter(seen.center())
            self._end([self._kept(inner.topLeft()), self._kept(inner.bottomRight())])

    def _end(self, points: list[Point]) -> None:
        self.drop()
        self.drawn.emit(_SHAPES[self.tool], points)

    def _kept(self, point: QPointF) -> Point:
        width, height = self._canvas.size_of()
        return to_edge(point.x(), width), to_edge(point.y(), height)

    def _show(self, cursor: QPointF | None) -> None:
        kept = self._kept(cursor) if cursor is not None else None
        self._draft.show(_SHAPES[self.tool], line_colour(self.kind), kept)

    def _on_drag_started(self, point: QPointF) -> None:
        self.told.emit("")
        if self.tool is not Tool.POLYGON:
            self._draft.points = [self._kept(point)]

    def _on_hover(self, point: QPointF) -> None:
        if self.begun:
            self._show(point)

    def _on_drag_ended(self, point: QPointF) -> None:
        if self.tool is Tool.POLYGON:
            # A hand that moves a little while it clicks.
            self._add_corner(point)
        elif self.begun:
            self._end([self._draft.points[0], self._kept(point)])

    def _on_click(self, event: Any) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or self.tool is Tool.SELECT or self._canvas.picture is None:
            return
        if self.tool is not Tool.POLYGON:
            self.told.emit(str(words.HINTS[self.tool]))
        elif event.double():
            # Its first click was a click of its own, and made the last corner.
            self.finish()
        else:
            self._add_corner(self._canvas.box.mapSceneToView(event.scenePos()))

    def _add_corner(self, point: QPointF) -> None:
        corner = self._kept(point)
        if self._draft.points[-1:] != [corner]:
            self._draft.points = [*self._draft.points, corner]
        self.told.emit("")
        self._show(point)
