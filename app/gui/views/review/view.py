"""The Review view. Until it has its own screen it says what can be done today."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.widgets.command_box import CommandBox
from app.gui.widgets.command_page import command_page


def review_view(actions: ActionRegistry) -> QWidget:
    """Make the view."""
    return command_page(
        "review",
        "Review",
        "Confirming and correcting verdicts has no screen yet. The Inspect view filters the list by verdict; "
        "the command line writes the flagged parts as tables, masks and overlays.",
        [
            CommandBox(
                "isugan inspect MODEL PATH --out DIR --masks --overlays",
                "Writes results.csv, defects.csv and a picture of every defect.",
            ),
        ],
        [actions["view_inspect"]],
    )
