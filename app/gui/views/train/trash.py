"""Move a folder to the system's trash."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from core.errors import ProjectError
from core.language import later


def to_trash(folder: Path) -> None:
    """Called in jobs.

    Raises:
        ProjectError: this system has no trash for that folder.
    """
    if sys.platform.startswith("linux"):
        # Qt makes the trash, but not the folder that it belongs into.
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        Path(home).mkdir(parents=True, exist_ok=True)
    if not QFile(str(folder)).moveToTrash():
        raise ProjectError(
            later("Train", "{folder} could not be moved to the trash.", folder=folder),
            later("Train", "Delete the folder in the file manager."),
            folder,
        )
