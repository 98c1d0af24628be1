"""One large picture with its mask: zoom, place and the values under the cursor. It knows nothing of areas."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.gui.theme import theme_of
from app.gui.widgets.area_editor.picture_layers import MaskLayer, PictureItem
from app.gui.widgets.area_editor.prepared import PreparedPicture
from app.gui.widgets.pane_box import PaneBox
from app.gui.widgets.view_state import ViewState


class DrawBox(PaneBox):
    """While `drawing`, dragging with the left button draws instead of moving the picture.

    Signals carry image positions: `drag_started`, `dragged`, `drag_ended`.
    """

    drag_started = Signal(QPointF)
    dragged = Signal(QPointF)
    drag_ended = Signal(QPointF)

    def __init__(self) -> None:
        super().__init__()
        self.drawing = False

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:  # noqa: N802
        """Draw, or move the picture."""
        if not self.drawing or event.button() != Qt.MouseButton.LeftButton:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        if event.isStart():
            self.drag_started.emit(self.mapSceneToView(event.buttonDownScenePos()))
        here = self.mapSceneToView(event.scenePos())
        (self.drag_ended if event.isFinish() else self.dragged).emit(here)


class PictureCanvas(pg.GraphicsView):
    """Shows one `PreparedPicture`.

    Signals: `readout_changed(str)`, place and value under the cursor, empty outside the picture; `hovered(QPointF)`,
    the image position under the cursor.
    """

    readout_changed = Signal(str)
    hovered = Signal(QPointF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        # What is dropped is for the window.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setMinimumSize(120, 120)
        self.box = DrawBox()
        self.setCentralItem(self.box)
        self.picture: PreparedPicture | None = None
        self.state = ViewState()
        self._image = PictureItem(self.box, smooth=True)
        self._image.setZValue(0)
        self.mask = MaskLayer(self.box)
        self.box.zoom_asked.connect(
            lambda f, p: self._apply(self.state.zoomed(f, p.x(), p.y(), self.size_of()))
        )
        self.box.move_asked.connect(lambda x, y: self._apply(self.state.moved(x, y, self.size_of())))
        self.box.resized.connect(self._on_resized)
        self.scene().sigMouseMoved.connect(self._on_moved)
        self._recolour()

    def size_of(self) -> tuple[int, int]:
        """Width and height of the picture; 1, 1 without one."""
        return self.picture.size if self.picture is not None else (1, 1)

    def show_picture(self, picture: PreparedPicture) -> None:
        """Zoom and place stay unless the last picture was fitted."""
        self.picture = picture
        # Pixel centres lie at integers, so the picture begins half a pixel before 0.
        self._image.set_levels(picture.levels, QRectF(-0.5, -0.5, *picture.size))
        self.mask.set_picture(picture)
        if self.state.fitted:
            self.fit()
        else:
            # Another image may be smaller: keep the centre inside it.
            self._apply(self.state.moved(0, 0, picture.size))

    def clear_picture(self) -> None:
        """Show nothing, and let go of the picture."""
        self.picture = None
        self._image.set_levels((), QRectF())
        self.mask.clear()

    def fit(self) -> None:
        """The whole picture."""
        if self.picture is not None and self._room()[0] > 1:
            self._apply(self.state.fit(self.picture.size, self._room()))

    def actual_size(self) -> None:
        """One image pixel on one screen pixel, at the place that is shown."""
        self._apply(self.state.at(self.state.x, self.state.y, 1 / self.devicePixelRatioF()))

    def zoom_to(self, part: QRectF) -> None:
        """A part of the picture, in image positions, with its surroundings."""
        self._apply(
            self.state.around((part.x(), part.y(), part.width(), part.height()), self.size_of(), self._room())
        )

    def seen(self) -> QRectF:
        """The part of the picture that is shown, in image positions."""
        return self.box.viewRect().intersected(QRectF(-0.5, -0.5, *self.size_of()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is under the cursor."""
        super().leaveEvent(event)
        self.readout_changed.emit("")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "mask"):
            self._recolour()

    def _room(self) -> tuple[float, float]:
        return self.box.width(), self.box.height()

    def _apply(self, state: ViewState) -> None:
        self.state = state
        width, height = self._room()
        if width > 1 and height > 1:
            self.box.setRange(QRectF(*state.rect(width, height)), padding=0, disableAutoRange=False)
        scale = state.scale * self.devicePixelRatioF()
        self._image.set_scale(scale)
        self.mask.fill.set_scale(scale)

    def _on_resized(self) -> None:
        if self.state.fitted:
            self.fit()
        else:
            self._apply(self.state)

    def _on_moved(self, scene: QPointF) -> None:
        point = self.box.mapSceneToView(scene)
        self.hovered.emit(point)
        text = self.picture.readout(point.x(), point.y()) if self.picture is not None else ""
        self.readout_changed.emit(text)

    def _recolour(self) -> None:
        self.setBackground(theme_of(self).canvas)
