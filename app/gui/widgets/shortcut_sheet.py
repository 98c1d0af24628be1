"""The `?` sheet: every key and gesture, made from the action registry."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.actions import ACTIONS, GESTURES


def sheet_lines() -> dict[str, list[tuple[str, str]]]:
    """`{group: [(keys, text), ...]}` of everything that has a key or is a gesture."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for spec in ACTIONS:
        if spec.keys:
            keys = " or ".join(
                QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in spec.keys
            )
            lines.setdefault(spec.group, []).append((keys, spec.text.replace("&", "").rstrip("…")))
    for gesture in GESTURES:
        lines.setdefault(gesture.group, []).append((gesture.keys, gesture.text))
    return lines


class ShortcutSheet(QDialog):
    """A non-modal window; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setModal(False)
        body = QWidget(self)
        columns = QHBoxLayout(body)
        columns.setContentsMargins(24, 18, 24, 20)
        columns.setSpacing(30)
        # Three columns of about the same height; a group is never torn apart.
        heights = [0, 0, 0]
        layouts = [QVBoxLayout() for _ in heights]
        groups = sheet_lines()
        for name in sorted(groups, key=lambda g: -len(groups[g])):
            shortest = heights.index(min(heights))
            layouts[shortest].addLayout(_table(name, groups[name]))
            layouts[shortest].addSpacing(14)
            heights[shortest] += len(groups[name]) + 2
        for layout in layouts:
            layout.addStretch(1)
            columns.addLayout(layout)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        room = self.screen().availableSize() * 0.94
        self.resize((body.sizeHint() + QSize(2, 2)).boundedTo(room))


def _table(name: str, lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    heading = QLabel(name)
    heading.setProperty("role", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, text) in enumerate(lines, start=1):
        key = QLabel(keys)
        key.setProperty("role", "key")
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(text), row, 1)
    grid.setColumnMinimumWidth(0, 90)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(lines) + 1, 1)
    return grid
