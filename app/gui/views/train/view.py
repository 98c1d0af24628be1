"""The Train view. Until it has its own screen it says what the command line does for this step."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.widgets.command_box import CommandBox
from app.gui.widgets.command_page import command_page


def train_view(actions: ActionRegistry) -> QWidget:
    """Make the view."""
    return command_page(
        "train",
        "Train",
        "Training has no screen yet. The command line trains, shows time left, and leaves the model as "
        "RUN/model.safetensors: open it here when it is done.",
        [
            CommandBox(
                "isugan train DATASET --preset quick --out RUN",
                "Presets: quick, standard, paper. Ctrl-C stops; the same command with --resume goes on.",
            ),
        ],
        [actions["open_model"]],
    )
