"""Masks in the project file: the place of a picture, or the shapes themselves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from core.datasets.masks import MaskSource
from core.datasets.polygon_mask import PolygonMask
from core.project.folders import Folders


def mask_values(connection: Connection, folders: Folders, mask: MaskSource) -> dict[str, Any]:
    """The columns of `core.project.schema.Mask` for a mask, but for the image."""
    if not isinstance(mask, Path):
        return {"folder_id": None, "name": None, "document": mask.to_json()}
    folder, name = os.path.split(mask)
    place = Path(os.path.realpath(folder))
    return {"folder_id": folders.ids(connection, [place])[place], "name": name, "document": None}


def mask_of(
    folders: Folders, folder_id: int | None, name: str | None, document: str | None
) -> MaskSource | None:
    """The mask that those columns mean.

    Raises:
        DatasetError: the document is damaged.
    """
    if document is not None:
        return PolygonMask.from_json(document)
    return folders.path(folder_id) / name if folder_id is not None and name is not None else None
