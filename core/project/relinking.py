"""Give images that moved their new place."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from sqlalchemy import select, update

from core.errors import ProjectError
from core.language import later
from core.project import history
from core.project.folders import MissingFolder, Relinked
from core.project.history import Applied
from core.project.problem import OF_A_FILE
from core.project.project import Project
from core.project.schema import Folder, Image
from core.project.step_words import RELINK, step_text


def missing_folders(project: Project) -> list[MissingFolder]:
    """Folders with images of the project that are not there now."""
    with project.read() as connection:
        return project.folders.missing(connection)


def plan(project: Project, old: Path, new: Path) -> Relinked:
    """What it would mean if all that lay in `old` now lies in `new`; looks at the disk, changes nothing.

    Args:
        old: a folder of the project, or a prefix of some.
        new: where it is now.
    """
    with project.read() as connection:
        return project.folders.plan_relink(connection, Path(os.path.normpath(old.absolute())), new)


def relink(project: Project, relinked: Relinked) -> Applied | None:
    """Do what `plan` has shown, as one undoable step; what could not be read is tried again afterwards.

    Returns:
        What changed; None if everything is there already.

    Raises:
        ProjectError: no folder of the project is concerned, or no longer; one of the new folders is in the project
            already; or the project cannot be written.
    """
    if not relinked.folders:
        raise ProjectError(
            later("Project", "No folder of the project begins like this."),
            later("Project", "Choose one of the missing folders."),
        )
    with project.write() as connection:
        places: dict[int, Path] = {}
        for old, new in relinked.folders.items():
            number = project.folders.id(old)
            if number is None:
                raise ProjectError(
                    later("Project", "{path} is no longer a folder of the project.", path=old),
                    later("Project", "Look for the missing folders again."),
                    old,
                )
            places[number] = new
        staying = set(connection.scalars(select(Folder.path).where(Folder.id.not_in(places))))
        for new, times in Counter(places.values()).items():
            if times > 1 or str(new) in staying:
                raise ProjectError(
                    later("Project", "{path} is in the project already.", path=new),
                    later(
                        "Project",
                        "Remove the images of the missing folder instead: theirs are imported from the new place.",
                    ),
                    new,
                )
        if all(old == new for old, new in relinked.folders.items()):
            return None
        changes = project.folders.relink(connection, places)
        connection.execute(
            update(Image)
            .where(Image.folder_id.in_(places), Image.error != "")
            .values(error="", sha256="", problems=Image.problems.op("&")(~int(OF_A_FILE)))
        )
        text = step_text(RELINK, number=relinked.images)
        history.remember(connection, text, changes)
        return Applied(text, tuple(changes), *history.peek(connection))
