"""pyqtgraph's regions of interest for the one area that is being edited: on whole pixels and inside the image."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ROI import Handle
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from app.gui.widgets.area_editor import looks
from app.gui.widgets.area_editor.area_set import Scope
from app.gui.widgets.area_editor.geometry import Point, Size, step_inside, to_edge, to_pixels
from core.images.areas import Area

HANDLE = 6
"""Half the size of a handle in screen pixels."""
_PLACES = ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5))
"""Corners and middles of the sides, in shares of the box."""


class KeptHandle(Handle):
    """A handle that moves from edge of pixel to edge of pixel, and not out of the image."""

    def __init__(self, roi: KeptRoi, typ: str) -> None:
        super().__init__(HANDLE, typ=typ, pen=roi.handlePen, hoverPen=roi.handleHoverPen, parent=roi)
        self._roi = roi

    def buildMenu(self) -> None:  # noqa: N802
        """None: its one entry is what a right click does at once."""

    def raiseContextMenu(self, ev: Any) -> None:  # noqa: N802
        """Take the corner away where enough are left."""
        if all(roi.checkRemoveHandle(self) for roi in self.rois):
            self.sigRemoveRequested.emit(self)

    def movePoint(self, pos: Any, modifiers: Any = None, finish: bool = True) -> None:  # noqa: N802
        """`pos` in the scene."""
        point = self._roi.mapSceneToParent(QPointF(pos))
        width, height = self._roi.image_size
        kept = QPointF(to_edge(point.x(), width), to_edge(point.y(), height))
        super().movePoint(self._roi.mapToScene(self._roi.mapFromParent(kept)), modifiers, finish)

    def paint(self, p: Any, opt: Any, widget: Any) -> None:
        """Filled, so that it shows on any ground."""
        p.setBrush(QColor(0, 0, 0, 200))
        super().paint(p, opt, widget)


class KeptRoi(pg.ROI):
    """What the three shapes have in common; before pyqtgraph's own class in the order of bases."""

    image_size: Size = (1, 1)

    def addScaleHandle(self, pos: Any, center: Any, **more: Any) -> Any:  # noqa: N802
        """One of ours."""
        return super().addScaleHandle(pos, center, **{**more, "item": KeptHandle(self, "s")})

    def addFreeHandle(self, pos: Any = None, **more: Any) -> Any:  # noqa: N802
        """One of ours."""
        return super().addFreeHandle(pos, **{**more, "item": KeptHandle(self, "f")})

    def translate(self, *step: Any, **more: Any) -> None:
        """Move by (x, y) in whole pixels, as far as the image reaches."""
        x, y = step[0] if len(step) == 1 else step
        xs, ys = zip(*self.points(), strict=True)
        x = step_inside(x, min(xs), max(xs), self.image_size[0])
        y = step_inside(y, min(ys), max(ys), self.image_size[1])
        super().translate(x, y, **{**more, "snap": False})

    def points(self) -> list[Point]:
        """The area's points in the image's pixels."""
        place, size = self.pos(), self.size()
        return [(place.x(), place.y()), (place.x() + size.x(), place.y() + size.y())]


class RectangleRoi(KeptRoi, pg.RectROI):
    """Moved inside, sized at its corners and sides."""

    def __init__(self, points: list[Point], image_size: Size, **more: Any) -> None:
        self.image_size = image_size
        super().__init__(*_box(points), **more)
        # pyqtgraph's own has the corner (1, 1) only.
        for x, y in _PLACES:
            if (x, y) != (1, 1):
                self.addScaleHandle((x, y), (1 - x, 1 - y))


class EllipseRoi(KeptRoi, pg.EllipseROI):
    """Moved inside, sized at the corners and sides of its box."""

    def __init__(self, points: list[Point], image_size: Size, **more: Any) -> None:
        self.image_size = image_size
        super().__init__(*_box(points), **more)

    def _addHandles(self) -> None:  # noqa: N802
        # pyqtgraph's own include one that turns it, which an area cannot be.
        for x, y in _PLACES:
            self.addScaleHandle((x, y), (1 - x, 1 - y))


class PolygonRoi(KeptRoi, pg.PolyLineROI):
    """Moved inside, corners by their handles; a click on a side adds one, a right click on one takes it away."""

    def __init__(self, points: list[Point], image_size: Size, **more: Any) -> None:
        self.image_size = image_size
        super().__init__(points, closed=True, **more)

    def addFreeHandle(self, pos: Any = None, **more: Any) -> Any:  # noqa: N802
        """A new corner lies on edges of pixels, as moved ones do."""
        if more.get("index") is not None:
            at = self.mapToParent(pg.Point(pos))
            kept = QPointF(to_edge(at.x(), self.image_size[0]), to_edge(at.y(), self.image_size[1]))
            pos = self.mapFromParent(kept)
        return super().addFreeHandle(pos, **more)

    def points(self) -> list[Point]:
        """Its corners in the image's pixels."""
        corners = [self.mapToParent(handle.pos()) for handle in self.getHandles()]
        return [(corner.x(), corner.y()) for corner in corners]


def roi_for(area: Area, scope: Scope, size: Size, ratio: float) -> KeptRoi:
    """The region that edits `area` on an image of `size`, shown on a screen with a pixel ratio of `ratio`."""
    kinds = {"rectangle": RectangleRoi, "ellipse": EllipseRoi, "polygon": PolygonRoi}
    return kinds[area.shape](
        to_pixels(area, size),
        size,
        pen=looks.line_pen(area.kind, scope, ratio, looks.WIDTH + 1),
        hoverPen=looks.line_pen(area.kind, scope, ratio, looks.WIDTH + 2),
        handlePen=looks.solid_pen(QColor("#ffffff"), 1.5, ratio),
        handleHoverPen=looks.solid_pen(QColor(looks.line_colour(area.kind)), 2.5, ratio),
        rotatable=False,
        resizable=False,
    )


def _box(points: list[Point]) -> tuple[Point, Point]:
    (x0, y0), (x1, y1) = points
    return (min(x0, x1), min(y0, y1)), (abs(x1 - x0), abs(y1 - y0))
