"""What the user is told while drawing and editing areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.images.areas import Area, AreaKind
from core.language import later, tr

if TYPE_CHECKING:
    from app.gui.widgets.area_editor.area_set import Scope

KIND = {AreaKind.INSPECT: later("Areas", "inspect only here"), AreaKind.IGNORE: later("Areas", "ignore here")}
SCOPE = {"image": later("Areas", "this image"), "project": later("Areas", "every image")}
SHAPE = {
    "rectangle": later("Areas", "Rectangle"),
    "ellipse": later("Areas", "Ellipse"),
    "polygon": later("Areas", "Polygon"),
}

NOTHING_LEFT = later("Areas", "These areas leave nothing to inspect: the change was taken back.")
NOTHING_NOW = later("Areas", "These areas leave nothing to inspect.")
OUTSIDE = later("Areas", "The area would lie outside the image: the change was taken back.")
NO_INSIDE = later("Areas", "That shape has no inside. Draw it larger.")
FEW_CORNERS = later("Areas", "A polygon needs at least three corners.")
READ_ONLY = later("Areas", "The project is open for reading only: areas can be seen, not changed.")

HINTS = {
    "select": later("Areas", "Click an area to choose it. Drag moves the picture."),
    "rectangle": later(
        "Areas", "Drag from corner to corner. Enter puts a rectangle in the middle, Esc leaves."
    ),
    "ellipse": later(
        "Areas", "Drag from corner to corner of its box. Enter puts an ellipse in the middle, Esc leaves."
    ),
    "polygon": later(
        "Areas",
        "Click the corners. Enter or a double-click closes it, Backspace takes one back, Esc drops it.",
    ),
}
_OF_A_BOX = later("Areas", "Arrows move it, Shift+arrows size it, Delete removes it.")
CHOSEN_HINT = {
    "rectangle": _OF_A_BOX,
    "ellipse": _OF_A_BOX,
    "polygon": later(
        "Areas",
        "Click a side to add a corner, right-click a corner to remove it. Arrows move, Delete removes.",
    ),
}


def describe(area: Area, scope: Scope, size: tuple[int, int]) -> str:
    """An area as a sentence, with the left and upper edge and the extent of its box in pixels."""
    left, top, right, bottom = area.box
    x, y = round(left * size[0]), round(top * size[1])
    across, down = round((right - left) * size[0]), round((bottom - top) * size[1])
    return tr(
        "Areas",
        "{shape}, {kind}, {scope}: {across} × {down} px at {x}, {y}.",
        shape=SHAPE[area.shape],
        kind=KIND[area.kind],
        scope=SCOPE[scope],
        across=str(across),
        down=str(down),
        x=str(x),
        y=str(y),
    )
