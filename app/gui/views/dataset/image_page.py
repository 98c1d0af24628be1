"""The large image of the Dataset view: its mask, and its areas to be seen, drawn and changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.gui.actions import ActionRegistry
from app.gui.views.dataset.image_legend import ImageLegend
from app.gui.views.dataset.image_tools import KINDS, SCOPES, TOOLS, ImageHeader, ImageTools, picked
from app.gui.widgets.area_editor import words
from app.gui.widgets.area_editor.area_set import Scope
from app.gui.widgets.area_editor.canvas import PictureCanvas
from app.gui.widgets.area_editor.drawing import Tool
from app.gui.widgets.area_editor.editor import AreaEditor
from app.gui.widgets.area_editor.keys import AreaKeys
from app.gui.widgets.area_editor.prepared import PreparedPicture, prepare
from app.gui.widgets.empty_state import EmptyState
from core.images.areas import Area, AreaKind
from core.language import sentences, tr

_KIND_ORDER = (AreaKind.INSPECT, AreaKind.IGNORE)
_SCOPE_ORDER = (Scope.IMAGE, Scope.PROJECT)
_TOOL_ORDER = (Tool.SELECT, Tool.RECTANGLE, Tool.ELLIPSE, Tool.POLYGON)


class ImagePage(QWidget):
    """One image. It reads and stores nothing itself.

    Signals: `areas_edited(scope, list[Area])`, after each finished gesture all areas of the scope, "image" or
    "project"; an area that changes its scope is told twice, first where it comes, then where it goes.
    `cursor_moved(str)`, place and value under the cursor, empty outside the image. `closed()`: back to the grid.
    """

    areas_edited = Signal(object, object)
    cursor_moved = Signal(str)
    closed = Signal()

    def __init__(self, actions: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._image = ("", "")
        self._told = ""
        self._allowed: dict[str, bool] = {}
        self.setAccessibleName(tr("Dataset", "Large image"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.header = ImageHeader(actions, self)
        self.tools = ImageTools(actions, self)
        self.canvas = PictureCanvas(self)
        self.canvas.setAccessibleName(tr("Dataset", "Image with its areas"))
        self.editor = AreaEditor(self.canvas)
        self._keys = AreaKeys(self.editor)
        self.legend = ImageLegend(self)
        back = [actions["image_back"]]
        self._failed = EmptyState("unreadable", tr("Dataset", "This image cannot be read"), "", back)
        self._nothing = EmptyState(
            "image", tr("Dataset", "No image"), tr("Dataset", "Open one from the grid."), back
        )
        self._centre = QStackedWidget(self)
        for page in (self.canvas, self._failed, self._nothing):
            self._centre.addWidget(page)
        self._centre.setCurrentWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.tools)
        layout.addWidget(self._centre, 1)
        layout.addWidget(self.legend)
        self._connect()
        self._sync()

    def show_image(
        self,
        name: str,
        pixels: NDArray[np.float32],
        mask: NDArray[np.bool_] | None,
        areas: Sequence[Area],
        project_areas: Sequence[Area],
        position: str,
    ) -> None:
        """Show an image; zoom and place stay, and so does the selection if it is the image that is shown already.

        Args:
            name: to be shown, such as the file's name.
            pixels: float32 in [0, 1], `(H, W)` grey or `(H, W, 3)` RGB.
            mask: bool `(H, W)`, True where there is a defect.
            areas, project_areas: of this image, and of every image.
            position: in the list, such as "37 / 575".

        Raises:
            ValueError: the mask has another size than the image.
        """
        self.show_prepared(name, prepare(pixels, mask), areas, project_areas, position)

    def show_prepared(
        self,
        name: str,
        picture: PreparedPicture,
        areas: Sequence[Area],
        project_areas: Sequence[Area],
        position: str,
    ) -> None:
        """As `show_image`, with what `prepare` made in a job: at 50 megapixels that takes half a second."""
        same = self._image == (name, position) and self.canvas.picture is not None
        self._image = (name, position)
        self._told = ""
        # The page before the picture: only one that has its size can be fitted.
        self._centre.setCurrentWidget(self.canvas)
        self.canvas.show_picture(picture)
        self.editor.set_areas(areas, project_areas, keep=same)
        self.header.set_image(name, position)
        if self.isVisible() and self.focusWidget() in (None, self):
            self.canvas.setFocus()

    def set_areas(self, areas: Sequence[Area], project_areas: Sequence[Area]) -> None:
        """Show other areas of the image that is shown; zoom and, if it is still there, the selection stay."""
        self.editor.set_areas(areas, project_areas)

    def show_failed(self, name: str, message: str) -> None:
        """Say why an image cannot be shown."""
        self._failed.set_text(tr("Dataset", "This image cannot be read"), message)
        self._blank(self._failed)
        self.header.set_image(name, "")

    def clear(self) -> None:
        """Show no image, and let go of the last one."""
        self._blank(self._nothing)
        self.header.set_image("", "")

    def set_editable(self, editable: bool) -> None:
        """Whether areas can be drawn and changed, or only seen."""
        self.editor.set_editable(editable)

    def add_action(self, action: QAction) -> None:
        """Put one more button, such as the next image, into the header."""
        self.header.add_action(action)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc from wherever the focus is."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.editor.escape():
            self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The actions of the page apply while it is seen."""
        super().showEvent(event)
        (self.canvas if self._centre.currentWidget() is self.canvas else self).setFocus()
        self._sync()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What was begun is dropped."""
        super().hideEvent(event)
        self.editor.drawing.drop()
        self.cursor_moved.emit("")
        self._sync()

    def _connect(self) -> None:
        actions, editor = self._actions, self.editor
        picked(actions, TOOLS, lambda at: editor.set_tool(_TOOL_ORDER[at]))
        picked(actions, KINDS, lambda at: editor.set_kind(_KIND_ORDER[at]))
        picked(actions, SCOPES, lambda at: editor.set_scope(_SCOPE_ORDER[at]))
        actions["area_next"].triggered.connect(lambda: editor.choose_next(1))
        actions["area_previous"].triggered.connect(lambda: editor.choose_next(-1))
        actions["area_delete"].triggered.connect(editor.delete)
        actions["image_back"].triggered.connect(self.closed)
        actions["image_fit"].triggered.connect(self.canvas.fit)
        actions["image_actual"].triggered.connect(self.canvas.actual_size)
        actions["mask_shown"].setChecked(True)
        actions["mask_shown"].toggled.connect(self._on_mask)
        self.tools.opacity_changed.connect(self.canvas.mask.set_opacity)
        self._keys.left.connect(self.closed)
        self.canvas.readout_changed.connect(self.cursor_moved)
        editor.edited.connect(self.areas_edited)
        editor.told.connect(self._on_told)
        editor.changed.connect(self._sync)

    def _blank(self, page: QWidget) -> None:
        had_focus = self.canvas.hasFocus()
        self._centre.setCurrentWidget(page)
        self._image = ("", "")
        self._told = ""
        self.canvas.clear_picture()
        self.editor.set_areas((), (), keep=False)
        self.cursor_moved.emit("")
        if had_focus:
            self.setFocus()

    def _on_mask(self, shown: bool) -> None:
        self.canvas.mask.set_shown(shown)
        self._sync()

    def _on_told(self, text: str) -> None:
        self._told = text
        self._sync()

    def _sync(self) -> None:
        """Actions and words that fit what is shown."""
        editor, picture = self.editor, self.canvas.picture
        actions = self._actions
        for names, order, now in (
            (TOOLS, _TOOL_ORDER, editor.tool),
            (KINDS, _KIND_ORDER, editor.kind),
            (SCOPES, _SCOPE_ORDER, editor.scope),
        ):
            actions[names[order.index(now)]].setChecked(True)
        seen = self.isVisible()
        shown = seen and picture is not None
        edits = shown and editor.editable
        has_mask = picture is not None and bool(picture.mask_levels)
        allowed = {
            "image_back": seen,
            "image_fit": shown,
            "image_actual": shown,
            "mask_shown": shown and has_mask,
            **dict.fromkeys((*TOOLS, *KINDS, *SCOPES), edits),
            "area_next": edits and bool(editor.areas.all),
            "area_previous": edits and bool(editor.areas.all),
            "area_delete": edits and editor.chosen is not None,
        }
        # At every step of a gesture: the registry looks through all actions when it is asked.
        if allowed != self._allowed:
            self._allowed = allowed
            actions.allow(**allowed)
        self.tools.opacity.setEnabled(allowed["mask_shown"] and actions["mask_shown"].isChecked())
        self.tools.setVisible(picture is not None)
        self.legend.setVisible(picture is not None)
        self.legend.set_shown(editor.areas, has_mask and actions["mask_shown"].isChecked())
        self._tell()

    def _tell(self) -> None:
        editor = self.editor
        warning = self._told or (str(words.NOTHING_NOW) if editor.nothing_left else "")
        if warning:
            text = warning
        elif not editor.editable:
            text = str(words.READ_ONLY)
        elif editor.chosen is not None:
            area = editor.live[editor.chosen]
            said = words.describe(area, editor.chosen.scope, self.canvas.size_of())
            text = sentences([said, str(words.CHOSEN_HINT[area.shape])])
        else:
            text = str(words.HINTS[editor.tool])
        if (text, bool(warning)) != (self.legend.text, self.legend.warns):
            self.legend.tell(text, bool(warning))
            self.canvas.setAccessibleDescription(text)
