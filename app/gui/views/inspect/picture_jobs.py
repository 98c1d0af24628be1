"""What of a picture is too slow for the GUI thread: getting a large one ready to be drawn."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.gui.jobs import Job, JobContext, JobRunner
from app.gui.views.inspect.pictures import Pictures, is_large, prepare
from core.images.stopping import stoppable
from core.inspection.result import Inspection, InspectionImages
from core.language import tr


class PictureJobs(QObject):
    """For one image at a time: whatever is asked for replaces what was.

    Signals:
        ready(Inspection, Pictures): they can be drawn. Of a small image that comes before `show` returns.
    """

    ready = Signal(object, object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._preparing: Job | None = None
        self._last: Pictures | None = None

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
            title = tr("Inspect", "Showing {image}", image=inspection.path.name)
            job = self._runner.start(title, lambda context: _prepared(images, context), visible=False)
            self._preparing = job
            job.succeeded.connect(lambda pictures: self._on_ready(inspection, pictures))

    def drop(self) -> None:
        """Nothing is waited for any more."""
        if self._preparing is not None:
            self._preparing.cancel()
            self._preparing = None

    def forget(self) -> None:
        """Let go of the pictures, too."""
        self.drop()
        self._last = None

    def _on_ready(self, inspection: Inspection, pictures: Pictures) -> None:
        self._preparing = None
        self._last = pictures
        self.ready.emit(inspection, pictures)


def _prepared(images: InspectionImages, context: JobContext) -> Pictures:
    with stoppable(context.cancelled):
        return prepare(images)
