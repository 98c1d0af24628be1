"""The Dataset view. Until it has its own screen it says what the command line does for this step."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.gui.actions import ActionRegistry
from app.gui.widgets.command_box import CommandBox
from app.gui.widgets.command_page import command_page


def dataset_view(actions: ActionRegistry) -> QWidget:
    """Make the view."""
    return command_page(
        "dataset",
        "Dataset",
        "Collecting and labelling images has no screen yet. The command line recognises a folder of images "
        "and checks it; it can also make a practice set.",
        [
            CommandBox("isugan check DATASET", "The layout that was recognised, counts, unreadable files."),
            CommandBox(
                "isugan synth DIR --texture weave --good 100 --defective 50",
                "Writes a synthetic set in DAGM layout, with masks.",
            ),
        ],
        [actions["open_folder"]],
    )
