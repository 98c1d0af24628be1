"""A few small pictures, read in a job and shown as they come."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from app.gui import icons
from app.gui.jobs import Job, JobContext, JobRunner
from app.gui.theme import theme_of
from app.gui.widgets.thumbnail_grid.images import image_of
from core.errors import IsuganError
from core.images.picture import ByteImage
from core.images.thumbnail import read_thumbnail
from core.language import tr

log = logging.getLogger(__name__)

SIDE, GAP = 96, 8
Read = Callable[[Path, int], ByteImage]
Thing = TypeVar("Thing")
_Result = tuple[Path, QImage | None, str]


class Pictures(QListView):
    """Wraps to its width; every picture keeps its place while it is read.

    Args:
        runner: starts the jobs, which the status line does not show.
        most: pictures shown; further ones are passed over.
        read: called in the job as `read(path, side)`.
    """

    def __init__(
        self, runner: JobRunner, most: int, read: Read = read_thumbnail, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importPictures")
        self._runner = runner
        self._most = most
        self._read = read
        self._items: dict[Path, QStandardItem] = {}
        self._failed: list[QStandardItem] = []
        self._waiting: list[Path] = []
        self._job: Job | None = None
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(QSize(SIDE + GAP, SIDE + GAP))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def shown(self) -> list[Path]:
        """The images that have a place."""
        return list(self._items)

    @property
    def read_count(self) -> int:
        """Those that are read, or found to be unreadable."""
        return sum(not item.icon().isNull() for item in self._items.values())

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Show other images."""
        self.clear()
        self.add(paths)

    def add(self, paths: Sequence[Path]) -> None:
        """Show further ones, as far as there is room."""
        for path in paths[: self._most - len(self._items)]:
            if path not in self._items:
                item = QStandardItem()
                item.setEditable(False)
                item.setToolTip(str(path))
                item.setData(path.name, Qt.ItemDataRole.AccessibleTextRole)
                item.setSizeHint(QSize(SIDE + GAP, SIDE + GAP))
                self._model.appendRow(item)
                self._items[path] = item
                self._waiting.append(path)
        self._start()

    def clear(self) -> None:
        """Show none; what is being read is forgotten."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._waiting = []
        self._failed = []
        self._items = {}
        self._model.clear()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_failed"):
            for item in self._failed:
                item.setIcon(self._unreadable())

    def _start(self) -> None:
        if self._job is not None or not self._waiting:
            return
        paths, self._waiting = self._waiting, []
        read, side = self._read, round(SIDE * self.devicePixelRatioF())
        job = self._runner.start(
            tr("Dataset", "Pictures"), lambda context: _work(context, paths, read, side), visible=False
        )
        self._job = job
        job.items.connect(lambda results: self._on_results(job, results))
        job.finished.connect(lambda: self._on_finished(job))

    def _on_results(self, job: Job, results: list[_Result]) -> None:
        if job is not self._job:
            return
        for path, image, error in results:
            item = self._items[path]
            if image is None:
                item.setIcon(self._unreadable())
                item.setToolTip(error)
                self._failed.append(item)
            else:
                pixmap = QPixmap.fromImage(image)
                pixmap.setDevicePixelRatio(self.devicePixelRatioF())
                item.setIcon(QIcon(pixmap))

    def _on_finished(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._start()

    def _unreadable(self) -> QIcon:
        return icons.icon("unreadable", theme_of(self).unreadable)


def spread(things: Sequence[Thing], number: int) -> list[Thing]:
    """At most `number` of `things`, evenly spread and in order."""
    count = min(number, len(things))
    return [things[index * len(things) // count] for index in range(count)]


def _work(context: JobContext, paths: Sequence[Path], read: Read, side: int) -> None:
    for path in paths:
        if context.cancelled():
            return
        context.put(_result(path, read, side))
        # A handful of pictures: each is worth showing at once.
        context.flush()


def _result(path: Path, read: Read, side: int) -> _Result:
    try:
        return path, image_of(read(path, side)), ""
    except IsuganError as error:
        return path, None, str(error.told)
    except Exception as error:  # one picture must not end the job that reads the others
        log.exception("The thumbnail of %s could not be made.", path)
        return path, None, tr("Window", "{path} could not be shown ({error}).", path=path, error=error)
