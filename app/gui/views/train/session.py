"""The Train view's state: the run that trains, those that wait, those that were. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.gui.errors import Level
from app.gui.foreground import FOREGROUND
from app.gui.jobs import JobContext, JobRunner
from app.gui.project.session import ProjectSession
from app.gui.views.train import recording
from app.gui.views.train.live_run import LiveRun
from app.gui.views.train.plan import RUNS, Plan
from app.gui.views.train.project_calls import ProjectCalls
from app.gui.views.train.run_row import RunRow, State
from app.gui.views.train.run_rows import list_runs
from core.language import tr
from core.training.events import Cancelled, Done, Failed
from core.training.folder import LOG
from core.training.log import read_log
from core.training.settings import TrainingSettings
from core.training.source import Source

if TYPE_CHECKING:
    from core.project.project import Project

Tell = Callable[[Level, str, str], object]


class TrainSession(QObject):
    """At most one run trains; the others wait in the order of `queue`.

    Heavy modules (torch, the database library) are imported inside jobs, and torch not before the first run.

    Signals:
        rows_changed(): `rows` or `queue` are others, or say something else.
        live_changed(): another run trains, or none, or the one that does was paused or asked to end.
        ticked(list): events of the run that trains, at most ten times a second.
        ended(Plan, event): a run ended, with its `Done`, `Cancelled` or `Failed`.
        came_to_rest(): nothing trains and nothing waits any more.
        runs_read(): `rows` are of the open project, as it is on the disk.
    """

    rows_changed = Signal()
    live_changed = Signal()
    ticked = Signal(list)
    ended = Signal(object, object)
    came_to_rest = Signal()
    runs_read = Signal()

    def __init__(
        self, project: ProjectSession, runner: JobRunner, tell: Tell, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.queue: list[Plan] = []
        self.live: LiveRun | None = None
        self.rows: tuple[RunRow, ...] = ()
        self._runner = runner
        self._tell = tell
        self._calls = ProjectCalls(project, runner, self)
        project.opened.connect(self._on_opened)

    # --- what there is --------------------------------------------------------------------------------------

    @property
    def alive(self) -> bool:
        """Whether a run trains, is about to, or is ending."""
        return self.live is not None

    @property
    def folder(self) -> Path | None:
        """The folder of the open project."""
        return None if self.project.project is None else self.project.project.folder

    def taken_names(self) -> set[str]:
        """Names that a new run of the open project cannot have: of runs and of their folders."""
        runs = {name for row in self.rows for name in (row.name, row.folder.name)}
        waiting = {plan.name for plan in self._plans() if plan.project == self.folder}
        return runs | waiting

    def shown_rows(self) -> list[RunRow]:
        """All runs as the list shows them: the one that trains, those that wait in their order, the rest."""
        plans = {plan.folder for plan in self._plans()}
        found = []
        if self.live is not None:
            found.append(self.live.row(self._row_of(self.live.plan)))
        for place, plan in enumerate(self.queue, start=1):
            found.append((self._row_of(plan) or RunRow.of(plan)).waiting(place))
        return found + [row for row in self.rows if row.folder not in plans]

    def _row_of(self, plan: Plan) -> RunRow | None:
        """What is known of it from before."""
        return next((row for row in self.rows if row.folder == plan.folder), None)

    def _plans(self) -> list[Plan]:
        return self.queue + ([self.live.plan] if self.live is not None else [])

    # --- train ----------------------------------------------------------------------------------------------

    def plan(self, name: str, settings: TrainingSettings) -> Plan:
        """A new run of the open project."""
        folder = self.folder
        assert folder is not None
        return Plan(name, folder / RUNS / name, folder, settings)

    def resume(self, row: RunRow) -> None:
        """Go on with an interrupted run of the open project, now or when those before it have ended."""
        folder = self.folder
        if folder is not None and row.settings is not None:
            seconds = 60 * (row.minutes or 0.0)
            self.add(Plan(row.name, row.folder, folder, row.settings, resume=True, seconds=seconds))

    def add(self, plan: Plan) -> None:
        """Train it now, or when those before it have ended."""
        if any(plan.folder == other.folder for other in self._plans()):
            return
        self.queue.append(plan)
        self.rows_changed.emit()
        self._next()

    def move(self, folder: Path, by: int) -> None:
        """Let a run that waits come earlier (-1) or later (1)."""
        place = next((n for n, plan in enumerate(self.queue) if plan.folder == folder), -1)
        if place >= 0 and 0 <= place + by < len(self.queue):
            self.queue.insert(place + by, self.queue.pop(place))
            self.rows_changed.emit()

    def remove(self, folder: Path) -> None:
        """Let a run that waits not come at all."""
        self.queue = [plan for plan in self.queue if plan.folder != folder]
        self.rows_changed.emit()

    def clear_queue(self) -> None:
        """Nothing waits any more."""
        self.queue.clear()
        self.rows_changed.emit()

    def pause(self, on: bool) -> None:
        """Wait, or go on."""
        if self.live is not None:
            self.live.pause(on)
            self._on_live()

    def stop_and_keep(self) -> None:
        """End the run that trains, and keep what it has."""
        if self.live is not None:
            self.live.stop_and_keep()
            self._on_live()

    def discard(self) -> None:
        """End the run that trains, and delete what it wrote."""
        if self.live is not None:
            self.live.cancel()
            self._on_live()

    def shutdown(self) -> None:
        """For the end of the program: what trains is stopped and kept, and waited for."""
        self.queue.clear()
        if self.live is not None:
            self.live.finish()

    def _next(self) -> None:
        if self.live is not None:
            return
        if not self.queue:
            self.came_to_rest.emit()
            return
        plan = self.queue.pop(0)
        live = self.live = LiveRun(plan, self)
        live.ticked.connect(self.ticked)
        live.changed.connect(self._on_live)
        live.saved.connect(lambda: self._calls.send(plan.project, recording.begin(plan)))
        live.ended.connect(lambda event: self._on_ended(live, event))
        self._on_live()
        # Behind the edits that wait: what was just labelled is trained on as it was labelled.
        self._calls.send(plan.project, _dataset, lambda dataset: self._load(live, dataset), live.fail)

    def _load(self, live: LiveRun, dataset: Any) -> None:
        plan = live.plan

        def work(_context: JobContext) -> Any:
            from core.training.thread import TrainerThread

            log = read_log(plan.folder / LOG) if plan.resume else None
            source = Source.of(plan.project, project=True)
            thread = TrainerThread(
                dataset,
                plan.settings,
                plan.folder,
                resume=plan.resume,
                source=source,
                stand_back=FOREGROUND.stand_back,
            )
            return thread, log

        title = tr("Train", "Preparing {name}", name=plan.name)
        job = self._runner.start(title, work, visible=False, reports=False, keeps=True)
        job.succeeded.connect(lambda found: live.start(*found))
        job.failed.connect(live.fail)

    def _on_live(self) -> None:
        self.live_changed.emit()
        self.rows_changed.emit()

    def _on_ended(self, live: LiveRun, event: Done | Cancelled | Failed) -> None:
        plan = live.plan
        state, model = State.FAILED, None
        if isinstance(event, Done):
            state, model = (State.STOPPED if event.stopped else State.DONE), event.model
        elif isinstance(event, Cancelled):
            state = State.CANCELLED
        discarded = state is State.CANCELLED
        if live.was_saved or discarded:
            # A run that was discarded is no part of the project's history.
            note = recording.forget(plan.folder) if discarded else recording.end(plan, str(state), model)
            self._calls.send(plan.project, note, lambda _none: self.reload())
        else:
            self.reload()
        # Until the folder is read anew the list goes on showing it.
        row = replace(live.row(self._row_of(plan)), state=state, model=model, seconds_left=None)
        others = [known for known in self.rows if known.folder != plan.folder]
        self.rows = tuple(others if state is State.CANCELLED else [row, *others])
        self.live = None
        live.deleteLater()
        self.ended.emit(plan, event)
        self._on_live()
        self._next()

    # --- runs that were ---------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the runs of the open project anew."""
        project = self.project.project
        if project is None:
            self._take(())
            return
        known = {row.folder: row for row in self.rows}
        title = tr("Train", "Looking at the runs")
        job = self.project.start("runs", title, list_runs(project, known), visible=False)
        job.succeeded.connect(self._on_read)

    def rename(self, row: RunRow, name: str) -> None:
        """Call a run that has ended by another name; its folder stays what it is."""
        folder = self.folder
        if folder is None or row.settings is None or name == row.name:
            return
        plan = Plan(row.name, row.folder, folder, row.settings)

        def renamed(names: dict[int, str]) -> None:
            self.reload()
            # Another project may be open by now.
            if self.folder == folder:
                self.project.take_model_names(names)

        self._calls.send(folder, recording.rename(plan, name, row.noted_state), renamed)

    def delete(self, row: RunRow) -> None:
        """Move the folder of a run that has ended to the trash."""
        project = self.folder
        if project is None:
            return
        from app.gui.views.train.trash import to_trash

        title = tr("Train", "Deleting {name}", name=row.name)
        job = self._runner.start(title, lambda _context: to_trash(row.folder), visible=False)

        def gone(_nothing: Any) -> None:
            self._calls.send(project, recording.forget(row.folder), lambda _none: self.reload())
            self._tell(Level.INFO, tr("Train", "{name} was moved to the trash.", name=row.name), "")

        job.succeeded.connect(gone)

    def _take(self, rows: Any) -> None:
        self.rows = tuple(rows)
        self.rows_changed.emit()

    def _on_read(self, rows: Any) -> None:
        self._take(rows)
        self.runs_read.emit()

    def _on_opened(self) -> None:
        self._take(())
        self.reload()


def _dataset(project: Project) -> Any:
    from core.project.images import dataset

    return dataset(project)
