"""A picture whose binary mask is corrected: brush, eraser, polygon, what a model suggests, and unlimited undo."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.prepared import PreparedPicture, prepare
from app.gui.widgets.mask_canvas.box import Box
from app.gui.widgets.mask_canvas.levels import MaskLevels
from app.gui.widgets.mask_canvas.mask_edit import MaskEdit
from app.gui.widgets.mask_canvas.mask_item import MaskItem
from app.gui.widgets.mask_canvas.overlays import Suggestion
from app.gui.widgets.mask_canvas.pointer import MaskPointer
from app.gui.widgets.mask_canvas.tools import MAX_BRUSH, MaskTool, MaskTools
from app.gui.widgets.mask_canvas.words import HINTS, READ_ONLY
from core.language import tr


class MaskCanvas(QWidget):
    """Shows one picture and edits one mask of its size. It reads and stores nothing itself.

    Signals: `changed()`, after every finished change of the mask, also undo and redo; `stroke_done()`, after each
    step that was drawn; `brush_size_changed(int)`, in pixels; `readout_changed(str)`, place and value under the
    cursor, empty outside the picture; `told(str)`, what the tool wants, or what went wrong.
    """

    changed = Signal()
    stroke_done = Signal()
    brush_size_changed = Signal(int)
    readout_changed = Signal(str)
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Mask", "Mask editor"))
        self.canvas = PictureCanvas(self)
        self.canvas.setAccessibleName(tr("Mask", "Picture with its mask"))
        self.setFocusProxy(self.canvas)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self._item = MaskItem(self.canvas.box)
        self._suggestion = Suggestion(self.canvas.box)
        self._levels: MaskLevels | None = None
        self._tools = MaskTools(self.canvas, self)
        MaskPointer(self.canvas, self._tools)
        self._tools.drawn.connect(self._on_drawn)
        self._tools.ended.connect(self._on_ended)
        self._tools.told.connect(self._on_told)
        self.canvas.readout_changed.connect(self.readout_changed)
        self.canvas.box.sigRangeChanged.connect(lambda *_: self._tools.refresh())
        self._on_told("")

    @property
    def tool(self) -> MaskTool:
        """What the left mouse button does."""
        return self._tools.tool

    @property
    def brush_size(self) -> int:
        """Diameter of brush and eraser in the image's pixels."""
        return self._tools.brush_size

    @property
    def dirty(self) -> bool:
        """Whether the mask is another one than that of `set_mask` or of the last `mark_saved`."""
        return self._edit is not None and self._edit.history.dirty

    @property
    def has_marks(self) -> bool:
        """Whether any pixel is marked."""
        return self._edit is not None and bool(self._edit.pixels.any())

    @property
    def undo_text(self) -> str:
        """What undo would take back; empty = nothing."""
        return self._edit.history.undo_text if self._edit is not None else ""

    @property
    def redo_text(self) -> str:
        """What redo would do again; empty = nothing."""
        return self._edit.history.redo_text if self._edit is not None else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.undo_text)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self.redo_text)

    def set_picture(self, pixels: NDArray[np.uint8]) -> None:
        """Show a picture, uint8 `(H, W)` or `(H, W, 3)` RGB, with an empty mask; zoom and place stay unless fitted."""
        self.set_prepared(prepare(np.divide(pixels, 255, dtype=np.float32), None))

    def set_prepared(self, picture: PreparedPicture) -> None:
        """As `set_picture`, with what `prepare` made in a job; a mask in it is left out."""
        self.canvas.show_picture(picture.without_mask())
        self.set_suggestion([])
        self._set_edit(MaskEdit(np.zeros(picture.pixels.shape[:2], np.bool_)))

    def clear_picture(self) -> None:
        """Show nothing, and let go of picture and mask."""
        self.canvas.clear_picture()
        self.set_suggestion([])
        self._set_edit(None)

    def set_mask(self, mask: NDArray[np.bool_] | None) -> None:
        """Begin with this mask, bool `(H, W)`, or with an empty one; the history is empty then.

        Raises:
            ValueError: no picture is shown, or it has another size.
        """
        width, height = self.canvas.size_of()
        if self.canvas.picture is None:
            raise ValueError("a mask needs a picture")
        if mask is not None and mask.shape != (height, width):
            raise ValueError(f"the mask is {mask.shape}, the picture {(height, width)}")
        self._set_edit(MaskEdit(np.zeros((height, width), np.bool_) if mask is None else mask))

    def mask(self) -> NDArray[np.bool_]:  # type: ignore[override]  # Not the shape of the widget.
        """A copy of the mask, bool `(H, W)`; `(0, 0)` without a picture."""
        return np.zeros((0, 0), np.bool_) if self._edit is None else self._edit.pixels.copy()

    def mark_saved(self) -> None:
        """The mask as it is now is stored: it is dirty no more. The history stays."""
        if self._edit is not None:
            self._edit.history.mark_saved()
            self.changed.emit()

    def set_suggestion(self, outlines: Sequence[NDArray[np.float32]]) -> None:
        """Offer outlines, each `(N, 2)` x and y in the image's pixels; they are shown dashed."""
        self._suggestion.set_outlines(outlines)

    def set_suggestion_shown(self, shown: bool) -> None:
        """Whether the outlines that are offered are seen."""
        self._suggestion.set_shown(shown)

    def set_editable(self, editable: bool) -> None:
        """Whether the mask can be changed, or only seen."""
        self._tools.drop()
        self._tools.editable = editable
        self._tools.refresh()
        self._on_told("")

    def set_tool(self, tool: MaskTool) -> None:
        """Choose what the left mouse button does; a polygon that was begun is dropped."""
        self._tools.drop()
        self._tools.tool = tool
        self._tools.refresh()
        self._on_told("")

    def set_brush_size(self, size: int) -> None:
        """Diameter of brush and eraser in the image's pixels, 1..`MAX_BRUSH`; others are brought inside."""
        size = min(max(int(size), 1), MAX_BRUSH)
        if size != self.brush_size:
            self._tools.brush_size = size
            self._tools.refresh()
            self.brush_size_changed.emit(size)

    def grow_brush(self, steps: int) -> None:
        """Larger by so many steps of about a fifth, at least a pixel each; negative = smaller."""
        size = self.brush_size
        for _ in range(abs(steps)):
            size = max(size + 1, round(size * 1.2)) if steps > 0 else min(size - 1, round(size / 1.2))
        self.set_brush_size(size)

    def accept_suggestion(self) -> None:
        """Add what lies inside the outlines that are offered to the mask."""
        if self._edit is not None and self._tools.editable:
            self._tools.drop()
            self._step(self._edit.accept(self._suggestion.outlines))

    def clear(self) -> None:
        """Mark nothing."""
        if self._edit is not None and self._tools.editable:
            self._tools.drop()
            self._step(self._edit.clear())

    def undo(self) -> None:
        """Take the last step back; a polygon that was begun is dropped first."""
        if self._edit is not None and self._tools.editable and not self.escape():
            self._on_drawn(self._edit.undo())
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._edit is not None and self._tools.editable:
            self._tools.drop()
            self._on_drawn(self._edit.redo())
            self.changed.emit()

    def escape(self) -> bool:
        """Drop a polygon or a stroke that was begun. False: there was none."""
        begun = self._tools.begun
        self._tools.drop()
        self._on_told("")
        return begun

    def fit(self) -> None:
        """The whole picture."""
        self.canvas.fit()

    def actual_size(self) -> None:
        """One image pixel on one screen pixel."""
        self.canvas.actual_size()

    def zoom_to(self, part: QRectF) -> None:
        """A part of the picture, in the image's pixels, with room around it."""
        self.canvas.zoom_to(part)

    @property
    def _edit(self) -> MaskEdit | None:
        return self._tools.edit

    def _set_edit(self, edit: MaskEdit | None) -> None:
        self._tools.drop()
        self._tools.edit = edit
        self._levels = None if edit is None else MaskLevels(edit.pixels)
        self._item.set_levels(self._levels, (0, 0) if edit is None else edit.size)
        self._tools.refresh()
        self._on_told("")
        self.changed.emit()

    def _step(self, boxes: list[Box]) -> None:
        if boxes:
            self._on_drawn(boxes)
            self._on_ended(True)

    def _on_drawn(self, boxes: list[Box]) -> None:
        if self._levels is not None:
            self._levels.update(boxes)
            self._item.changed(boxes, self.canvas.state.scale)

    def _on_ended(self, changed: bool) -> None:
        if changed:
            self.changed.emit()
            self.stroke_done.emit()

    def _on_told(self, text: str) -> None:
        self.told.emit(text or str(HINTS[self.tool] if self._tools.editable else READ_ONLY))
