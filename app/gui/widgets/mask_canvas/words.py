"""What the user is told while a mask is edited."""

from __future__ import annotations

HINTS = {
    "brush": "Drag marks. Arrows move the ring, Space marks there. Middle or Space drag moves the picture.",
    "eraser": "Drag erases. Arrows move the ring, Space erases there. Middle or Space drag moves the picture.",
    "polygon": "Click the corners. Enter or a double-click closes it, Backspace takes one back, Esc drops it.",
    "pan": "Drag moves the picture, the wheel zooms.",
}
STROKES = {True: "brush stroke", False: "eraser stroke"}
READ_ONLY = "The mask can be seen, not changed."
