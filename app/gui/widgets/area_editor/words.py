"""What the user is told while drawing and editing areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.images.areas import Area, AreaKind

if TYPE_CHECKING:
    from app.gui.widgets.area_editor.area_set import Scope

KIND = {AreaKind.INSPECT: "inspect only here", AreaKind.IGNORE: "ignore here"}
SCOPE = {"image": "this image", "project": "every image"}

NOTHING_LEFT = "These areas leave nothing to inspect: the change was taken back."
NOTHING_NOW = "These areas leave nothing to inspect."
OUTSIDE = "The area would lie outside the image: the change was taken back."
NO_INSIDE = "That shape has no inside. Draw it larger."
FEW_CORNERS = "A polygon needs at least three corners."
READ_ONLY = "The project is open for reading only: areas can be seen, not changed."

HINTS = {
    "select": "Click an area to choose it. Drag moves the picture.",
    "rectangle": "Drag from corner to corner. Enter puts a rectangle in the middle, Esc leaves.",
    "ellipse": "Drag from corner to corner of its box. Enter puts an ellipse in the middle, Esc leaves.",
    "polygon": "Click the corners. Enter or a double-click closes it, Backspace takes one back, Esc drops it.",
}
CHOSEN_HINT = {
    "rectangle": "Arrows move it, Shift+arrows size it, Delete removes it.",
    "ellipse": "Arrows move it, Shift+arrows size it, Delete removes it.",
    "polygon": "Click a side to add a corner, right-click a corner to remove it. Arrows move, Delete removes.",
}


def describe(area: Area, scope: Scope, size: tuple[int, int]) -> str:
    """An area in words, with the left and upper edge and the extent of its box in pixels."""
    left, top, right, bottom = area.box
    x, y = round(left * size[0]), round(top * size[1])
    across, down = round((right - left) * size[0]), round((bottom - top) * size[1])
    return f"{area.shape.capitalize()}, {KIND[area.kind]}, {SCOPE[scope]}: {across} × {down} px at {x}, {y}"
