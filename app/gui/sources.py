"""What is dropped on the window, and what to call what is open in it, or was written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

from core.images.names import PROJECT_SUFFIX
from core.language import tr, tr_n


def dropped(data: QMimeData) -> list[Path]:
    """The files and folders among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def is_project_name(path: Path) -> bool:
    """Whether a folder is called like a project."""
    return path.suffix.lower() == PROJECT_SUFFIX


def source_name(sources: Sequence[Path]) -> str:
    """What to call what is open: the folder, or the folder that all the files lie in."""
    if len(sources) == 1:
        return sources[0].name or str(sources[0])
    parents = {path.parent for path in sources}
    if len(parents) == 1:
        parent = parents.pop()
        folder = parent.name or str(parent)
        return tr("Window", "{folder} ({chosen} chosen)", folder=folder, chosen=len(sources))
    return tr("Window", "{first} and {more} more", first=sources[0].name, more=len(sources) - 1)


def written_in_words(out: Path, rows: int) -> str:
    """That results are in a folder now."""
    return tr_n("Window", rows, "{n} row was written to {out}.", "{n} rows were written to {out}.", out=out)
