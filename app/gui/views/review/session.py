"""The review of the open project: its queue, the image that is shown, and what is decided. Draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal

from app.gui.engine import LoadedModel
from app.gui.project.session import ProjectSession
from app.gui.views.review import work
from app.gui.views.review.drafts import Drafts
from app.gui.views.review.work import ReviewPicture
from app.gui.widgets.area_editor.prepared import PreparedPicture
from core.language import tr
from core.project.decision import Decision

if TYPE_CHECKING:
    from core.project.review_queue import QueueItem

KEPT = 3
"""Pictures held ready: the one that is shown, the one before it and the next one."""


class ReviewSession(QObject):
    """Goes through the queue with one reviewer.

    Args:
        project: the open project.
        model: the model in use, for images that have no stored result, or one whose contours do not hold any more.

    Signals:
        queue_changed(): another queue; item_changed(row): its decision is another one.
        leaving(image): another image is about to be shown; loading(QueueItem): it is on its way;
        shown(ReviewPicture): it is there; finished(): no image of the queue is without a decision.
        people_changed(): somebody's decisions changed, or there is another project.
        repaired(PreparedPicture | None): the image that is shown, as the model in use repairs it; None: it cannot.
        compared(Agreement), planned(Sending), merged(Merged), exported(Path, decisions, left out).
    """

    queue_changed = Signal()
    item_changed = Signal(int)
    leaving = Signal(int)
    loading = Signal(object)
    shown = Signal(object)
    finished = Signal()
    people_changed = Signal()
    repaired = Signal(object)
    compared = Signal(object)
    planned = Signal(object)
    merged = Signal(object)
    exported = Signal(object, int, object)
    _written = Signal()
    _stepped = Signal(object)
    _merged = Signal(object)

    def __init__(
        self,
        project: ProjectSession,
        model: Callable[[], LoadedModel | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.project = project
        self.who = ""
        self.everything = False
        self.items: list[QueueItem] = []
        self.people: list[str] = []
        self.row = -1
        self.drafts = Drafts()
        self.loaded = False
        self._model = model
        self._rows: dict[int, int] = {}
        self._pictures: dict[int, ReviewPicture] = {}
        self._coming: set[int] = set()
        self._presented = -1
        # Decisions that are not in the file yet: a queue that is read now would lack them.
        self._unwritten = 0
        self._reload_later = False
        # An image that is to be shown once it is in the queue.
        self._wanted = -1
        project.opened.connect(self._on_opened)
        # They are emitted in a job's thread.
        queued = Qt.ConnectionType.QueuedConnection
        self._written.connect(self._on_written, queued)
        self._stepped.connect(self._on_stepped, queued)
        self._merged.connect(self._on_merged, queued)

    @property
    def current(self) -> QueueItem | None:
        """The image that is shown or on its way."""
        return self.items[self.row] if 0 <= self.row < len(self.items) else None

    @property
    def reviewed(self) -> int:
        """Images of the queue with a decision of this reviewer."""
        return sum(item.decision is not None for item in self.items)

    def set_reviewer(self, who: str) -> None:
        """Another person goes through their own queue."""
        if who != self.who:
            self.who = who
            self.row = self._presented = -1
            self._pictures.clear()
            self.drafts.clear()
            self.reload()

    def set_everything(self, everything: bool) -> None:
        """Whether all images are in the queue, or the flagged ones."""
        if everything != self.everything:
            self.everything = everything
            self.reload()

    def reload(self) -> None:
        """Read the queue anew; the image that is shown stays, if it is still in it."""
        project = self.project.project
        if project is None:
            return
        if self._unwritten:
            self._reload_later = True
            return
        job = self.project.start(
            "review_queue",
            tr("Review", "Reading the queue"),
            work.load_queue(project, self.who, self.everything),
            visible=False,
        )
        job.succeeded.connect(self._on_queue)

    # --- from image to image --------------------------------------------------------------------------------

    def show_row(self, row: int) -> None:
        """Show an image of the queue."""
        if not 0 <= row < len(self.items):
            return
        if self._presented >= 0:
            self.leaving.emit(self._presented)
            self._presented = -1
        self.row = row
        item = self.items[row]
        if item.image in self._pictures:
            self._present(self._pictures[item.image])
        else:
            self.loading.emit(item)
            self._load("review_show", item)

    @property
    def model(self) -> LoadedModel | None:
        """The model in use."""
        return self._model()

    def repair(self) -> None:
        """Let the model in use repair the image that is shown; `repaired` brings it."""
        project, model, item = self.project.project, self._model(), self.current
        if project is None or model is None or item is None:
            return
        title = tr("Review", "Repairing {image}", image=item.path.name)

        def done(picture: PreparedPicture) -> None:
            if self._presented == item.image:
                self.repaired.emit(picture)

        job = self.project.start("review_repair", title, work.load_repair(project, item, model))
        job.succeeded.connect(done)
        for ended in (job.failed, job.cancelled):
            ended.connect(lambda *_: self.repaired.emit(None))

    def show_image(self, image: int) -> bool:
        """Show an image; False: it is not in the queue, and is shown as soon as it is."""
        row = self._rows.get(image, -1)
        self._wanted = -1 if row >= 0 else image
        self.show_row(row)
        return row >= 0

    def step(self, by: int) -> None:
        """To the next image of the queue, or the one before; stops at the ends."""
        self.show_row(min(max(self.row + by, 0), len(self.items) - 1))

    def step_unreviewed(self, by: int) -> None:
        """To the next image without a decision, or the one before, round the ends of the queue."""
        row = self._unreviewed(by)
        if row >= 0:
            self.show_row(row)
        elif self.items:
            self.finished.emit()

    def _unreviewed(self, by: int) -> int:
        count = len(self.items)
        rows = ((self.row + by * away) % count for away in range(1, count + 1))
        return next((row for row in rows if self.items[row].decision is None), -1)

    # --- decisions ------------------------------------------------------------------------------------------

    def decide(
        self,
        decision: Decision,
        note: str,
        mask: NDArray[np.bool_] | None,
        suggestion: Sequence[NDArray[np.float32]] = (),
    ) -> None:
        """Say what the image is that is shown, and go on to the next one without a decision.

        Args:
            mask: the defects as the reviewer marked them, none if that was taken off; None: nothing was drawn.
            suggestion: what a model outlined: a mask of just that was accepted.
        """
        item = self.current
        if item is None or self._presented != item.image or not self.project.editable:
            return
        self._unwritten += 1
        call = work.decide(item.image, decision, note, mask, self.who, suggestion)

        def write(project: Any) -> Any:
            try:
                return call(project)
            finally:
                self._written.emit()

        before = item.decision
        self.project.edit(write, failed=lambda: self._set_decision(item.image, before))
        self._set_decision(item.image, decision)
        self.drafts.drop(item.image)
        # What is shown has become a part of the decision, and is no draft.
        self._presented = -1
        self.step_unreviewed(1)

    def undo(self) -> None:
        """Take the project's last step back; a decision's image is shown again."""
        self.project.edit(work.step("undo", self.who, self._stepped.emit))

    def redo(self) -> None:
        """Do the project's step again that was undone last."""
        self.project.edit(work.step("redo", self.who, self._stepped.emit))

    # --- with others ----------------------------------------------------------------------------------------

    def compare(self, first: str, second: str) -> None:
        """How far two people agree; `compared` brings it."""
        project = self.project.project
        if project is not None:
            self.project.start(
                "review_compare",
                tr("Review", "Comparing"),
                work.compare(project, first, second),
                visible=False,
            ).succeeded.connect(self.compared)

    def plan_sending(self) -> None:
        """What sending the decisions back would change; `planned` brings it."""
        project = self.project.project
        if project is not None:
            self.project.start(
                "review_plan", tr("Review", "Counting"), work.plan_sending(project), visible=False
            ).succeeded.connect(self.planned)

    def send_back(self) -> None:
        """Label the images as they were decided, in one step."""
        self.project.edit(work.send_back)

    def merge(self, path: Path) -> None:
        """Take over another person's decisions; `merged` says what came of it."""
        self.project.edit(work.merge(path, self._merged.emit))

    def export(self, path: Path) -> None:
        """Write the reviewer's decisions to a file."""
        project = self.project.project
        if project is not None:
            self.project.start(
                "review_export",
                tr("Review", "Writing {file}", file=path.name),
                work.export(project, path, self.who),
            ).succeeded.connect(lambda found: self.exported.emit(path, *found))

    # --- what comes back ------------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.items, self.people, self.row, self._rows = [], [], -1, {}
        self._pictures.clear()
        self._coming.clear()
        self.drafts.clear()
        self._presented, self._unwritten, self._reload_later, self.loaded = -1, 0, False, False
        self._wanted = -1
        self.queue_changed.emit()
        self.people_changed.emit()

    def _on_queue(self, found: Any) -> None:
        current = self.current
        items, self.people = found
        self.items, self.loaded = list(items), True
        self._rows = {item.image: row for row, item in enumerate(self.items)}
        self.row = -1 if current is None else self._rows.get(current.image, -1)
        # What was decided, undone or inspected elsewhere shows in pictures that are read from now on.
        self._pictures.clear()
        self.queue_changed.emit()
        self.people_changed.emit()
        now = self.current
        if self._wanted in self._rows:
            self.show_image(self._wanted)
        elif now is not None and now == current and self._presented == now.image:
            self._look_ahead()
        elif self.items and all(item.decision is not None for item in self.items):
            self.finished.emit()
        else:
            self.show_row(max(self.row, 0))

    def _load(self, kind: str, item: QueueItem) -> None:
        project = self.project.project
        if project is None or item.image in self._coming:
            return
        self._coming.add(item.image)
        model = self._model()
        job = self.project.start(
            kind,
            tr("Review", "Opening {image}", image=item.path.name),
            work.load_picture(project, item, self.who, model),
            visible=False,
        )
        who = self.who

        def done(picture: ReviewPicture) -> None:
            if project is self.project.project:
                self._keep(picture, model)
                if who == self.who:
                    self._take(picture)

        def ended() -> None:
            self._coming.discard(item.image)
            current = self.current
            # It was to be held ready, another one took its place, and meanwhile the reviewer came to it.
            if job.cancelling and current is not None and current.image == item.image != self._presented:
                self._load("review_show", current)

        job.succeeded.connect(done)
        job.finished.connect(ended)

    def _keep(self, picture: ReviewPicture, model: LoadedModel | None) -> None:
        """What was found again, so that nobody has to look for it once more."""
        if picture.found is not None and model is not None:
            self.project.record(model.name, model.path, [picture.item.path], [picture.found])

    def _take(self, picture: ReviewPicture) -> None:
        image = picture.item.image
        self._pictures[image] = picture
        for other in list(self._pictures)[:-KEPT]:
            del self._pictures[other]
        current = self.current
        if current is not None and current.image == image and self._presented != image:
            self._present(picture)

    def _present(self, picture: ReviewPicture) -> None:
        image = picture.item.image
        # The newest last: those at the front are let go.
        self._pictures[image] = self._pictures.pop(image)
        self._presented = image
        self.shown.emit(picture)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Hold the next picture ready."""
        row = self._unreviewed(1)
        following = self.items[row] if row >= 0 else None
        if following is not None and following.image not in self._pictures:
            self._load("review_next", following)

    def _set_decision(self, image: int, decision: Decision | None) -> None:
        self._pictures.pop(image, None)
        row = self._rows.get(image, -1)
        if row >= 0:
            self.items[row] = replace(self.items[row], decision=decision)
            self.item_changed.emit(row)

    def _on_written(self) -> None:
        self._unwritten = max(self._unwritten - 1, 0)
        if not self._unwritten:
            if self.reviewed and self.who not in self.people:
                self.people = sorted([*self.people, self.who])
            self.people_changed.emit()
            if self._reload_later:
                self._reload_later = False
                self.reload()

    def _on_stepped(self, decisions: dict[int, Decision | None]) -> None:
        for image, decision in decisions.items():
            self._set_decision(image, decision)
            self.drafts.drop(image)
        rows = [self._rows[image] for image in decisions if image in self._rows]
        if rows:
            self.show_row(min(rows))
        if decisions:
            self.people_changed.emit()

    def _on_merged(self, found: Any) -> None:
        self._pictures.clear()
        self.merged.emit(found)
        self.reload()
