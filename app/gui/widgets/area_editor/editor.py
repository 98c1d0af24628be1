"""Draws, chooses and edits the areas on a `PictureCanvas`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal

from app.gui.widgets.area_editor import words
from app.gui.widgets.area_editor.area_layers import OutlineItem, ShadeItem, Tags
from app.gui.widgets.area_editor.area_set import AreaSet, Pick, Scope
from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.drawing import Drawing, Tool
from app.gui.widgets.area_editor.geometry import Point, Shape, make_area
from app.gui.widgets.area_editor.handles import Handles
from app.gui.widgets.area_editor.looks import area_path
from core.images.areas import Area, AreaKind

REACH = 4.0
"""Screen pixels by which a click may miss an area."""


class AreaEditor(QObject):
    """The areas of the picture that the canvas shows.

    Signals: `edited(Scope, list[Area])`, all areas of a scope after each finished gesture; `told(str)`, a sentence for
    the user, empty when it no longer holds; `changed()`, when tool, kind, scope, selection or an area changed.
    `nothing_left`: whether the areas leave nothing to inspect.
    """

    edited = Signal(object, object)
    told = Signal(str)
    changed = Signal()

    def __init__(self, canvas: PictureCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent or canvas)
        self.canvas = canvas
        self.areas = AreaSet()
        self.chosen: Pick | None = None
        self.editable = True
        self.nothing_left = False
        self._shade = ShadeItem(canvas.box)
        self._outlines = OutlineItem(canvas.box)
        self._tags = Tags(canvas.box)
        # Before the drawing tools hear of it: a click that ends a polygon, and so its tool, chooses nothing.
        canvas.scene().sigMouseClicked.connect(self._on_click)
        self.drawing = Drawing(canvas, self)
        self.drawing.drawn.connect(self._on_drawn)
        self.drawing.told.connect(self.told)
        self.handles = Handles(canvas.box, self)
        self.handles.moved.connect(self._draw)
        self.handles.ended.connect(self.commit)

    @property
    def tool(self) -> Tool:
        """What the left mouse button does."""
        return self.drawing.tool

    @property
    def kind(self) -> AreaKind:
        """Of the chosen area, else of the next one drawn."""
        return self.drawing.kind if self.chosen is None else self.areas[self.chosen].kind

    @property
    def scope(self) -> Scope:
        """Of the chosen area, else of the next one drawn."""
        return self.drawing.scope if self.chosen is None else self.chosen.scope

    @property
    def live(self) -> AreaSet:
        """The areas as they are on the screen, perhaps in the middle of a gesture."""
        moving = self.handles.live
        return (
            self.areas if self.chosen is None or moving is None else self.areas.changed(self.chosen, moving)
        )

    def set_areas(self, image: Sequence[Area], project: Sequence[Area], keep: bool = True) -> None:
        """Show the areas of the picture and those of every picture; `keep` the selection if it is still there."""
        before = self.areas
        self.areas = AreaSet(tuple(image), tuple(project))
        if not keep:
            self.drawing.drop()
            self.chosen = None
        elif self.chosen is not None:
            self.chosen = self.areas.found(self.chosen, before)
        self._rebuild()

    def set_editable(self, editable: bool) -> None:
        """Whether areas can be drawn and changed, or only seen."""
        self.editable = editable
        self.chosen = None
        self.set_tool(Tool.SELECT)

    def set_tool(self, tool: Tool) -> None:
        """Choose what the mouse does; what was begun is dropped."""
        self.drawing.set_tool(tool if self.editable else Tool.SELECT)
        if self.tool is not Tool.SELECT:
            self.chosen = None
        self.told.emit("")
        self._rebuild()

    def set_kind(self, kind: AreaKind) -> None:
        """For the next area, and for the chosen one."""
        self.drawing.kind = kind
        if self.chosen is not None and self.editable and self.kind is not kind:
            area = self.areas[self.chosen].model_copy(update={"kind": kind})
            self._take(self.areas.changed(self.chosen, area), self.chosen)
        self.changed.emit()

    def set_scope(self, scope: Scope) -> None:
        """For the next area, and for the chosen one."""
        self.drawing.scope = scope
        if self.chosen is not None and self.editable and self.scope is not scope:
            after, pick = self.areas.without(self.chosen).added(scope, self.areas[self.chosen])
            self._take(after, pick)
        self.changed.emit()

    def choose(self, pick: Pick | None) -> None:
        """Choose an area, or none."""
        if pick != self.chosen:
            self.chosen = pick
            self.told.emit("")
            self._rebuild()

    def choose_next(self, step: int = 1) -> None:
        """The next area in turn, or with -1 the one before."""
        picks = self.areas.picks()
        if picks and self.editable and self.tool is Tool.SELECT:
            at = picks.index(self.chosen) + step if self.chosen is not None else min(step, 0)
            self.choose(picks[at % len(picks)])

    def delete(self) -> None:
        """Take the chosen area away."""
        if self.chosen is not None and self.editable:
            self._take(self.areas.without(self.chosen), None)

    def commit(self) -> None:
        """End a gesture on the chosen area: what it changed is told once."""
        if self.chosen is None or self.handles.roi is None:
            return
        if self.handles.live is None:
            self._refuse(str(words.OUTSIDE))
        elif self.handles.live != self.areas[self.chosen]:
            self._take(self.live, self.chosen)

    def escape(self) -> bool:
        """Leave the innermost thing: what is being drawn, the tool, the selection. False: there was none."""
        self.told.emit("")
        if self.drawing.begun:
            self.drawing.drop()
        elif self.tool is not Tool.SELECT:
            self.set_tool(Tool.SELECT)
        elif self.chosen is not None:
            self.choose(None)
        else:
            return False
        return True

    @property
    def _size(self) -> tuple[int, int]:
        return self.canvas.size_of()

    def _take(self, after: AreaSet, pick: Pick | None) -> bool:
        """Make `after` the areas, `pick` chosen, and tell; False: nothing would be left to inspect."""
        before = self.areas
        # Where nothing is left already, each step back must be possible.
        if not self.nothing_left and after.leaves_nothing(self._size):
            self._refuse(str(words.NOTHING_LEFT))
            return False
        self.areas, self.chosen = after, pick
        self.told.emit("")
        self._rebuild()
        # What gains an area is told first: one that changes its scope is never lost in between.
        for scope in sorted(Scope, key=lambda s: len(before.of(s)) - len(after.of(s))):
            if after.of(scope) != before.of(scope):
                self.edited.emit(scope, list(after.of(scope)))
        return True

    def _refuse(self, why: str) -> None:
        self.handles.release()
        self._rebuild()
        self.told.emit(why)

    def _rebuild(self) -> None:
        self.nothing_left = self.areas.leaves_nothing(self._size)
        if self.chosen is not None and self.editable:
            self.handles.hold(self.areas[self.chosen], self.chosen.scope, self._size)
        else:
            self.handles.release()
        self._draw()

    def _draw(self) -> None:
        shown = self.live
        self._shade.set_areas(shown, self._size)
        self._outlines.set_areas(shown, self._size, self.chosen)
        self._tags.set_areas(shown, self._size)
        self.changed.emit()

    def _on_drawn(self, shape: Shape, points: list[Point]) -> None:
        area = make_area(self.drawing.kind, shape, points, self._size)
        if area is None:
            self.told.emit(str(words.NO_INSIDE))
            return
        after, pick = self.areas.added(self.drawing.scope, area)
        # After a refused one the tool stays, to draw it otherwise.
        if self._take(after, pick):
            self.drawing.set_tool(Tool.SELECT)
        self.changed.emit()

    def _on_click(self, event: Any) -> None:
        """After pyqtgraph has offered the click to its items."""
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.editable and self.tool is Tool.SELECT and not event.isAccepted():
            self.choose(self._pick_at(self.canvas.box.mapSceneToView(event.scenePos())))

    def _pick_at(self, point: QPointF) -> Pick | None:
        """The smallest area there, so that one inside another can be chosen."""
        reach = REACH / self.canvas.state.scale
        near = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        hits = [p for p in self.areas.picks() if area_path(self.areas[p], self._size).intersects(near)]
        return min(hits, key=lambda p: _extent(self.areas[p]), default=None)


def _extent(area: Area) -> float:
    left, top, right, bottom = area.box
    return (right - left) * (bottom - top)
