"""What the user is told while a mask is edited."""

from __future__ import annotations

HINTS = {
    "brush": "Drag marks, and so does Space where the arrow keys lead. Space drag: move.",
    "eraser": "Drag erases, and so does Space where the arrow keys lead. Space drag: move.",
    "polygon": "Click the corners. Enter closes it, Backspace takes one back, Esc drops it.",
    "pan": "Drag moves the picture, the wheel zooms.",
}
STROKES = {True: "brush stroke", False: "eraser stroke"}
READ_ONLY = "The mask can be seen, not changed."
