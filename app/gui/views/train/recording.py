"""What is noted of a run in its project. Every function returns a call for `ProjectCalls`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.gui.views.train.plan import Plan

if TYPE_CHECKING:
    from core.project.project import Project

    ProjectCall = Callable[[Project], None]


def begin(plan: Plan) -> ProjectCall:
    """Note that it trains; to be called once it has written its snapshot."""

    def call(project: Project) -> None:
        _begin(project, plan)

    return call


def end(plan: Plan, state: str, model: Path | None) -> ProjectCall:
    """Note how it ended, and its model where there is one."""

    def call(project: Project) -> None:
        from core.project import records

        number = _begin(project, plan)
        records.set_run_state(project, number, state)
        if model is not None:
            records.add_model(project, plan.name, model, number)

    return call


def rename(plan: Plan, name: str, state: str) -> Callable[[Project], dict[int, str]]:
    """Call it by another name; a run that the project does not know is noted first, as it stands.

    The call gives the names of all models then, by id.
    """

    def call(project: Project) -> dict[int, str]:
        from core.project import records

        number = _begin(project, plan)
        records.rename_run(project, number, name)
        records.set_run_state(project, number, state)
        return records.model_names(project)

    return call


def forget(folder: Path) -> ProjectCall:
    """Take the run in `folder` out of the project; a folder that nothing of it is left in goes as well."""

    def call(project: Project) -> None:
        from core.project import records
        from core.training.folder import remove_lock

        for run in records.runs(project):
            if project.folder / run.folder == folder:
                records.forget_run(project, run.id)
        remove_lock(folder)

    return call


def _begin(project: Project, plan: Plan) -> int:
    from core.datasets.snapshot import Snapshot
    from core.project import records
    from core.training.folder import SNAPSHOT

    number = None
    if (path := plan.folder / SNAPSHOT).exists():
        number = records.add_snapshot(project, Snapshot.from_json(path.read_text(encoding="utf-8")))
    return records.begin_run(project, plan.name, plan.folder, plan.settings.model_dump(), number)
