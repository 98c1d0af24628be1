"""What the user is told while a mask is edited."""

from __future__ import annotations

from core.language import later

HINTS = {
    "brush": later("Mask", "Drag marks, and so does Space where the arrow keys lead. Space drag: move."),
    "eraser": later("Mask", "Drag erases, and so does Space where the arrow keys lead. Space drag: move."),
    "polygon": later("Mask", "Click the corners. Enter closes it, Backspace takes one back, Esc drops it."),
    "pan": later("Mask", "Drag moves the picture, the wheel zooms."),
}
STROKES = {True: later("Mask", "brush stroke"), False: later("Mask", "eraser stroke")}
READ_ONLY = later("Mask", "The mask can be seen, not changed.")
