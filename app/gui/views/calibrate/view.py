"""The Calibrate view. Until it has its own screen it says what the command line does for this step."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.widgets.command_box import CommandBox
from app.gui.widgets.command_page import command_page


def calibrate_view(actions: ActionRegistry) -> QWidget:
    """Make the view."""
    return command_page(
        "calibrate",
        "Calibrate",
        "Setting the cuts between OK, Review and NG has no screen yet. The command line fits them on images "
        "that the model was not trained on and saves them in the model file: open it again afterwards.",
        [
            CommandBox("isugan calibrate MODEL DATASET --policy best-f1", "Cuts with the best F1."),
            CommandBox(
                "isugan calibrate MODEL DATASET --policy far=0.01",
                "Cuts with at most 1 % false alarms.",
            ),
        ],
        [actions["open_model"]],
    )
