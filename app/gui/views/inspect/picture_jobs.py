"""What of a picture is too slow for the GUI thread: the reduced one of a large file, and getting a large one ready."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.jobs import Job, JobRunner
from app.gui.views.inspect.pictures import Pictures, Reduced, is_large, prepare, read_reduced
from core.inspection.result import Inspection


class PictureJobs(QObject):
    """For one image at a time: whatever is asked for replaces what was.

    Signals:
        reduced(Reduced): the file is large; this shows meanwhile.
        ready(Inspection, Pictures): they can be drawn. Of a small image that comes before `show` returns.
    """

    reduced = Signal(object)
    ready = Signal(object, object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._reading: Job | None = None
        self._wanted: Path | None = None
        self._preparing: Job | None = None
        self._last: Pictures | None = None

    def reduce(self, path: Path) -> None:
        """Read a reduced picture of `path`, where it is a large one. An unreadable file is another's to report."""
        self.drop()
        self._wanted = path
        # A decoder cannot be stopped. While one works no second is begun: only what is wanted then is read.
        if self._reading is None:
            self._read(path)

    def show(self, inspection: Inspection) -> None:
        """Get the pictures of an inspection ready. Those that were ready last are taken again."""
        self.drop()
        images = inspection.images
        if images is None:
            return
        if self._last is not None and self._last.show(images):
            self.ready.emit(inspection, self._last)
        elif not is_large(images):
            self._on_ready(inspection, prepare(images))
        else:
            title = f"Showing {inspection.path.name}"
            job = self._runner.start(title, lambda _context: prepare(images), visible=False)
            self._preparing = job
            job.succeeded.connect(lambda pictures: self._on_ready(inspection, pictures))

    def drop(self) -> None:
        """Nothing is waited for any more."""
        self._wanted = None
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None

    def forget(self) -> None:
        """Let go of the pictures, too."""
        self.drop()
        self._last = None

    def _read(self, path: Path) -> None:
        title = f"Reading {path.name}"
        job = self._runner.start(title, lambda _context: read_reduced(path), visible=False, reports=False)
        self._reading = job
        job.succeeded.connect(self._on_read)
        job.finished.connect(lambda: self._on_reading_ended(path))

    def _on_read(self, found: Reduced | None) -> None:
        if found is not None and found.path == self._wanted:
            self.reduced.emit(found)

    def _on_reading_ended(self, path: Path) -> None:
        self._reading = None
        if self._wanted is not None and self._wanted != path:
            self._read(self._wanted)

    def _on_ready(self, inspection: Inspection, pictures: Pictures) -> None:
        self._preparing = None
        self._last = pictures
        self.ready.emit(inspection, pictures)
