"""The open project: its images in memory, its jobs, its edits. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from app.gui.job_kinds import JobKinds
from app.gui.jobs import Job, JobContext, JobRunner, Work
from app.gui.project.edit_queue import Call, Edit, EditQueue, edit_call
from app.gui.project.import_queue import ImportQueue
from app.gui.project.loading import with_database
from app.gui.project.recording import Recording, Results
from app.gui.project.updates import take_facts, take_scores, updates_of
from core.language import tr
from core.project.image_table import ImageTable
from core.project.step_words import shown_step

if TYPE_CHECKING:
    from core.datasets.dataset import Sample
    from core.images.areas import Area
    from core.project.history import Applied
    from core.project.project import Project

Then = Callable[[], object]


class ProjectSession(QObject):
    """At most one project, and everything that happens to it.

    Heavy modules (the database library) are imported inside jobs, never at the start of the program.

    Signals:
        opened(): another project is open, or none; `table` is new.
        images_changed(): images were added or removed; values_changed(ids): fields of some changed (None = of all);
        history_changed(): what undo and redo would do; imported(ImportResult); reading_done(int);
        folders_missing(list of MissingFolder); saved(): every edit is in the file; busy_changed().
    """

    opened = Signal()
    images_changed = Signal()
    values_changed = Signal(object)
    history_changed = Signal()
    imported = Signal(object)
    reading_done = Signal(object)
    folders_missing = Signal(list)
    saved = Signal()
    busy_changed = Signal()

    def __init__(self, runner: JobRunner, report: Callable[[BaseException], None], parent: QObject) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.table = ImageTable()
        self.undo_text = self.redo_text = ""
        self._runner = runner
        self._report = report
        self._edits: EditQueue | None = None
        self._jobs = JobKinds(self.busy_changed.emit)
        self._imports: ImportQueue | None = None
        # Images whose edit failed: what the screen shows of them did not happen.
        self._doubtful: set[int] = set()
        # Steps that were applied: a look at the history that began before one of them is late.
        self._applied = 0

    @property
    def is_open(self) -> bool:
        """Whether there is a project."""
        return self.project is not None

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; "" = it can (or there is no project)."""
        return str(self.project.read_only) if self.project is not None else ""

    @property
    def editable(self) -> bool:
        """Whether edits are possible."""
        return self.is_open and not self.read_only

    def is_busy(self, kind: str) -> bool:
        """Whether a job of `kind` runs: open, import, read, missing, and those of the views."""
        return kind in self._jobs

    # --- open and close -------------------------------------------------------------------------------------

    def create(
        self,
        folder: Path,
        then: Then = lambda: None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Make a project and open it; `then` is called once it is open, `failed` in place of the notice."""

        def work(context: JobContext) -> Project:
            from core.project.project import Project

            return Project.create(folder)

        return self._load(work, folder, then, failed)

    def open(self, folder: Path, then: Then = lambda: None) -> None:
        """Open a project; the one that is open stays until the new one is complete."""
        if self.project is not None and folder.absolute() == self.project.folder:
            then()
            return

        def work(context: JobContext) -> Project:
            from core.project.images import all_rows
            from core.project.project import Project

            project = Project.open(folder)
            try:
                for rows in all_rows(project):
                    if context.cancelled():
                        break
                    context.put(rows)
            except BaseException:
                project.close()
                raise
            return project

        self._load(work, folder, then)

    def close(self) -> None:
        """Close the project as soon as its jobs have ended."""
        self._swap(None, ImageTable())

    def shutdown(self) -> None:
        """Close at the end of the program, when no job runs any more; edits that wait are written first."""
        if self._edits is not None:
            for error in self._edits.write_out():
                self._report(error)
        if self.project is not None:
            self.project.close()
            self.project = None

    def _load(
        self,
        work: Callable[[JobContext], Project],
        folder: Path,
        then: Then,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        table = ImageTable()
        made: list[Project] = []

        def keep(context: JobContext) -> Project:
            made.append(work(context))
            return made[0]

        job = self.start(
            "open", tr("Window", "Opening {project}", project=folder.stem), keep, reports=failed is None
        )
        if failed is not None:
            job.failed.connect(failed)

        def forget() -> None:
            for project in made:
                project.close()

        def take(blocks: list[Any]) -> None:
            for rows in blocks:
                table.append(rows)

        def done(project: Project) -> None:
            self._swap(project, table)
            then()

        job.cancelled.connect(forget)
        job.items.connect(take)
        job.succeeded.connect(done)
        return job

    def _swap(self, project: Project | None, table: ImageTable) -> None:
        old, edits = self.project, self._edits
        if old is not None:
            self._retire(old, edits)
        self.project, self.table = project, table
        self._edits = None
        self._imports = None
        self._doubtful.clear()
        self.undo_text = self.redo_text = ""
        if project is not None:
            self._edits = EditQueue(self._runner, project, self)
            self._edits.applied.connect(self._on_applied)
            self._edits.failed.connect(self._on_edit_failed)
            self._edits.emptied.connect(self._on_saved)
            self._imports = ImportQueue(self.start, project, self)
            self._imports.came.connect(self._on_rows)
            self._imports.imported.connect(self._on_imported)
            self._imports.paused.connect(self._on_import_paused)
        self.opened.emit()
        if project is not None:
            self._look_around(project)

    def _retire(self, project: Project, edits: EditQueue | None) -> None:
        """Close a project that is no longer shown, once nothing uses it."""
        kinds = [kind for kind in self._jobs if kind != "open"]
        using: set[QObject] = {self._jobs[kind] for kind in kinds}
        self._jobs.drop(*kinds)
        if edits is not None and edits.busy:
            using.add(edits)

        def unused(user: QObject | None = None) -> None:
            if user is not None:
                using.discard(user)
            if not using:
                title = tr("Window", "Closing {project}", project=project.name)
                self._runner.start(title, lambda _context: project.close(), visible=False, keeps=True)

        for user in tuple(using):
            if isinstance(user, Job):
                user.finished.connect(lambda user=user: unused(user))
            else:
                assert isinstance(user, EditQueue)
                user.emptied.connect(lambda user=user: unused(user))
        unused()

    def _look_around(self, project: Project) -> None:
        """What is to be known of a project that was just opened."""
        applied = self._applied

        def work(_context: JobContext) -> Any:
            from core.project import edits, images, records, relinking

            texts, missing = edits.peek(project), relinking.missing_folders(project)
            return texts, missing, images.unread(project), records.model_names(project)

        def done(found: Any) -> None:
            texts, missing, unread, names = found
            self._take_history(texts, applied)
            self.take_model_names(names)
            if missing:
                self.folders_missing.emit(missing)
            if unread and self.editable:
                self.read_new()

        title = tr("Window", "Looking for the images")
        self.start("missing", title, work, visible=False).succeeded.connect(done)

    # --- import ---------------------------------------------------------------------------------------------

    def import_images(self, samples: Sequence[Sample]) -> None:
        """Put images into the project, after those that are on their way already; they show as they come."""
        if self._imports is not None:
            self._imports.add(samples)

    def read_new(self) -> None:
        """Open what was not read yet, for size, depth and hash."""
        project = self.project
        if project is None or not self.editable:
            return

        def work(context: JobContext) -> int:
            from core.project.images import read_new_images

            return read_new_images(
                project, read=context.put, progress=context.progress, cancelled=context.cancelled
            )

        job = self.start("read", tr("Window", "Reading images"), work)
        job.items.connect(lambda blocks: self._on_facts(project, blocks))
        job.succeeded.connect(self.reading_done)

    def when_saved(self, call: Then) -> None:
        """Call `call` once the edits that wait are in the file."""
        if self._edits is not None and self._edits.busy:
            self._edits.emptied.connect(call, Qt.ConnectionType.SingleShotConnection)
        else:
            call()

    def _on_import_paused(self) -> None:
        # Cancelled or failed half-way, what came until then is there and is read as well.
        if self._imports is not None and self.sender() is self._imports:
            self._refresh_history()
            if not self._imports.go_on():
                self.read_new()

    def _on_imported(self, result: Any) -> None:
        if self.sender() is self._imports:
            self.imported.emit(result)

    def _on_rows(self, blocks: list[Any]) -> None:
        if self.sender() is self._imports:
            for rows in blocks:
                self.table.put(rows)
            self.images_changed.emit()

    def _on_facts(self, project: Project, blocks: list[Any]) -> None:
        if project is self.project:
            ids = [number for facts in blocks for number in take_facts(self.table, facts)]
            if ids:
                self.values_changed.emit(ids)

    # --- edits ----------------------------------------------------------------------------------------------

    def edit(
        self,
        call: Call,
        shown: dict[str, Any] | None = None,
        ids: Sequence[int] = (),
        failed: Then = lambda: None,
    ) -> None:
        """Queue a change of the project.

        Args:
            call: makes it; runs in a job, one after the other.
            shown: fields of `ImageRow` that the screen shows at once, one value for all of `ids`.
            ids: the images concerned.
            failed: called if it could not be written, beside the notice.
        """
        if self._edits is None or not self.editable:
            return
        for column, value in (shown or {}).items():
            self.table.set_value(column, ids, value)
        if shown:
            self._emit_changed(list(ids), "removed" in shown)
        self._edits.add(Edit(call, shown is not None, tuple(ids), failed=failed))

    def record(self, name: str, model: Path, paths: Sequence[Path], items: Results) -> None:
        """Keep results of the model `name` in the file `model` for the images that are in the project.

        Args:
            paths: of the images that were inspected.
            items: their results, without pictures; taken in a job, and only if one of them is in the project.
        """
        project = self.project
        if self._edits is None or not self.editable:
            return
        recording = Recording(name, model, paths, items)

        def show() -> None:
            if project is self.project and recording.scores:
                self.values_changed.emit(take_scores(self.table, recording.scores, recording.number))
                self.take_model_names(recording.names)

        self._edits.add(Edit(recording, shown=False, done=show))

    def take_model_names(self, names: Mapping[int, str]) -> None:
        """Show what the open project's models are called, by id; after one came or was renamed."""
        if names != self.table.model_names:
            self.table.model_names = names
            self.values_changed.emit([])

    def areas_of(self, paths: Sequence[Path]) -> Mapping[Path, tuple[Area, ...]]:
        """The areas of the project's images among `paths`, for those that have any; called in jobs."""
        project = self.project
        if project is None:
            return {}
        from core.project.images import areas_of

        return areas_of(project, paths)

    def undo(self) -> None:
        """Take the last step back."""
        self.edit(edit_call("undo"))

    def redo(self) -> None:
        """Do again what was undone last."""
        self.edit(edit_call("redo"))

    def _on_applied(self, edit: Edit, applied: Applied | None) -> None:
        if self.sender() is not self._edits or applied is None:
            return
        self._applied += 1
        self.undo_text, self.redo_text = shown_step(applied.undo), shown_step(applied.redo)
        if not edit.shown:
            ids, removed = updates_of(self.table, applied.changes)
            self._emit_changed(ids, removed)
        self.history_changed.emit()

    def _on_edit_failed(self, edit: Edit, error: Exception) -> None:
        self._report(error)
        if self.sender() is self._edits and edit.shown:
            self._doubtful.update(edit.ids)

    def _on_saved(self) -> None:
        if self._doubtful and self.sender() is self._edits:
            self._show_what_is()
        self.saved.emit()

    def _show_what_is(self) -> None:
        """Back to what the file says of the images whose edit failed."""
        project, ids = self.project, sorted(self._doubtful)
        assert project is not None

        def work(_context: JobContext) -> Any:
            from core.project.images import rows_of

            return rows_of(project, ids)

        def done(rows: Any) -> None:
            # Later edits show already and are not in these rows: then once more after they are saved.
            if self._edits is None or self._edits.busy:
                return
            self._doubtful.difference_update(ids)
            self.table.put(rows)
            self._emit_changed(ids, True)

        self.start("restore", tr("Window", "Going back"), work, visible=False).succeeded.connect(done)

    def _emit_changed(self, ids: list[int], membership: bool) -> None:
        if membership:
            self.images_changed.emit()
        self.values_changed.emit(ids)

    def _refresh_history(self) -> None:
        project, applied = self.project, self._applied
        if project is None:
            return

        def work(_context: JobContext) -> tuple[str, str]:
            from core.project.edits import peek

            return peek(project)

        title = tr("Window", "Looking up the history")
        self.start("history", title, work, visible=False).succeeded.connect(
            lambda texts: self._take_history(texts, applied)
        )

    def _take_history(self, texts: tuple[str, str], applied: int) -> None:
        if applied == self._applied:
            self.undo_text, self.redo_text = map(shown_step, texts)
        self.history_changed.emit()

    # --- jobs -----------------------------------------------------------------------------------------------

    def start(self, kind: str, title: str, work: Work, *, visible: bool = True, reports: bool = True) -> Job:
        """Start a job of this project, in the place of an earlier one of the same kind; see `JobRunner.start`."""
        return self._jobs.start(
            kind,
            lambda: self._runner.start(title, with_database(work), visible=visible, reports=reports),
        )
