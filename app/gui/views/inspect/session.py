"""The Inspect view's state: model, list, shown image, settings. Starts jobs, draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.engine import Engine, FoundImages, LoadedModel
from app.gui.job_kinds import JobKinds
from app.gui.jobs import Job, JobContext, JobRunner, Work
from app.gui.views.inspect import rejudging, work
from app.gui.views.inspect.comparison import Comparison
from app.gui.views.inspect.keeping import NotKept
from app.gui.views.inspect.store import PICTURES_KEPT, Entry, InspectionStore
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings
from core.language import tr

if TYPE_CHECKING:
    from core.inspection.calibration import Calibration
    from core.project.project import Project

MODEL_JOBS = ("recall", "show", "run", "segment", "refresh")
"""Jobs whose results belong to the model in use."""
REFRESH_MS = 600
"""Rest after the last change of the settings before the whole list is segmented anew."""


class InspectSession(QObject):
    """Everything that happens in the Inspect view, testable without it.

    Signals:
        model_changed(LoadedModel), opened(): other files are listed, files_changed(): all entries are new
        (after either of these two), updated(list of paths): entries of the store changed,
        show_progressed(Progress): how far the inspection of the current image is,
        shown(Inspection): the current image's inspection, with pictures, is complete,
        show_failed(FailedInspection), loading(Path): the current image is being inspected,
        reduced(Reduced): it is a large one, and this shows meanwhile,
        settings_changed(SegmentSettings), busy_changed(): a job of this session started or ended,
        exported(Path, int), inspected(LoadedModel, list): entries of what the model in use found, as they come,
        not_kept(IsuganError): results are shown, but cannot be found again after the program ends.
    """

    model_changed = Signal(object)
    opened = Signal()
    files_changed = Signal()
    updated = Signal(list)
    shown = Signal(object)
    show_failed = Signal(object)
    loading = Signal(Path)
    reduced = Signal(object)
    show_progressed = Signal(object)
    settings_changed = Signal(object)
    busy_changed = Signal()
    exported = Signal(Path, int)
    inspected = Signal(object, list)
    not_kept = Signal(object)

    def __init__(self, runner: JobRunner, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = InspectionStore()
        self.model: LoadedModel | None = None
        self.settings = SegmentSettings()
        self.sources: tuple[Path, ...] = ()
        self.folders: tuple[Path, ...] = ()
        self.masks_left_out = 0
        # Of the open project's images, where there is one.
        self.areas_of: work.AreasOf = work.no_areas
        # Where results are kept beyond the end of the program, asked when a job starts; None = nowhere.
        self.results_place: Callable[[], Path | None] = lambda: None
        self.comparison = Comparison(self)
        self.current: Path | None = None
        self._runner = runner
        self._engine = engine
        self._jobs = JobKinds(self.busy_changed.emit)
        self._inspect_when_ready = False
        self._segment_again = False
        # Whether another calibration left images without a result.
        self._outlined_anew = False
        # That results cannot be kept is said once.
        self._told = False
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self._refresh_list)

    def is_busy(self, kind: str) -> bool:
        """Whether a job of `kind` runs: model, find, recall, show, run, segment, refresh, export, compare."""
        return kind in self._jobs

    @property
    def inspecting(self) -> bool:
        """Whether the list is being inspected, by the model in use or by the one that it is compared with."""
        return self.is_busy("run") or self.is_busy("compare")

    @property
    def pending_count(self) -> int:
        """Results that are still to come: of the model in use, and of the one that it is compared with."""
        return self.store.pending_count + self.comparison.pending_count

    def open_model(self, path: Path) -> None:
        """Load a model; when it is ready, all earlier results are forgotten."""
        title = tr("Inspect", "Loading {model}", model=path.name)
        job = self._start("model", title, lambda _context: self._engine.load(path))
        job.succeeded.connect(self._on_model)
        job.finished.connect(self._recall)

    def recalibrate(self, model: LoadedModel, before: Calibration | None, after: Calibration | None) -> None:
        """Go on with the model in use, which judges by `after` in place of `before` from now on."""
        running = self.is_busy("run")
        self._jobs.drop(*MODEL_JOBS)
        self.model = model
        entries, settings, place = self.store.entries, self.settings, self.results_place()
        job = self._start(
            "judge",
            tr("Inspect", "Judging again"),
            lambda context: rejudging.judge_and_keep(
                entries, (before, after), model, settings, place, self.areas_of, context
            ),
            visible=False,
        )
        job.items.connect(lambda pairs: self._on_judged(model, pairs))
        job.succeeded.connect(lambda _done: self._on_all_judged(running))

    def open_paths(self, paths: Sequence[Path], inspect_now: bool = False) -> None:
        """List the images that `paths` mean; with `inspect_now`, inspect them as soon as a model is there."""
        given = tuple(paths)
        title = tr("Inspect", "Listing images")
        job = self._start("find", title, lambda _context: self._engine.find(given))
        job.succeeded.connect(lambda found: self._on_files(given, found, inspect_now))

    def open_project(self, project: Project) -> None:
        """List the images of a project."""
        job = self._start("find", tr("Inspect", "Listing images"), work.images_of(project))
        job.succeeded.connect(lambda found: self._on_files((project.folder,), found, False))

    def show(self, path: Path) -> None:
        """Make `path` the current image. What is shown stays until the new inspection is complete."""
        if path not in self.store:
            return
        self.current = path
        self._jobs.drop("show")
        model, store = self._viewed()
        entry = store[path]
        if entry.failed is not None:
            self.show_failed.emit(entry.failed)
            return
        full = store.full(path)
        if full is not None:
            self.shown.emit(full)
            if entry.settings != self.settings:
                self._segment_current()
            return
        if model is None:
            return
        settings = self.settings
        self.loading.emit(path)
        job = self._start(
            "show",
            tr("Inspect", "Inspecting {image}", image=path.name),
            lambda context: work.inspect_one(model, path, settings, self.areas_of, context),
            visible=False,
        )
        job.progressed.connect(self.show_progressed)
        job.items.connect(lambda items: self.reduced.emit(items[-1]))
        job.succeeded.connect(lambda item: self._on_shown(model, item, settings))

    def inspect_all(self) -> None:
        """Inspect what is not inspected yet; goes on where a cancelled run stopped, and then compares."""
        # A model that is being loaded is the one that is meant, whatever was open before.
        self._inspect_when_ready = self.model is None or self.is_busy("model")
        if self.model is None or self._inspect_when_ready:
            return
        pending = self.store.pending()
        if not pending:
            self.compare_all()
            return
        self._jobs.drop("recall")
        job = self._inspect("run", tr("Inspect", "Inspecting"), self.model, pending)
        # A change of the settings during the run leaves entries behind that the run made with the old ones.
        job.finished.connect(self._refresh.start)
        job.succeeded.connect(lambda _done: self.compare_all())

    def compare(self, path: Path) -> None:
        """Load a second model and let it inspect the same images; its results stand beside those of the first."""
        title = tr("Inspect", "Loading {model}", model=path.name)
        job = self._start("model", title, lambda _context: self._engine.load(path))
        job.succeeded.connect(self._on_other_model)

    def compare_all(self) -> None:
        """Let the second model inspect what it did not inspect yet."""
        model, pending = self.comparison.model, self.comparison.store.pending()
        if model is not None and pending:
            self._inspect(
                "compare", tr("Inspect", "Comparing with {model}", model=model.name), model, pending
            )

    def stop_comparing(self) -> None:
        """Let go of the second model."""
        self._jobs.drop("compare")
        was_shown = self.comparison.shown
        self.comparison.set_model(None)
        if was_shown:
            self._show_again()

    def show_other(self, shown: bool) -> None:
        """Show the pictures of the second model in place of those of the first, or the other way round."""
        if self.comparison.model is not None and shown != self.comparison.shown:
            # Never the pictures of both at once.
            self._viewed()[1].drop_pictures()
            self.comparison.set_shown(shown)
            self._show_again()

    def _show_again(self) -> None:
        self._jobs.drop("segment")
        if self.current is not None:
            self.show(self.current)

    def _viewed(self) -> tuple[LoadedModel | None, InspectionStore]:
        """The model whose pictures are shown, and what it found."""
        other = self.comparison
        return (other.model, other.store) if other.shown else (self.model, self.store)

    def _inspect(self, kind: str, title: str, model: LoadedModel, paths: Sequence[Path]) -> Job:
        settings, place = self.settings, self.results_place()
        # Two models do not keep their pictures side by side.
        keep = len(self.store) <= PICTURES_KEPT and model is self._viewed()[0]
        job = self._start(
            kind,
            title,
            lambda context: work.inspect_many(
                self._engine,
                model,
                paths,
                settings,
                keep,
                context,
                self.areas_of,
                place,
            ),
        )
        job.items.connect(lambda items: self._take(model, items))
        return job

    def _recall(self) -> None:
        """Take what was found out before, by the same model on the same files, and inspect the rest if asked to."""
        if self.model is None:
            return
        if self._inspect_when_ready:
            self.inspect_all()
            return
        model, paths = self.model, self.store.pending()
        settings, place = self.settings, self.results_place()
        if not paths or place is None:
            return
        job = self._start(
            "recall",
            tr("Inspect", "Looking up results"),
            lambda context: work.recall(model, paths, settings, context, self.areas_of, place),
            visible=False,
        )
        job.items.connect(lambda items: self._take(model, items))

    def set_settings(self, settings: SegmentSettings) -> None:
        """Segment by other settings: the shown image at once, the list a moment later."""
        if settings == self.settings:
            return
        self.settings = settings
        self._jobs.drop("refresh")
        self.settings_changed.emit(settings)
        self._segment_current()
        self._refresh.start()

    def export(self, out: Path) -> None:
        """Write results.csv and defects.csv of what was inspected into the folder `out`."""
        model, settings, entries, place = self.model, self.settings, self.store.entries, self.results_place()
        job = self._start(
            "export",
            tr("Inspect", "Writing CSV"),
            lambda context: work.export(
                self._engine, model, entries, settings, out, context, self.areas_of, place
            ),
        )
        job.succeeded.connect(lambda rows: self.exported.emit(out, rows))

    def _start(self, kind: str, title: str, call: Work, visible: bool = True) -> Job:
        return self._jobs.start(kind, lambda: self._runner.start(title, call, visible=visible))

    def _on_model(self, model: LoadedModel) -> None:
        self._jobs.drop(*MODEL_JOBS)
        self.model = model
        self.settings = model.segment
        self.store.forget_results()
        if self.comparison.model is not None and self.comparison.model.path == model.path:
            self._jobs.drop("compare")
            self.comparison.set_model(None)
        self.model_changed.emit(model)
        self.settings_changed.emit(self.settings)
        self.files_changed.emit()

    def _on_judged(self, model: LoadedModel, pairs: list[tuple[Entry, Inspection | None]]) -> None:
        if model is not self.model:
            return
        for entry, inspection in pairs:
            # Unless there is a newer result, or the image is no longer listed.
            if entry.path not in self.store or self.store[entry.path] is not entry or not entry.settings:
                continue
            if inspection is None:
                self.store.forget(entry.path)
                self._outlined_anew = True
            else:
                self.store.put(inspection, entry.settings)
        self.updated.emit([entry.path for entry, _ in pairs])

    def _on_all_judged(self, running: bool) -> None:
        self._show_again()
        if running or self._outlined_anew:
            self._outlined_anew = False
            self.inspect_all()

    def _on_other_model(self, model: LoadedModel) -> None:
        self._jobs.drop("compare")
        self.comparison.set_model(model, [entry.path for entry in self.store.entries])
        if not self.is_busy("run"):
            self.compare_all()

    def _on_files(self, given: tuple[Path, ...], found: FoundImages, inspect_now: bool) -> None:
        self._jobs.drop(*MODEL_JOBS, "compare")
        self.sources = given
        self.current = None
        self.folders = found.folders
        self.masks_left_out = found.masks
        self.store.set_files(found.images, found.name_ranks)
        self.comparison.set_files(found.images)
        self._inspect_when_ready = inspect_now
        self.opened.emit()
        self.files_changed.emit()
        self._recall()

    def _take(self, model: LoadedModel, items: list[work.Packed | NotKept]) -> None:
        for item in items:
            if isinstance(item, NotKept) and not self._told:
                self._told = True
                self.not_kept.emit(item.error)
        other = self.comparison
        if model is not self.model and model is not other.model:
            return
        store = self.store if model is self.model else other.store
        # Never the pictures of both models at once.
        viewed = store is self._viewed()[1]
        results = [item for item in items if isinstance(item, work.Packed)]
        for result in results:
            store.take(result.entry, result.pictures if viewed else None)
        entries = [result.entry for result in results]
        paths = [entry.path for entry in entries]
        if model is other.model:
            other.updated.emit(paths)
        else:
            self.updated.emit(paths)
            self.inspected.emit(model, entries)

    def _on_shown(self, model: LoadedModel, item: work.Item, settings: SegmentSettings) -> None:
        viewed, store = self._viewed()
        if model is not viewed:
            return
        is_new = item.path in store and store[item.path].pending
        self._take(model, [work.Packed.of(item, settings)])
        if is_new and isinstance(item, Inspection):
            self._keep(model, item, settings)
        if item.path != self.current:
            return
        if isinstance(item, FailedInspection):
            self.show_failed.emit(item)
            return
        self.shown.emit(item)
        if settings != self.settings:
            self._segment_current()

    def _keep(self, model: LoadedModel, item: Inspection, settings: SegmentSettings) -> None:
        place = self.results_place()
        if place is not None and model.sha256:
            self._runner.start(
                tr("Inspect", "Keeping the result of {image}", image=item.path.name),
                lambda context: work.keep(model, item, settings, context, self.areas_of, place),
                visible=False,
                keeps=True,
            )

    def _segment_current(self) -> None:
        """Segment the shown image by the newest settings. While one such job runs, no second is queued: it
        ends, is shown, and the newest settings follow, so that a dragged slider shows every step it can."""
        if "segment" in self._jobs:
            self._segment_again = True
            return
        model, store = self._viewed()
        full = store.full(self.current) if self.current is not None else None
        if full is None or model is None:
            return
        self._segment_again = False
        settings = self.settings
        job = self._start(
            "segment",
            tr("Inspect", "Segmenting"),
            lambda context: work.resegmented(model, full, settings, context),
            visible=False,
        )
        job.succeeded.connect(lambda item: self._on_segmented(model, item, settings))
        job.finished.connect(lambda: self._segment_current() if self._segment_again else None)

    def _on_segmented(self, model: LoadedModel, item: Inspection, settings: SegmentSettings) -> None:
        self._take(model, [work.Packed.of(item, settings)])
        if item.path == self.current and model is self._viewed()[0]:
            self.shown.emit(item)

    def _refresh_list(self) -> None:
        """Bring the defects of the whole list up to the settings, in the background."""
        if self.model is None or "run" in self._jobs:
            return
        model, settings, place = self.model, self.settings, self.results_place()
        kept: list[Inspection] = []
        gone: list[Path] = []
        for path in self.store.outdated(settings):
            full = self.store.full(path, touch=False)
            if full is not None:
                kept.append(full)
            else:
                gone.append(path)
        if not kept and not gone:
            return

        def call(context: JobContext) -> None:
            work.resegment_many(model, kept, settings, context)
            work.inspect_many(self._engine, model, gone, settings, False, context, self.areas_of, place)

        job = self._start("refresh", tr("Inspect", "Updating defects"), call, visible=bool(gone))
        job.items.connect(lambda items: self._take(model, items))
