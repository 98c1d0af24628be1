"""The Inspect view's state: model, list, shown image, settings. Starts jobs, draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.gui.engine import Engine, FoundImages, LoadedModel
from app.gui.jobs import Job, JobContext, JobRunner, Work
from app.gui.views.inspect import work
from app.gui.views.inspect.store import PICTURES_KEPT, InspectionStore
from core.inspection.result import FailedInspection, Inspection
from core.inspection.segment import SegmentSettings

REFRESH_MS = 600
"""Rest after the last change of the settings before the whole list is segmented anew."""


class InspectSession(QObject):
    """Everything that happens in the Inspect view, testable without it.

    Signals:
        model_changed(LoadedModel), opened(): other files are listed, files_changed(): all entries are new
        (after either of these two), updated(list of paths): entries of the store changed,
        shown(Inspection): the current image's inspection, with pictures, is complete,
        show_failed(FailedInspection), loading(Path): the current image is being inspected,
        settings_changed(SegmentSettings), busy_changed(): a job of this session started or ended,
        exported(Path, int), inspected(LoadedModel, list): results, each once, as they come.
    """

    model_changed = Signal(object)
    opened = Signal()
    files_changed = Signal()
    updated = Signal(list)
    shown = Signal(object)
    show_failed = Signal(object)
    loading = Signal(Path)
    settings_changed = Signal(object)
    busy_changed = Signal()
    exported = Signal(Path, int)
    inspected = Signal(object, list)

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
        self.current: Path | None = None
        self._runner = runner
        self._engine = engine
        # At most one job of each kind is alive: a newer one replaces it.
        self._jobs: dict[str, Job] = {}
        self._inspect_when_ready = False
        self._segment_again = False
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self._refresh_list)

    def is_busy(self, kind: str) -> bool:
        """Whether a job of `kind` runs: model, find, show, run, segment, refresh, export."""
        return kind in self._jobs

    def open_model(self, path: Path) -> None:
        """Load a model; when it is ready, all earlier results are forgotten."""
        job = self._start("model", f"Loading {path.name}", lambda _context: self._engine.load(path))
        job.succeeded.connect(self._on_model)

    def open_paths(self, paths: Sequence[Path], inspect_now: bool = False) -> None:
        """List the images that `paths` mean; with `inspect_now`, inspect them as soon as a model is there."""
        given = tuple(paths)
        job = self._start("find", "Listing images", lambda _context: self._engine.find(given))
        job.succeeded.connect(lambda found: self._on_files(given, found, inspect_now))

    def show(self, path: Path) -> None:
        """Make `path` the current image. What is shown stays until the new inspection is complete."""
        if path not in self.store:
            return
        self.current = path
        self._drop("show")
        entry = self.store[path]
        if entry.error:
            self.show_failed.emit(FailedInspection(path, entry.error))
            return
        full = self.store.full(path)
        if full is not None:
            self.shown.emit(full)
            if entry.settings != self.settings:
                self._segment_current()
            return
        if self.model is None:
            return
        model, settings = self.model, self.settings
        self.loading.emit(path)
        job = self._start(
            "show",
            f"Inspecting {path.name}",
            lambda _context: work.inspect_one(model, path, settings, self.areas_of),
            visible=False,
        )
        job.succeeded.connect(lambda item: self._on_shown(model, item, settings))

    def inspect_all(self) -> None:
        """Inspect what is not inspected yet; goes on where a cancelled run stopped."""
        self._inspect_when_ready = self.model is None
        if self.model is None or not self.store.pending():
            return
        paths, model, settings = self.store.pending(), self.model, self.settings
        keep = len(self.store) <= PICTURES_KEPT
        job = self._start(
            "run",
            "Inspecting",
            lambda context: work.inspect_many(
                self._engine, model, paths, settings, keep, context, self.areas_of
            ),
        )
        job.items.connect(lambda items: self._take(model, items, settings))
        # A change of the settings during the run leaves entries behind that the run made with the old ones.
        job.finished.connect(self._refresh.start)

    def set_settings(self, settings: SegmentSettings) -> None:
        """Segment by other settings: the shown image at once, the list a moment later."""
        if settings == self.settings:
            return
        self.settings = settings
        self._drop("refresh")
        self.settings_changed.emit(settings)
        self._segment_current()
        self._refresh.start()

    def export(self, out: Path) -> None:
        """Write results.csv and defects.csv of what was inspected into the folder `out`."""
        model, settings = self.model, self.settings
        items: list[work.Item] = []
        for entry in self.store.entries:
            if entry.inspection is not None:
                items.append(entry.inspection)
            elif entry.error:
                items.append(FailedInspection(entry.path, entry.error))
        outdated = self.store.outdated(settings)
        job = self._start(
            "export",
            "Writing CSV",
            lambda context: work.export(
                self._engine, model, items, outdated, settings, out, context, self.areas_of
            ),
        )
        job.succeeded.connect(lambda rows: self.exported.emit(out, rows))

    def _start(self, kind: str, title: str, call: Work, visible: bool = True) -> Job:
        self._drop(kind)
        job = self._runner.start(title, call, visible=visible)
        self._jobs[kind] = job
        job.finished.connect(lambda: self._ended(kind, job))
        self.busy_changed.emit()
        return job

    def _drop(self, kind: str) -> None:
        job = self._jobs.pop(kind, None)
        if job is not None:
            job.cancel()

    def _ended(self, kind: str, job: Job) -> None:
        if self._jobs.get(kind) is job:
            del self._jobs[kind]
        self.busy_changed.emit()

    def _on_model(self, model: LoadedModel) -> None:
        for kind in ("show", "run", "segment", "refresh"):
            self._drop(kind)
        self.model = model
        self.settings = model.segment
        self.store.forget_results()
        self.model_changed.emit(model)
        self.settings_changed.emit(self.settings)
        self.files_changed.emit()
        if self._inspect_when_ready:
            self.inspect_all()

    def _on_files(self, given: tuple[Path, ...], found: FoundImages, inspect_now: bool) -> None:
        for kind in ("show", "run", "segment", "refresh"):
            self._drop(kind)
        self.sources = given
        self.current = None
        self.folders = found.folders
        self.masks_left_out = found.masks
        self.store.set_files(found.images)
        self._inspect_when_ready = inspect_now
        self.opened.emit()
        self.files_changed.emit()
        if self._inspect_when_ready:
            self.inspect_all()

    def _take(self, model: LoadedModel, items: list[work.Item], settings: SegmentSettings) -> None:
        if model is not self.model:
            return
        for item in items:
            self.store.put(item, settings)
        self.updated.emit([item.path for item in items])
        self.inspected.emit(model, items)

    def _on_shown(self, model: LoadedModel, item: work.Item, settings: SegmentSettings) -> None:
        if model is not self.model:
            return
        self._take(model, [item], settings)
        if item.path != self.current:
            return
        if isinstance(item, FailedInspection):
            self.show_failed.emit(item)
            return
        self.shown.emit(item)
        if settings != self.settings:
            self._segment_current()

    def _segment_current(self) -> None:
        """Segment the shown image by the newest settings. While one such job runs, no second is queued: it
        ends, is shown, and the newest settings follow, so that a dragged slider shows every step it can."""
        if "segment" in self._jobs:
            self._segment_again = True
            return
        full = self.store.full(self.current) if self.current is not None else None
        if full is None or self.model is None:
            return
        self._segment_again = False
        model, settings = self.model, self.settings
        job = self._start(
            "segment",
            "Segmenting",
            lambda _context: model.inspector.resegment(full, settings),
            visible=False,
        )
        job.succeeded.connect(lambda item: self._on_segmented(model, item, settings))
        job.finished.connect(lambda: self._segment_current() if self._segment_again else None)

    def _on_segmented(self, model: LoadedModel, item: Inspection, settings: SegmentSettings) -> None:
        self._take(model, [item], settings)
        if item.path == self.current and model is self.model:
            self.shown.emit(item)

    def _refresh_list(self) -> None:
        """Bring the defects of the whole list up to the settings, in the background."""
        if self.model is None or "run" in self._jobs:
            return
        model, settings = self.model, self.settings
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
            work.inspect_many(self._engine, model, gone, settings, False, context, self.areas_of)

        job = self._start("refresh", "Updating defects", call, visible=bool(gone))
        job.items.connect(lambda items: self._take(model, items, settings))
