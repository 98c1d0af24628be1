"""Parts of a huge picture, cut out of the GUI thread: its pixels may have to be read from the disk first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.gui.jobs import Job, JobRunner
from app.gui.widgets.pyramid import Pyramid

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels."""


@dataclass(frozen=True, eq=False)
class Part:
    """`box` of a level of `pyramid`, in that level's pixels."""

    pyramid: Pyramid
    level: int
    box: Box

    def cut(self) -> NDArray[np.uint8]:
        """Its pixels, C-contiguous."""
        return self.pyramid.cut(self.level, *self.box)


class Cutting(QObject):
    """One part at a time; of those asked for meanwhile only the last.

    Signals: `ready(Part, array)`, unless another one was asked for.
    """

    ready = Signal(object, object)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wanted: Part | None = None
        self._job: Job | None = None

    @property
    def wanted(self) -> Part | None:
        """What was asked for last and is not there yet."""
        return self._wanted

    def ask(self, part: Part) -> None:
        """Cut this one out next."""
        self._wanted = part
        if self._job is None:
            self._start(part)

    def drop(self) -> None:
        """None is wanted any more."""
        self._wanted = None

    def _start(self, part: Part) -> None:
        job = self._runner.start("Showing a part", lambda _context: part.cut(), visible=False)
        self._job = job
        job.succeeded.connect(lambda pixels: self._on_cut(part, pixels))
        job.finished.connect(lambda: self._on_finished(part))

    def _on_cut(self, part: Part, pixels: NDArray[np.uint8]) -> None:
        if part is self._wanted:
            self.ready.emit(part, pixels)

    def _on_finished(self, part: Part) -> None:
        self._job = None
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted is not part:
            self._wanted = wanted
            self._start(wanted)
