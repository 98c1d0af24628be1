"""Who may write to a project: one program at a time, and everybody else can see which one it is."""

from __future__ import annotations

from pathlib import Path

from core.lock import HOLDER, FolderLock, Holder, user_name

__all__ = ["HOLDER", "LOCK", "Holder", "ProjectLock", "user_name"]

LOCK = "project.lock"


class ProjectLock(FolderLock):
    """The lock of one project's folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, LOCK)
