"""The page of a view that so far lives on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.command_box import CommandBox
from app.gui.widgets.empty_state import EmptyState

WIDTH = 620


def command_page(
    icon: str, title: str, text: str, commands: Sequence[CommandBox], actions: Sequence[QAction]
) -> EmptyState:
    """An empty state with commands to copy and the next step as a button."""
    box = QWidget()
    box.setMaximumWidth(WIDTH)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for command in commands:
        layout.addWidget(command)
    return EmptyState(icon, title, text, actions, box)
