"""Read the runs of a project: those in its folder, and those that it was told of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.gui.jobs import JobContext, Work
from app.gui.views.train.plan import RUNS
from app.gui.views.train.run_row import RunRow, State
from core.training.events import Loaded, Validated
from core.training.folder import LOG, SETTINGS
from core.training.settings import TrainingSettings
from core.training.state import run_state

if TYPE_CHECKING:
    from core.project.project import Project
    from core.project.records import RunInfo

_STATES = {
    "running": State.ELSEWHERE,
    "paused": State.ELSEWHERE,
    "done": State.DONE,
    "stopped": State.STOPPED,
    "failed": State.FAILED,
}
_LOADED, _VALIDATED = b'"event": "Loaded"', b'"event": "Validated"'
"""In the log's lines that a row says something of."""


def list_runs(project: Project, known: Mapping[Path, RunRow]) -> Work:
    """All runs that are there, newest first.

    Args:
        project: may be open for reading only.
        known: rows from the last time, by folder: logs that have not grown are not read again.
    """

    def work(context: JobContext) -> list[RunRow]:
        from core.project import records

        noted = {project.folder / run.folder: run for run in records.runs(project)}
        own = [path for path in sorted((project.folder / RUNS).glob("*")) if (path / LOG).exists()]
        rows = []
        for folder in dict.fromkeys([*noted, *own]):
            if context.cancelled():
                break
            if (folder / LOG).exists():
                rows.append(read_row(folder, noted.get(folder), known.get(folder)))
        return sorted(rows, key=lambda row: row.created.timestamp() if row.created else 0.0, reverse=True)

    return work


def read_row(folder: Path, noted: RunInfo | None = None, known: RunRow | None = None) -> RunRow:
    """What there is to know of the run in `folder`, from its files and (`noted`) the project's records."""
    facts = (folder / LOG).stat()
    stamp = (facts.st_size, facts.st_mtime_ns)
    if known is None or known.stamp != stamp:
        known = replace(_read(folder), stamp=stamp)
    state = run_state(folder)
    row = replace(
        known,
        name=folder.name if noted is None else noted.name,
        state=_STATES.get(state.kind, State.INTERRUPTED),
        minutes=state.seconds / 60 if state.seconds else None,
        model=state.model,
        resumable=state.resumable,
        error=state.message,
    )
    return row if noted is None else replace(row, created=noted.created)


def _read(folder: Path) -> RunRow:
    created: datetime | None = None
    best: Validated | None = None
    masks = 0
    with (folder / LOG).open("rb") as lines:
        for line in lines:
            # The losses of a million steps are passed over unread.
            if created is not None and _VALIDATED not in line and _LOADED not in line:
                continue
            try:
                event: dict[str, Any] = json.loads(line)
                written = datetime.fromtimestamp(event.pop("time")).astimezone()
                created = created or written
                kind = event.pop("event")
                if kind == Loaded.__name__:
                    masks = Loaded(**event).masks
                elif kind == Validated.__name__:
                    figures = Validated(**event)
                    best = figures if figures.best else best
            except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError):
                continue  # a line that was torn by a kill, or that no run has written
    return RunRow(
        *(folder.name, folder, State.INTERRUPTED),
        created=created,
        settings=read_settings(folder),
        best=best,
        masks=masks,
    )


def read_settings(folder: Path) -> TrainingSettings | None:
    """The settings of the run in `folder`; None where they cannot be read."""
    try:
        return TrainingSettings.model_validate_json((folder / SETTINGS).read_bytes())
    except (OSError, ValueError):
        return None
