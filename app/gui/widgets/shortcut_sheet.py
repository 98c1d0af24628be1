"""The `?` sheet: every key and gesture, made from the action registry."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

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
        columns = QHBoxLayout(self)
        columns.setContentsMargins(24, 18, 24, 20)
        columns.setSpacing(36)
        groups = sheet_lines()
        # The long group stands alone; the short ones share a column.
        longest = max(groups, key=lambda g: len(groups[g]))
        left = QVBoxLayout()
        for name, lines in groups.items():
            if name != longest:
                left.addLayout(_table(name, lines))
                left.addSpacing(14)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addLayout(_table(longest, groups[longest]))
        right.addStretch(1)
        columns.addLayout(left)
        columns.addLayout(right)


def _table(name: str, lines: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    heading = QLabel(name)
    heading.setProperty("role", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (keys, text) in enumerate(lines, start=1):
        key = QLabel(keys)
        key.setProperty("role", "key")
        grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(QLabel(text), row, 1)
    grid.setColumnMinimumWidth(0, 110)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(lines) + 1, 1)
    return grid
