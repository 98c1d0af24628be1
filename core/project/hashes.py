"""What every image of a project is by content, without reading its file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from core.project.database import damaged_file
from core.project.project import Project
from core.project.schema import Image


def image_hashes(project: Project) -> dict[Path, tuple[int, str]]:
    """The id and the SHA-256 of each image, which is "" until it was read.

    Raises:
        ProjectError: the file cannot be read.
    """
    query = select(Image.folder_id, Image.name, Image.id, Image.sha256).where(~Image.removed)
    with project.read() as connection, damaged_file(project.folder):
        return {
            project.folders.path(folder) / name: (number, sha256)
            for folder, name, number, sha256 in connection.execute(query)
        }
